// What the self-test tells of each case it reads.
// Thread: any (types only).

/** One case of the conformance table, as `lathe selftest --json` prints it. */
export interface SelfTestCase {
  id: string;
  /** The signal, in a few words. */
  what: string;
  sampleRate: number;
  expected: number;
  toleranceOver: number;
  toleranceUnder: number;
  unit: string;
  /** Null where the meter gave nothing. */
  read: number | null;
  passed: boolean;
}
