// Slabs in a SharedArrayBuffer. Two single-producer, single-consumer queues of
// slab numbers travel beside the audio: "filled" from the I/O worker to the
// worklet, "free" back. Because what circulates is numbers, the worklet may
// hold slabs and return them in any order.
//
// Memory order: a slab's header and samples are plain writes made before the
// Atomics.store of the queue's write index, and plain reads made after the
// Atomics.load of it; both are sequentially consistent, so the payload is
// visible with the index.
//
// The worklet makes no garbage: slab objects and views exist from the start.
// Thread: SharedSlabSender on the I/O worker, SharedSlabReceiver in the worklet.

import type { Slab, SlabReceiver, SlabSender, SlabShape } from './slab';

const kFilledWrite = 0;
const kFilledRead = 1;
const kFreeWrite = 2;
const kFreeRead = 3;
const kIndices = 4;
const kHeaderDoubles = 3;

interface Layout {
  control: Int32Array;
  filled: Int32Array;
  free: Int32Array;
  headers: Float64Array;
  slabs: SharedSlab[];
}

class SharedSlab implements Slab {
  generation = 0;
  startFrame = 0;
  frames = 0;

  constructor(
    readonly number: number,
    readonly samples: Float32Array,
  ) {}
}

function queueBytes(count: number): number {
  return Math.ceil((kIndices + 2 * count) / 2) * 8;
}

export function sharedSlabBytes(shape: SlabShape): number {
  const samples = shape.channels * shape.capacityFrames * 4;
  return queueBytes(shape.count) + shape.count * (kHeaderDoubles * 8 + samples);
}

/** Allocates the memory with every slab free. Only where SharedArrayBuffer exists. */
export function createSharedSlabs(shape: SlabShape): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(sharedSlabBytes(shape));
  const { control, free } = layOut(memory, shape);
  for (let i = 0; i < shape.count; ++i) free[i] = i;
  Atomics.store(control, kFreeWrite, shape.count);
  return memory;
}

function layOut(memory: SharedArrayBuffer, shape: SlabShape): Layout {
  const { count, channels, capacityFrames } = shape;
  const headersAt = queueBytes(count);
  const samplesAt = headersAt + count * kHeaderDoubles * 8;
  const samplesPerSlab = channels * capacityFrames;
  return {
    control: new Int32Array(memory, 0, kIndices),
    filled: new Int32Array(memory, kIndices * 4, count),
    free: new Int32Array(memory, (kIndices + count) * 4, count),
    headers: new Float64Array(memory, headersAt, count * kHeaderDoubles),
    slabs: Array.from(
      { length: count },
      (_, i) =>
        new SharedSlab(
          i,
          new Float32Array(memory, samplesAt + i * samplesPerSlab * 4, samplesPerSlab),
        ),
    ),
  };
}

/** Indices run modulo twice the length, so that full and empty stay distinct. */
function next(index: number, length: number): number {
  return (index + 1) % (2 * length);
}

function push(control: Int32Array, write: number, queue: Int32Array, value: number): void {
  const at = Atomics.load(control, write);
  queue[at % queue.length] = value;
  Atomics.store(control, write, next(at, queue.length));
}

/** −1 when empty. */
function pop(control: Int32Array, write: number, read: number, queue: Int32Array): number {
  const at = Atomics.load(control, read);
  if (at === Atomics.load(control, write)) return -1;
  const value = queue[at % queue.length]!;
  Atomics.store(control, read, next(at, queue.length));
  return value;
}

export class SharedSlabSender implements SlabSender {
  onSpace: (() => void) | null = null;
  readonly #layout: Layout;

  constructor(memory: SharedArrayBuffer, shape: SlabShape) {
    this.#layout = layOut(memory, shape);
  }

  acquire(): Slab | null {
    const { control, free, slabs } = this.#layout;
    const number = pop(control, kFreeWrite, kFreeRead, free);
    return number < 0 ? null : slabs[number]!;
  }

  publish(slab: Slab): void {
    const { control, filled, headers } = this.#layout;
    const { number } = slab as SharedSlab;
    headers[number * kHeaderDoubles] = slab.generation;
    headers[number * kHeaderDoubles + 1] = slab.startFrame;
    headers[number * kHeaderDoubles + 2] = slab.frames;
    push(control, kFilledWrite, filled, number);
  }

  /** The worklet said that slabs came back. */
  wake(): void {
    this.onSpace?.();
  }
}

export class SharedSlabReceiver implements SlabReceiver {
  readonly #layout: Layout;
  readonly #wake: () => void;
  readonly #wakeEvery: number;
  #recycled = 0;

  /** `wake` tells the sender, after every few slabs, that there is space. */
  constructor(memory: SharedArrayBuffer, shape: SlabShape, wake: () => void) {
    this.#layout = layOut(memory, shape);
    this.#wake = wake;
    this.#wakeEvery = Math.max(1, shape.count >> 2);
  }

  take(): Slab | null {
    const { control, filled, headers, slabs } = this.#layout;
    const number = pop(control, kFilledWrite, kFilledRead, filled);
    if (number < 0) return null;
    const slab = slabs[number]!;
    slab.generation = headers[number * kHeaderDoubles]!;
    slab.startFrame = headers[number * kHeaderDoubles + 1]!;
    slab.frames = headers[number * kHeaderDoubles + 2]!;
    return slab;
  }

  recycle(slab: Slab): void {
    const { control, free } = this.#layout;
    push(control, kFreeWrite, free, (slab as SharedSlab).number);
    if (++this.#recycled >= this.#wakeEvery) {
      this.#recycled = 0;
      this.#wake();
    }
  }
}
