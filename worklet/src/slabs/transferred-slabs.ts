// Slabs as ArrayBuffers that are transferred back and forth over a direct
// MessagePort between the I/O worker and the worklet, for pages that are not
// isolated. The same buffers circulate for ever; each hop costs a message and
// two small objects, which is all the garbage the worklet makes (a dozen hops
// a second). A buffer starts with its header: generation, first song frame,
// frames, as doubles.
// Thread: TransferredSlabSender on the I/O worker, TransferredSlabReceiver in the worklet.

import type { Slab, SlabReceiver, SlabSender, SlabShape } from './slab';

const kHeaderDoubles = 4;
const kHeaderBytes = kHeaderDoubles * 8;

/** What both need of a MessagePort. */
export interface SlabPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

class TransferredSlab implements Slab {
  readonly samples: Float32Array;
  readonly header: Float64Array;
  generation: number;
  startFrame: number;
  frames: number;

  constructor(readonly buffer: ArrayBuffer) {
    this.header = new Float64Array(buffer, 0, kHeaderDoubles);
    this.samples = new Float32Array(buffer, kHeaderBytes);
    this.generation = this.header[0]!;
    this.startFrame = this.header[1]!;
    this.frames = this.header[2]!;
  }
}

export class TransferredSlabSender implements SlabSender {
  onSpace: (() => void) | null = null;
  readonly #port: SlabPort;
  readonly #free: ArrayBuffer[];

  constructor(port: SlabPort, shape: SlabShape) {
    this.#port = port;
    const bytes = kHeaderBytes + shape.channels * shape.capacityFrames * 4;
    this.#free = Array.from({ length: shape.count }, () => new ArrayBuffer(bytes));
  }

  acquire(): Slab | null {
    const buffer = this.#free.pop();
    return buffer ? new TransferredSlab(buffer) : null;
  }

  publish(slab: Slab): void {
    const { header, buffer } = slab as TransferredSlab;
    header[0] = slab.generation;
    header[1] = slab.startFrame;
    header[2] = slab.frames;
    this.#port.postMessage(buffer, [buffer]);
  }

  /** A buffer that came back over the port. */
  receive(buffer: ArrayBuffer): void {
    this.#free.push(buffer);
    this.onSpace?.();
  }
}

export class TransferredSlabReceiver implements SlabReceiver {
  readonly #port: SlabPort;
  readonly #arrived: (TransferredSlab | null)[];
  #first = 0;
  #count = 0;

  constructor(port: SlabPort, shape: SlabShape) {
    this.#port = port;
    this.#arrived = new Array<TransferredSlab | null>(shape.count).fill(null);
  }

  /** A buffer that came over the port. */
  receive(buffer: ArrayBuffer): void {
    if (this.#count === this.#arrived.length) return; // more than were made: not ours
    this.#arrived[(this.#first + this.#count) % this.#arrived.length] = new TransferredSlab(buffer);
    ++this.#count;
  }

  take(): Slab | null {
    if (this.#count === 0) return null;
    const slab = this.#arrived[this.#first]!;
    this.#arrived[this.#first] = null;
    this.#first = (this.#first + 1) % this.#arrived.length;
    --this.#count;
    return slab;
  }

  recycle(slab: Slab): void {
    const { buffer } = slab as TransferredSlab;
    this.#port.postMessage(buffer, [buffer]);
  }
}
