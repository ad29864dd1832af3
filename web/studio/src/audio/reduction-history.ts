// The last seconds of a stage's measured gain reduction, for its picture and its
// sentence.
// Units: dB. Thread: main.

import { formatDb } from '../params/format';
import { RecentDb } from './recent-db';

/** Reductions smaller than this do not count as working. */
export const WORKING_DB = -0.5;

/** The last seconds of measured gain reduction: what it took, and for how much of the time. */
export class ReductionHistory extends RecentDb {
  override add(reductionDb: number): void {
    super.add(Math.min(0, reductionDb));
  }

  deepestDb(): number {
    return Math.min(0, this.lowestDb());
  }

  /** Share of the time with more than half a dB of reduction, 0…1. */
  workingShare(): number {
    let working = 0;
    for (let age = 0; age < this.count; ++age) if (this.at(age) < WORKING_DB) ++working;
    return this.count > 0 ? working / this.count : 0;
  }

  /** "−4.2 dB on peaks, 31 % of the time"; null where it has hardly worked. */
  describe(): string | null {
    const deepest = this.deepestDb();
    if (deepest > WORKING_DB) return null;
    const percent = Math.max(1, Math.round(this.workingShare() * 100));
    return `${formatDb(deepest)} on peaks, ${percent} % of the time`;
  }
}
