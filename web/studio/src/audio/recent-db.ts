// The last seconds of a level or a gain, a value a frame, for pictures and sentences.
// Units: dB. Thread: main.

export class RecentDb {
  readonly #valuesDb: Float32Array;
  #next = 0;
  #count = 0;

  constructor(frames = 600) {
    this.#valuesDb = new Float32Array(frames);
  }

  add(db: number): void {
    this.#valuesDb[this.#next] = db;
    this.#next = (this.#next + 1) % this.#valuesDb.length;
    this.#count = Math.min(this.#count + 1, this.#valuesDb.length);
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
    return this.#valuesDb.length;
  }

  /** The value `age` frames ago; 0 is the newest. */
  at(age: number): number {
    const length = this.#valuesDb.length;
    return this.#valuesDb[(this.#next - 1 - age + 2 * length) % length] ?? 0;
  }

  lowestDb(): number {
    let lowest = Number.POSITIVE_INFINITY;
    for (let age = 0; age < this.#count; ++age) lowest = Math.min(lowest, this.at(age));
    return lowest;
  }

  highestDb(): number {
    let highest = Number.NEGATIVE_INFINITY;
    for (let age = 0; age < this.#count; ++age) highest = Math.max(highest, this.at(age));
    return highest;
  }

  /** Changes with every value that is added: a picture of it is due anew. */
  get turn(): string {
    return `${this.#next} ${this.#count}`;
  }
}
