// Measures what is rendered, chunk by chunk, as it would be measured as a
// file.
// Thread: render worker.

import type { FileMeasurer, FilesModule, SongMeasurer } from '../engine/files-module';
import type { Pointer } from '../engine/heap-module';
import { HeapPlanes } from './heap-planes';
import { kChunkFrames } from './render-mix';

export class RenderMeasurer<Measurer extends FileMeasurer | SongMeasurer> {
  readonly measurer: Measurer;
  readonly #planes: HeapPlanes;

  /** Takes over `measurer`, which is in `files`' heap. */
  constructor(files: FilesModule, measurer: Measurer) {
    this.#planes = new HeapPlanes(files, kChunkFrames);
    this.measurer = measurer;
  }

  /** Up to kChunkFrames from `left` and `right` on, pointers into `heap`. */
  feed(heap: Float32Array | Float64Array, left: Pointer, right: Pointer, frames: number): void {
    this.#planes.take(heap, left, right, frames);
    this.measurer.feed(this.#planes.left, this.#planes.right, frames);
  }

  free(): void {
    this.measurer.delete();
    this.#planes.free();
  }
}

/** The figures of a song alone. */
export function figuresMeasurer(
  files: FilesModule,
  sampleRate: number,
): RenderMeasurer<FileMeasurer> {
  return new RenderMeasurer(files, new files.FileMeasurer(sampleRate, 2));
}

/** The figures, and the song's course. */
export function courseMeasurer(
  files: FilesModule,
  sampleRate: number,
): RenderMeasurer<SongMeasurer> {
  return new RenderMeasurer(files, new files.SongMeasurer(sampleRate, 2));
}
