// Whether loudness over a whole programme has come to rest: EBU Tech 3342 calls a
// loudness range of less than a minute unstable, and an integrated loudness of so
// little still moves with every bar.
// Thread: main (no state).

import type { MeterFrame } from '@lathe/worklet/client/studio-engine';
import { fixed } from '../params/format';

export const SETTLED_SECONDS = 60;
/** Stands before a figure that is not settled. */
export const UNSETTLED_MARK = '≈';
/** Of the meters' spread of short-term loudness. */
const COUNTS_PER_SECOND = 10;

export function isUnsettled(seconds: number): boolean {
  return seconds < SETTLED_SECONDS;
}

/** What sounded since the meters were reset: all of it that a bin of the spread has counted. */
export function soundingSeconds({ output }: MeterFrame): number {
  let counts = 0;
  for (const count of output.spread) counts += count;
  return counts / COUNTS_PER_SECOND;
}

/** "≈ settles after 60 s of sound, 23 s so far". */
export function settlesText(seconds: number): string {
  return `${UNSETTLED_MARK} settles after ${SETTLED_SECONDS} s of sound, ${fixed(Math.floor(seconds), 0)} s so far`;
}

export function shortText(what: string): string {
  return `${what} is shorter than ${SETTLED_SECONDS} s: loudness range, and integrated loudness with it, settle only after that (EBU Tech 3342)`;
}
