// Where the processor gets audio from: the slabs that the I/O worker sends,
// and the requests that tell it where playback goes next.
// Thread: audio (worklet).

import type { FeedStart, Loop, SlabTransport } from '../messages/io-protocol';
import { SharedSlabReceiver } from '../slabs/shared-slabs';
import type { Slab, SlabReceiver } from '../slabs/slab';
import { SlabWindow } from '../slabs/slab-window';
import { TransferredSlabReceiver } from '../slabs/transferred-slabs';

/** Old slabs kept over a jump: they bridge the fade-out. */
const kBridgeSlabs = 2;
/** Misses in a row, with newer audio at hand, after which audio is asked for anew. */
const kMissesBeforeRestart = 32;

export class AudioFeed {
  readonly capacityFrames: number;
  readonly #port: MessagePort;
  readonly #window: SlabWindow;
  #loop: Loop | null;
  #misses = 0;

  constructor(transport: SlabTransport, port: MessagePort, start: FeedStart) {
    this.capacityFrames = transport.shape.capacityFrames;
    this.#port = port;
    this.#loop = start.loop;
    const receiver = openReceiver(transport, port);
    this.#window = new SlabWindow(receiver, transport.shape.count, start.generation);
  }

  /** The slab with the block at `frame`, or null: then playback must wait. */
  find(frame: number): Slab | null {
    const slab = this.#window.find(frame);
    if (slab) {
      this.#misses = 0;
    } else if (this.#window.hasNewest() && ++this.#misses >= kMissesBeforeRestart) {
      // What arrives is not what is played: start again from where we are.
      this.request(frame);
    }
    return slab;
  }

  /** Playback jumps to `frame`. */
  request(frame: number): void {
    this.#misses = 0;
    const generation = this.#window.generation + 1;
    // Before the slabs go back, so that they are not filled with what is old.
    this.#send({ generation, startFrame: frame, loop: this.#loop });
    this.#window.renew(generation, kBridgeSlabs);
  }

  /** `frame`: where playback is, so that the order of what follows can change. */
  setLoop(loop: Loop | null, frame: number): void {
    this.#loop = loop;
    this.request(frame);
  }

  close(): void {
    this.#window.clear();
    this.#port.close();
  }

  #send(start: FeedStart): void {
    this.#port.postMessage(start);
  }
}

function openReceiver(transport: SlabTransport, port: MessagePort): SlabReceiver {
  const { shape } = transport;
  if (transport.kind === 'shared') {
    return new SharedSlabReceiver(transport.memory, shape, () => port.postMessage(0));
  }
  const receiver = new TransferredSlabReceiver(port, shape);
  port.onmessage = (event: MessageEvent<ArrayBuffer>) => receiver.receive(event.data);
  return receiver;
}
