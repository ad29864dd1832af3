// What a stage of the master has been measured doing in the last seconds: gain taken;
// by band, taken and given; or a figure that the engine itself averages.
// Units: dB. Thread: main.

import { RecentDb } from './recent-db';
import { ReductionHistory } from './reduction-history';

const MOST_BANDS = 6;

export class MasterHistory {
  readonly taken = new ReductionHistory();
  readonly bands = Array.from({ length: MOST_BANDS }, () => new RecentDb());

  /** The newest of a figure; null where the stage has nothing to tell of. */
  figure: number | null = null;

  addTaken(db: number): void {
    this.taken.add(db);
  }

  addBands(gainsDb: readonly number[]): void {
    for (const [index, band] of this.bands.entries()) band.add(gainsDb[index] ?? 0);
  }
}

/** The furthest that a band went from its gain, either way. */
export function furthestDb(band: RecentDb): number {
  if (band.count === 0) return 0;
  const lowest = band.lowestDb();
  const highest = band.highestDb();
  return -lowest > highest ? lowest : highest;
}
