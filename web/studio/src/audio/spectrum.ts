// The spectrum of the newest samples: a Hann window, calibrated so that a sine of
// full scale in both channels reads 0 dB at every size. Left and right go through
// one transform, as its real and imaginary parts.
//
// Averages are those of sound level meters, of the power: F 125 ms, S 1 s (IEC
// 61672-1). What is held falls by the law of the peak meters, or not at all.
//
// Units: power, 1 = a sine of full scale; Hz, ms. Thread: main.

import { Fourier } from './fourier';
import { FALL_DB_PER_MS, HOLD_MS } from './meter-ballistics';

export const SPECTRUM_SIZES = [2048, 4096, 8192, 16384] as const;
export type SpectrumSize = (typeof SPECTRUM_SIZES)[number];

/** Both channels by their mean power, half their sum, or half their difference. */
export type SpectrumSource = 'both' | 'mid' | 'side';
export type Averaging = 'fast' | 'slow';
export type Hold = 'off' | 'falling' | 'endless';

export const AVERAGE_MS: Record<Averaging, number> = { fast: 125, slow: 1000 };
/** Nothing under this is told of. */
const SILENT_POWER = 1e-12;

export interface SpectrumSettings {
  source: SpectrumSource;
  averaging: Averaging;
  hold: Hold;
}

export interface Tone {
  hz: number;
  db: number;
}

export class Spectrum {
  readonly bins: number;
  readonly binHz: number;
  /** By bin, averaged; and the highest that has been. */
  readonly power: Float64Array;
  readonly held: Float64Array;
  readonly #heldForMs: Float32Array;
  readonly #fourier: Fourier;
  readonly #window: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  #fresh = true;

  constructor(
    readonly size: SpectrumSize,
    readonly sampleRate: number,
  ) {
    this.bins = size / 2;
    this.binHz = sampleRate / size;
    this.power = new Float64Array(this.bins);
    this.held = new Float64Array(this.bins);
    this.#heldForMs = new Float32Array(this.bins);
    this.#fourier = new Fourier(size);
    // Over half the window's sum, which a sine's two lines share.
    this.#window = Float64Array.from(
      { length: size },
      (_, i) => (2 / size) * (1 - Math.cos((2 * Math.PI * i) / size)),
    );
    this.#re = new Float64Array(size);
    this.#im = new Float64Array(size);
  }

  /** `size` frames of left and right; `elapsedMs` of sound since the last. */
  add(
    left: Float32Array,
    right: Float32Array,
    { source, averaging, hold }: SpectrumSettings,
    elapsedMs: number,
  ): void {
    this.#fill(left, right, source);
    this.#fourier.transform(this.#re, this.#im);
    const share = this.#fresh ? 1 : 1 - Math.exp(-elapsedMs / AVERAGE_MS[averaging]);
    this.#fresh = false;
    const fall = hold === 'endless' ? 1 : 10 ** ((-FALL_DB_PER_MS * elapsedMs) / 10);
    for (let k = 1; k < this.bins; ++k) {
      const now = this.#pairPower(k);
      const power = (this.power[k] as number) + share * (now - (this.power[k] as number));
      this.power[k] = power > SILENT_POWER * 1e-6 ? power : 0;
      this.#hold(k, power, elapsedMs, fall);
    }
  }

  clearHold(): void {
    this.held.fill(0);
  }

  /**
   * The strongest tone between bins, exact for one that stands alone: the ratio of the two
   * strongest bins of a Hann window says where it lies (Grandke, IEEE Trans. IM-32, 1983).
   */
  loudest(): Tone | null {
    let k = 1;
    for (let i = 2; i + 1 < this.bins; ++i) {
      if ((this.power[i] as number) > (this.power[k] as number)) k = i;
    }
    const highest = this.power[k] as number;
    if (highest < SILENT_POWER) return null;
    const above = this.power[k + 1] ?? 0;
    const below = this.power[k - 1] ?? 0;
    const ratio = Math.sqrt(Math.max(above, below) / highest);
    const offset = Math.max(0, (2 * ratio - 1) / (1 + ratio));
    return {
      hz: (k + (above > below ? offset : -offset)) * this.binHz,
      db: 10 * Math.log10(highest) - 20 * Math.log10(hannAt(offset)),
    };
  }

  #hold(k: number, power: number, elapsedMs: number, fall: number): void {
    if (power >= (this.held[k] as number)) {
      this.held[k] = power;
      this.#heldForMs[k] = 0;
      return;
    }
    this.#heldForMs[k] = (this.#heldForMs[k] as number) + elapsedMs;
    if ((this.#heldForMs[k] as number) > HOLD_MS) {
      this.held[k] = Math.max(power, (this.held[k] as number) * fall);
    }
  }

  #fill(left: Float32Array, right: Float32Array, source: SpectrumSource): void {
    for (let i = 0; i < this.size; ++i) {
      const window = this.#window[i] as number;
      const l = left[i] as number;
      const r = right[i] as number;
      // Mean power of twice the same is its power.
      const re = source === 'both' ? l : source === 'mid' ? 0.5 * (l + r) : 0.5 * (l - r);
      this.#re[i] = window * re;
      this.#im[i] = window * (source === 'both' ? r : re);
    }
  }

  /** Mean power of the two signals in the parts: |Z(k)|² + |Z(−k)|² is twice their sum. */
  #pairPower(k: number): number {
    const a = this.#re[k] as number;
    const b = this.#im[k] as number;
    const c = this.#re[this.size - k] as number;
    const d = this.#im[this.size - k] as number;
    return 0.25 * (a * a + b * b + c * c + d * d);
  }
}

/** A Hann window's line, `offset` bins off its middle (0…1). */
function hannAt(offset: number): number {
  if (offset < 1e-9) return 1;
  return Math.sin(Math.PI * offset) / (Math.PI * offset * (1 - offset * offset));
}
