// What a stage of the master has been measured doing in the last seconds: gain taken,
// or, by band, taken and given.
// Units: dB. Thread: main.

import type { MasterFrame } from '@lathe/worklet/client/studio-engine';
import { RecentDb } from './recent-db';
import { ReductionHistory } from './reduction-history';

const MOST_BANDS = 5;

export class MasterHistory {
  readonly taken = new ReductionHistory();
  readonly bands = Array.from({ length: MOST_BANDS }, () => new RecentDb());

  addTaken(db: number): void {
    this.taken.add(db);
  }

  addBands({ multibandGainDb }: MasterFrame): void {
    for (const [index, band] of this.bands.entries()) band.add(multibandGainDb[index] ?? 0);
  }
}

/** The furthest that a band went from its gain, either way. */
export function furthestDb(band: RecentDb): number {
  if (band.count === 0) return 0;
  const lowest = band.lowestDb();
  const highest = band.highestDb();
  return -lowest > highest ? lowest : highest;
}
