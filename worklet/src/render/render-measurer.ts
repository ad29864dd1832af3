// Measures what is rendered, chunk by chunk, as it would be measured as a
// file.
// Thread: render worker.

import type { Measurement } from '../client/studio-engine';
import type { FileMeasurer, FilesModule } from '../engine/files-module';
import type { Pointer } from '../engine/heap-module';
import { HeapPlanes } from './heap-planes';
import { kChunkFrames } from './render-mix';

export class RenderMeasurer {
  readonly measurer: FileMeasurer;
  readonly #planes: HeapPlanes;

  constructor(files: FilesModule, sampleRate: number) {
    this.#planes = new HeapPlanes(files, kChunkFrames);
    this.measurer = new files.FileMeasurer(sampleRate, 2);
  }

  /** Up to kChunkFrames from `left` and `right` on, pointers into `heap`. */
  feed(heap: Float32Array | Float64Array, left: Pointer, right: Pointer, frames: number): void {
    this.#planes.take(heap, left, right, frames);
    this.measurer.feed(this.#planes.left, this.#planes.right, frames);
  }

  /** Ends the stream. */
  result(): Measurement {
    return JSON.parse(this.measurer.resultJson()) as Measurement;
  }

  free(): void {
    this.measurer.delete();
    this.#planes.free();
  }
}
