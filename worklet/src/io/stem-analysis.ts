// What one pass over a stem's samples finds: its peaks, written to a file, and
// how many samples were not finite.
// Thread: I/O worker.

import type { FilesModule, StemScan } from '../engine/files-module';
import type { PcmLayout, Pointer } from '../engine/heap-module';
import type { SyncFile } from './folder';

export class StemAnalysis {
  readonly #module: FilesModule;
  readonly #scan: StemScan;

  constructor(module: FilesModule, layout: PcmLayout) {
    this.#module = module;
    this.#scan = new module.StemScan(layout.encoding, layout.channels, layout.bytesPerFrame);
  }

  /** Whole frames, in file order. */
  supply(bytes: Pointer, count: number): void {
    this.#scan.supply(bytes, count);
  }

  finish(peaksFile: SyncFile): { nonFiniteSamples: number; framesPerPeak: number } {
    this.#scan.finish();
    const pointer = this.#scan.peaks();
    const bytes = 2 * this.#scan.peakCount();
    peaksFile.write(this.#module.HEAPU8.subarray(pointer, pointer + bytes), 0);
    return {
      nonFiniteSamples: this.#scan.nonFiniteSamples(),
      framesPerPeak: this.#scan.framesPerPeak(),
    };
  }

  delete(): void {
    this.#scan.delete();
  }
}
