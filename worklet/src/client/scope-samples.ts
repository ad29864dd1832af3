// The newest samples of the tap that have been heard, for spectrum and
// vectorscope: they come with the meters, and so wait until what they describe is
// heard.
// Thread: main.

import type { ScopeReader } from './studio-engine';

/** Half a second at 64 kHz: as much as the finest spectrum takes, and half as much again. */
const kCapacity = 32768;

export class ScopeSamples implements ScopeReader {
  sampleRate = 48000;
  #written = 0;
  readonly #left = new Float32Array(kCapacity);
  readonly #right = new Float32Array(kCapacity);
  #at = 0;
  /** Of the context, after the newest frame; and how many came before it without a gap. */
  #endFrame = Number.NaN;
  #unbroken = 0;

  get written(): number {
    return this.#written;
  }

  /** `samples`: left, then right from its middle on; `frames` of each. They end at `endFrame`. */
  push(endFrame: number, frames: number, samples: Float32Array): void {
    if (frames === 0) return;
    if (endFrame - frames !== this.#endFrame) this.#unbroken = 0;
    const middle = samples.length >> 1;
    for (let i = 0; i < frames; ++i) {
      this.#left[this.#at] = samples[i]!;
      this.#right[this.#at] = samples[middle + i]!;
      this.#at = (this.#at + 1) % kCapacity;
    }
    this.#endFrame = endFrame;
    this.#unbroken = Math.min(kCapacity, this.#unbroken + frames);
    this.#written += frames;
  }

  latest(left: Float32Array, right: Float32Array): boolean {
    const frames = left.length;
    if (frames > this.#unbroken) return false;
    let from = (this.#at - frames + kCapacity) % kCapacity;
    for (let i = 0; i < frames; ++i) {
      left[i] = this.#left[from]!;
      right[i] = this.#right[from]!;
      from = (from + 1) % kCapacity;
    }
    return true;
  }
}
