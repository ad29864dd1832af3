// Where a frequency and a gain stand in the equaliser's picture, 0…1 from its
// left and its top.
// Thread: any (no state).

import { HIGHEST_HZ, LOWEST_HZ } from '../audio/equaliser';

/** Half the height of the picture, as a share, that the largest gain takes. */
const REACH = 0.45;

/** As far as a band goes by itself; what the gain scale or acting adds needs the wider one. */
export const GAIN_RANGES_DB = [18, 36] as const;

export function xOf(hz: number): number {
  return Math.log(hz / LOWEST_HZ) / Math.log(HIGHEST_HZ / LOWEST_HZ);
}

export function yOf(db: number, rangeDb: number): number {
  return 0.5 - (Math.max(-rangeDb, Math.min(rangeDb, db)) / rangeDb) * REACH;
}

/** The frequency that a way across the picture leads to. */
export function hzAcross(fromHz: number, share: number): number {
  return fromHz * (HIGHEST_HZ / LOWEST_HZ) ** share;
}

/** The gain that a way up the picture is worth. */
export function dbUp(share: number, rangeDb: number): number {
  return (share / REACH) * rangeDb;
}
