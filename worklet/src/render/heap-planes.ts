// Two channels of doubles in the files module's heap: what is written to a file
// or measured, copied from where the engine rendered it.
// Thread: render worker.

import type { FilesModule } from '../engine/files-module';
import type { Pointer } from '../engine/heap-module';
import { HeapBuffer } from '../io/heap-buffer';

type Samples = Float32Array | Float64Array;

export class HeapPlanes {
  readonly left: Pointer;
  readonly right: Pointer;
  readonly #buffers: readonly HeapBuffer[];
  readonly #channels: readonly Float64Array[];

  constructor(files: FilesModule, maxFrames: number) {
    this.#buffers = [0, 1].map(() => new HeapBuffer(files, maxFrames * 8));
    this.#channels = this.#buffers.map(
      ({ bytes }) => new Float64Array(bytes.buffer, bytes.byteOffset, maxFrames),
    );
    this.left = this.#buffers[0]!.pointer;
    this.right = this.#buffers[1]!.pointer;
  }

  /** `frames` from `left` and `right` on, pointers into `heap`: the engine's f32 or f64. */
  take(heap: Samples, left: Pointer, right: Pointer, frames: number): void {
    [left, right].forEach((pointer, channel) => {
      const at = pointer / heap.BYTES_PER_ELEMENT;
      this.#channels[channel]!.set(heap.subarray(at, at + frames));
    });
  }

  free(): void {
    for (const buffer of this.#buffers) buffer.free();
  }
}
