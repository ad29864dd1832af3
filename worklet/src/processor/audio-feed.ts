// Where the processor gets audio from: the slabs that the I/O worker sends,
// and the requests that tell it where playback goes next.
// Thread: audio (worklet).

import { snapLoop } from '../io/song-order';
import type { FeedStart, Loop, SlabTransport } from '../messages/io-protocol';
import { SharedSlabReceiver } from '../slabs/shared-slabs';
import type { Slab, SlabReceiver } from '../slabs/slab';
import { SlabWindow } from '../slabs/slab-window';
import { TransferredSlabReceiver } from '../slabs/transferred-slabs';

/** Old slabs kept over a jump: they bridge the fade-out. */
const kBridgeSlabs = 2;
/** While a loop waits to be left: slabs that what follows it gets; the others go on with it. */
const kSlabsForNewLoop = 4;
export const kNoLoop: Loop = { startFrame: 0, endFrame: 0 };
/** Misses in a row, with newer audio at hand, after which audio is asked for anew. */
const kMissesBeforeRestart = 32;
/** How far ahead of somebody who plays on audio is asked for: half a second at 48 kHz, twice as far each time. */
const kFirstLeadFrames = 24576;
const kLargestLeadFrames = 16 * kFirstLeadFrames;

export class AudioFeed {
  readonly capacityFrames: number;
  readonly channels: number;
  readonly #port: MessagePort;
  readonly #window: SlabWindow;
  readonly #slabs: number;
  /** Half of what is read ahead. */
  readonly #safeFrames: number;
  /** That playback follows. */
  #loop: Loop | null;
  /** That it is to follow once there is audio for it. */
  #pending: { loop: Loop | null } | null = null;
  #misses = 0;
  /** Where the newest request begins, and by how much that was ahead. */
  #requestedFrame: number;
  #leadFrames = 0;

  constructor(transport: SlabTransport, port: MessagePort, start: FeedStart) {
    this.capacityFrames = transport.shape.capacityFrames;
    this.channels = transport.shape.channels;
    this.#slabs = transport.shape.count;
    this.#safeFrames = (this.capacityFrames * this.#slabs) / 2;
    this.#port = port;
    this.#loop = start.loop;
    this.#requestedFrame = start.startFrame;
    const receiver = openReceiver(transport, port);
    this.#window = new SlabWindow(receiver, transport.shape.count, start.generation);
  }

  /** The slab with the block at `frame`, or null: then playback must wait. */
  find(frame: number): Slab | null {
    const slab = this.#window.find(frame);
    if (slab) {
      this.#misses = 0;
    } else if (
      !this.#pending &&
      this.#window.hasNewest() &&
      ++this.#misses >= kMissesBeforeRestart
    ) {
      // What arrives is not what is played: start again from where we are.
      this.request(frame);
    }
    return slab;
  }

  /**
   * The same for a successor, which waits while somebody else plays on: what is asked for anew has
   * to be ahead of `frame`, or it would have passed by the time it is here. `endFrame`: of the song.
   */
  findAhead(frame: number, endFrame: number): Slab | null {
    // Of what was here before the request nothing follows: it would end in a gap.
    const ahead = this.#requestedFrame - frame;
    if (ahead > 0 && ahead <= this.#leadFrames) return null;
    const slab = this.#window.find(frame);
    if (slab) return slab;
    if (!this.#window.hasNewest() || ++this.#misses < kMissesBeforeRestart) return null;
    this.#leadFrames = Math.min(2 * this.#leadFrames || kFirstLeadFrames, kLargestLeadFrames);
    const loops = this.#loop && frame < this.#loop.endFrame;
    const end = loops ? this.#loop!.endFrame : endFrame;
    const there = frame + this.#leadFrames;
    this.request(there < end ? there : frame);
    return null;
  }

  /** Playback jumps to `frame`. */
  request(frame: number): void {
    this.#renew(frame, frame, kBridgeSlabs, this.#loop);
  }

  /**
   * `frame`: where playback is. It goes on from what is here for as long as that follows the new
   * order too, and what is asked for comes after it: an answer may take as long as that lasts.
   * False where that is not long, and playback can go round the loop that it is in meanwhile: then
   * it does, until `takeLoop` says otherwise.
   */
  setLoop(loop: Loop | null, frame: number, playing: boolean): boolean {
    const { startFrame, endFrame } = snapLoop(loop) ?? kNoLoop;
    const here = this.#window.framesAlong(frame, startFrame, endFrame);
    const present = snapLoop(this.#loop);
    const loops = playing && present !== null && frame < present.endFrame;
    if (loops && here < this.#safeFrames) {
      this.#pending = { loop };
      // In the order of the present loop, which playback follows for now.
      this.#renew(frame, this.#window.reached, this.#slabs - kSlabsForNewLoop, loop);
      return false;
    }
    this.#pending = null;
    this.#loop = loop;
    const missing = this.#window.arrange(frame, startFrame, endFrame);
    this.#renew(frame, missing, this.#window.arranged, loop);
    return true;
  }

  /** setLoop put one off. */
  get loopWaits(): boolean {
    return this.#pending !== null;
  }

  /**
   * The loop that setLoop put off, once the audio for it has come; undefined where there is none to
   * change to now. `now`: whether or not it has. `frame`: where playback is.
   */
  takeLoop(frame: number, now: boolean): Loop | null | undefined {
    const pending = this.#pending;
    if (!pending || !(now || this.#window.hasNewest())) return undefined;
    this.#pending = null;
    this.#loop = pending.loop;
    const { startFrame, endFrame } = snapLoop(pending.loop) ?? kNoLoop;
    const missing = this.#window.arrange(frame, startFrame, endFrame);
    // Playback may have gone round meanwhile, to where what has come does not follow.
    if (!this.#window.keepArranged()) {
      this.#renew(frame, missing, this.#window.arranged, pending.loop);
    }
    return pending.loop;
  }

  close(): void {
    this.#window.clear();
    this.#port.close();
  }

  /** Playback is at `frame` and has the first `keep` slabs; the rest is asked for from `missing` on. */
  #renew(frame: number, missing: number, keep: number, loop: Loop | null): void {
    this.#misses = 0;
    this.#requestedFrame = frame;
    const generation = this.#window.generation + 1;
    const start: FeedStart = { generation, startFrame: missing, loop };
    // Before the slabs go back, so that they are not filled with what is old.
    this.#port.postMessage(start);
    this.#window.renew(generation, keep);
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
