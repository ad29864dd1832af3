// Since when the whole-song figures hold, or why they do not, in words.
// Thread: any (no state).

import type { MeasureState } from './song-measure';

/** Younger than this, an age says nothing. */
const JUST_NOW_SECONDS = 2;

/** `ageSeconds`: of the figures that are shown; null where there are none. */
export function measureAge(state: MeasureState, ageSeconds: number | null): string {
  if (state === 'measuring') return 'measuring…';
  if (ageSeconds === null) return state === 'stale' ? 'to be measured' : 'not measured';
  if (state === 'stale') return 'before your last change';
  if (ageSeconds < JUST_NOW_SECONDS) return 'measured just now';
  if (ageSeconds < 60) return `measured ${Math.floor(ageSeconds)} s ago`;
  if (ageSeconds < 3600) return `measured ${Math.floor(ageSeconds / 60)} min ago`;
  return `measured ${Math.floor(ageSeconds / 3600)} h ago`;
}
