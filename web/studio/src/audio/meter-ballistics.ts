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

/** What a meter that averages shows: it goes to its input by the time constant `timeMs`. */
abstract class AverageBallistics {
  levelDb = FLOOR_DB;
  #level = 0;

  protected constructor(
    readonly timeMs: number,
    /** Of the quantity that is averaged, over that of a level: 1 for amplitude, 2 for power. */
    readonly order: 1 | 2,
  ) {}

  update(inputDb: number, elapsedMs: number): void {
    const input = Number.isFinite(inputDb) ? 10 ** ((this.order * inputDb) / 20) : 0;
    this.#level += (input - this.#level) * (1 - Math.exp(-elapsedMs / this.timeMs));
    const db = (20 / this.order) * Math.log10(this.#level);
    this.levelDb = Math.max(FLOOR_DB, Number.isFinite(db) ? db : FLOOR_DB);
  }
}

/**
 * The needle of a VU meter (IEC 60268-17): driven by the mean of |sample|, it stands at 99 % of a
 * steady tone after 300 ms. 0 VU is VU_ZERO_DBFS.
 */
export class VuBallistics extends AverageBallistics {
  constructor() {
    super(300 / Math.log(100), 1);
  }
}

/** RMS with a time constant of 300 ms. */
export class RmsBallistics extends AverageBallistics {
  constructor() {
    super(300, 2);
  }
}

export const VU_ZERO_DBFS = -18;

/**
 * The average of a K-System meter (Katz, "Integrated Approach to Metering, Monitoring and Levelling
 * Practices", J. Audio Eng. Soc. 48/9, 2000): true RMS, flat, integrated over 600 ms, which it
 * takes a tone that begins to come to 99 % of its level. Calibrated after AES17, as Katz asks: a
 * sine reads its peak, 3.01 dB over its RMS, so that average and peak agree for a sine alone.
 */
export class KSystemBallistics extends AverageBallistics {
  constructor() {
    super(600 / Math.log(1 / (1 - 0.99 ** 2)), 2);
  }

  /** `rmsDb`: root mean square, dB of full scale. */
  override update(rmsDb: number, elapsedMs: number): void {
    super.update(rmsDb + AES17_SINE_DB, elapsedMs);
  }
}

/** A sine's peak over its RMS. */
export const AES17_SINE_DB = 10 * Math.log10(2);
