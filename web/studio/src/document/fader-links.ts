// Faders that are linked: which move with one, and where to. They keep their
// distances in dB, counted from where all of them stood when one was taken, so
// that a fader that meets an end of its travel finds its place again.
// Thread: main.

import { clampParam } from '@lathe/worklet/params/param-values';
import { paramSpec } from '@lathe/worklet/params/params.generated';
import type { ParamRef } from './params';
import type { StripRecord } from './records';
import { findStrip, linkedWith, type RoutingView } from './routing';

export const FADER = 'fader.gainDb';
export const FADER_SPEC = paramSpec('strip', FADER);

/** What moves with a parameter: the faders linked with it if it is one, or nothing. */
export function movesWith(store: RoutingView, { target, key }: ParamRef): StripRecord[] {
  if (key !== FADER || typeof target !== 'object') return [];
  const strip = findStrip(store, target.strip);
  return strip ? linkedWith(store, strip) : [];
}

/**
 * Where a fader that began at `startDb` goes with one that goes from `fromDb` to `toDb`; null where
 * it stays. What is silent has no distance to keep: it moves nothing, and nothing moves it.
 */
export function movedBeside(startDb: number, fromDb: number, toDb: number): number | null {
  const silentDb = FADER_SPEC.min;
  if (fromDb <= silentDb || startDb <= silentDb) return null;
  if (toDb <= silentDb) return silentDb;
  // Sums of tenths are not tenths, and a fader put back to its default leaves no trace.
  return clampParam(FADER_SPEC, Number((startDb + toDb - fromDb).toFixed(6)));
}
