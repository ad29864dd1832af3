// Loudness over the last minutes of playing: a ring of steps of 200 ms. Where the
// page saw nothing (another tab was in front) a step is empty.
// Units: LUFS, NaN for none. Thread: main.

export class LoudnessHistory {
  static readonly stepMs = 200;
  readonly capacity: number;
  readonly #shortTerm: Float32Array;
  readonly #momentary: Float32Array;
  #at = 0;
  #count = 0;
  /** Of the step that is under way. */
  #forMs = 0;
  #highest = Number.NaN;

  constructor(minutes: number) {
    this.capacity = Math.round((minutes * 60000) / LoudnessHistory.stepMs);
    this.#shortTerm = new Float32Array(this.capacity);
    this.#momentary = new Float32Array(this.capacity);
  }

  /** Steps there are. */
  get count(): number {
    return this.#count;
  }

  /** Step `age` steps ago, 0 the newest: its short-term loudness, and its highest momentary. */
  shortTerm(age: number): number {
    return this.#shortTerm[this.#index(age)] as number;
  }

  momentary(age: number): number {
    return this.#momentary[this.#index(age)] as number;
  }

  /** What is heard, `elapsedMs` of playing after the last. True where a step has ended. */
  add(momentary: number | null, shortTerm: number | null, elapsedMs: number): boolean {
    if (momentary !== null && !(momentary <= this.#highest)) this.#highest = momentary;
    this.#forMs += elapsedMs;
    if (this.#forMs < LoudnessHistory.stepMs) return false;
    let steps = Math.min(this.capacity, Math.floor(this.#forMs / LoudnessHistory.stepMs));
    this.#forMs %= LoudnessHistory.stepMs;
    for (; steps > 1; --steps) this.#push(Number.NaN, Number.NaN);
    this.#push(this.#highest, shortTerm ?? Number.NaN);
    this.#highest = Number.NaN;
    return true;
  }

  clear(): void {
    this.#count = 0;
    this.#forMs = 0;
    this.#highest = Number.NaN;
  }

  #push(momentary: number, shortTerm: number): void {
    this.#momentary[this.#at] = momentary;
    this.#shortTerm[this.#at] = shortTerm;
    this.#at = (this.#at + 1) % this.capacity;
    this.#count = Math.min(this.capacity, this.#count + 1);
  }

  #index(age: number): number {
    return (this.#at - 1 - age + 2 * this.capacity) % this.capacity;
  }
}
