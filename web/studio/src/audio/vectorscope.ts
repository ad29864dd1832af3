// Where samples stand in the picture of the stereo image: mid upwards and side
// across, so that mono is a line upright, left alone leans 45° to the left, and
// what is out of phase lies flat.
// Units: 1 is full scale of mid. Thread: main.

export type ScopeKind = 'lissajous' | 'polar';

/** Keeps the picture filled: follows the peaks up at once, and down by 6 dB a second. */
export class ScopeZoom {
  static readonly #largest = 63;
  static readonly #fallPerMs = 10 ** (-6 / 20 / 1000);
  #peak = 1;

  /** What to multiply by; `peak` of |left| and |right| since the last. */
  follow(peak: number, elapsedMs: number): number {
    const fallen = this.#peak * ScopeZoom.#fallPerMs ** elapsedMs;
    this.#peak = Math.min(1, Math.max(peak, fallen, 1 / ScopeZoom.#largest));
    return 1 / this.#peak;
  }
}

/** Writes x (to the right) and y (upwards) of each frame into `points`, in turn. */
export function scopePoints(
  kind: ScopeKind,
  left: Float32Array,
  right: Float32Array,
  points: Float32Array,
): void {
  for (let i = 0; i < left.length; ++i) {
    const l = left[i] as number;
    const r = right[i] as number;
    let x = 0.5 * (r - l);
    let y = 0.5 * (l + r);
    // A polar picture has no down: a sample and its opposite are the same there.
    if (kind === 'polar' && y < 0) {
      x = -x;
      y = -y;
    }
    points[2 * i] = x;
    points[2 * i + 1] = y;
  }
}

/** The lowest correlation of the last while, so that a short moment out of phase is seen. */
export class LowestHold {
  static readonly holdMs = 3000;
  lowest = 1;
  #forMs = 0;

  update(correlation: number, elapsedMs: number): void {
    this.#forMs += elapsedMs;
    if (correlation > this.lowest && this.#forMs <= LowestHold.holdMs) return;
    this.lowest = correlation;
    this.#forMs = 0;
  }

  reset(): void {
    this.lowest = 1;
    this.#forMs = 0;
  }
}
