// The last seconds of a stage's measured gain reduction, for its picture and its
// sentence.
// Units: dB. Thread: main.

/** Reductions smaller than this do not count as working. */
export const WORKING_DB = -0.5;

/** The last seconds of measured gain reduction: what it took, and for how much of the time. */
export class ReductionHistory {
  readonly #reductionsDb: Float32Array;
  #next = 0;
  #count = 0;

  constructor(frames = 600) {
    this.#reductionsDb = new Float32Array(frames);
  }

  add(reductionDb: number): void {
    this.#reductionsDb[this.#next] = Math.min(0, reductionDb);
    this.#next = (this.#next + 1) % this.#reductionsDb.length;
    this.#count = Math.min(this.#count + 1, this.#reductionsDb.length);
  }

  clear(): void {
    this.#count = 0;
    this.#next = 0;
  }

  get count(): number {
    return this.#count;
  }

  /** A quarter of a second is the least that says anything. */
  get says(): boolean {
    return this.#count >= 15;
  }

  get capacity(): number {
    return this.#reductionsDb.length;
  }

  /** The value `age` frames ago; 0 is the newest. */
  at(age: number): number {
    const length = this.#reductionsDb.length;
    return this.#reductionsDb[(this.#next - 1 - age + 2 * length) % length] ?? 0;
  }

  deepestDb(): number {
    let deepest = 0;
    for (let age = 0; age < this.#count; ++age) deepest = Math.min(deepest, this.at(age));
    return deepest;
  }

  /** Share of the time with more than half a dB of reduction, 0…1. */
  workingShare(): number {
    let working = 0;
    for (let age = 0; age < this.#count; ++age) if (this.at(age) < WORKING_DB) ++working;
    return this.#count > 0 ? working / this.#count : 0;
  }
}
