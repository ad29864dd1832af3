// The tap's newest samples, kept until the meters take them to the page: what
// spectrum and vectorscope are drawn from. Nothing is done while nobody looks.
// Thread: audio (worklet). Makes no garbage.

export class ScopeTap {
  /** Whether somebody looks; what was kept before is forgotten. */
  on = false;
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  #at = 0;
  #count = 0;

  /** `capacity`: frames; of more that nobody took, the oldest are lost. */
  constructor(readonly capacity: number) {
    this.#left = new Float32Array(capacity);
    this.#right = new Float32Array(capacity);
  }

  add(tap: readonly Float32Array[], frames: number): void {
    if (!this.on) return;
    const left = tap[0]!;
    const right = tap[1]!;
    for (let i = 0; i < frames; ++i) {
      this.#left[this.#at] = left[i]!;
      this.#right[this.#at] = right[i]!;
      this.#at = this.#at + 1 === this.capacity ? 0 : this.#at + 1;
    }
    this.#count = Math.min(this.capacity, this.#count + frames);
  }

  /** Moves them to `into`: left from 0, right from `capacity`. Returns how many frames. */
  take(into: Float32Array): number {
    const { capacity } = this;
    const count = this.on ? this.#count : 0;
    let from = this.#at - count;
    if (from < 0) from += capacity;
    for (let i = 0; i < count; ++i) {
      into[i] = this.#left[from]!;
      into[capacity + i] = this.#right[from]!;
      from = from + 1 === capacity ? 0 : from + 1;
    }
    this.#count = 0;
    return count;
  }
}
