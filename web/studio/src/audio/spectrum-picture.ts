// From the samples that are heard to the curves of a picture: a spectrum of the
// size and rate wanted, at most so often, and its columns. Any picture with the
// equaliser's axis may have one.
// Thread: main.

import type { ScopeReader } from '@lathe/worklet/client/studio-engine';
import { HIGHEST_HZ, LOWEST_HZ } from './equaliser';
import { Spectrum, type SpectrumSettings, type SpectrumSize, type Tone } from './spectrum';
import { spectrumColumns } from './spectrum-curve';

export class SpectrumPicture {
  #spectrum: Spectrum | null = null;
  #left = new Float32Array(0);
  #right = new Float32Array(0);
  #written = 0;

  /** Takes what is new; true where there was anything. */
  update(scope: ScopeReader, size: SpectrumSize, settings: SpectrumSettings): boolean {
    const { sampleRate, written } = scope;
    if (written === this.#written) return false;
    if (this.#spectrum?.size !== size || this.#spectrum.sampleRate !== sampleRate) {
      this.#spectrum = new Spectrum(size, sampleRate);
      this.#left = new Float32Array(size);
      this.#right = new Float32Array(size);
    }
    if (!scope.latest(this.#left, this.#right)) return false;
    const elapsedMs = (1000 * (written - this.#written)) / sampleRate;
    this.#written = written;
    this.#spectrum.add(this.#left, this.#right, settings, elapsedMs);
    return true;
  }

  /** Fills `columns` with dB over the equaliser's axis; false where there is nothing yet. */
  columns(of: 'power' | 'held', tiltDb: number, columns: Float32Array): boolean {
    const spectrum = this.#spectrum;
    if (!spectrum) return false;
    spectrumColumns(spectrum[of], spectrum.binHz, LOWEST_HZ, HIGHEST_HZ, tiltDb, columns);
    return true;
  }

  loudest(): Tone | null {
    return this.#spectrum?.loudest() ?? null;
  }

  clearHold(): void {
    this.#spectrum?.clearHold();
  }
}
