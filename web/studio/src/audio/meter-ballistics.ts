// What a peak meter shows: rises at once and falls by 20 dB in 1.7 s
// (IEC 60268-18), with a hold line that stays before it falls too.
// Units: dB, milliseconds. Thread: main.

export const FALL_DB_PER_MS = 20 / 1700;
export const HOLD_MS = 1500;
/** Bottom of the scale. */
export const FLOOR_DB = -144;

export class PeakBallistics {
  levelDb = FLOOR_DB;
  heldDb = FLOOR_DB;
  #heldForMs = 0;

  /** `peakDb`: the highest since the last update; `elapsedMs` since then. */
  update(peakDb: number, elapsedMs: number): void {
    const fallen = Math.max(FLOOR_DB, this.levelDb - FALL_DB_PER_MS * elapsedMs);
    const input = Number.isFinite(peakDb) ? peakDb : FLOOR_DB;
    this.levelDb = Math.max(input, fallen);
    if (this.levelDb >= this.heldDb) {
      this.heldDb = this.levelDb;
      this.#heldForMs = 0;
      return;
    }
    this.#heldForMs += elapsedMs;
    if (this.#heldForMs > HOLD_MS) {
      this.heldDb = Math.max(this.levelDb, this.heldDb - FALL_DB_PER_MS * elapsedMs);
    }
  }

  reset(): void {
    this.levelDb = FLOOR_DB;
    this.heldDb = FLOOR_DB;
    this.#heldForMs = 0;
  }
}
