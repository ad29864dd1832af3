// A strip's transient shaper as the page reads it: the gain it gives to levels
// over time, by the engine's recursion (wasm-core/dsp/transient_block.h), a hit
// to draw it on, and a plain sentence.
// Units: dB, ms. Thread: main (no state).

import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { formatDb } from '../params/format';
import { stripNumber, stripSwitch } from './strip-values';

export interface TransientSettings {
  on: boolean;
  attackDb: number;
  sustainDb: number;
  attackMs: number;
  sustainMs: number;
  outputDb: number;
  mixPercent: number;
}

export function transientOf(params: ParamRecord): TransientSettings {
  return {
    on: stripSwitch(params, 'transient.on'),
    attackDb: stripNumber(params, 'transient.attackDb'),
    sustainDb: stripNumber(params, 'transient.sustainDb'),
    attackMs: stripNumber(params, 'transient.attackMs'),
    sustainMs: stripNumber(params, 'transient.sustainMs'),
    outputDb: stripNumber(params, 'transient.outputDb'),
    mixPercent: stripNumber(params, 'transient.mixPercent'),
  };
}

const FLOOR_DB = -120;
const FARTHEST_DB = 18;
/** A difference of envelopes that counts in full. */
const FULL_DB = 12;
const FALL_MS = 10;
const GAIN_MS = 0.5;

/** 0 to 1 without a corner at either end. */
function share(differenceDb: number): number {
  const u = Math.min(1, Math.max(0, differenceDb / FULL_DB));
  return u * u * (3 - 2 * u);
}

/** The gain at each of `levelsDb`, which are `stepMs` apart; of output and mix as well. */
export function transientGainsDb(
  settings: TransientSettings,
  levelsDb: readonly number[],
  stepMs: number,
): number[] {
  const keep = (timeMs: number) => Math.exp(-stepMs / timeMs);
  const [keepRise, keepTail] = [keep(settings.attackMs), keep(settings.sustainMs)];
  const [keepFall, keepGap] = [keep(FALL_MS), keep(GAIN_MS)];
  const first = Math.max(FLOOR_DB, levelsDb[0] ?? FLOOR_DB);
  let [lastLevel, lastFast, lastAsked] = [first, first, 0];
  let [fall, rise, tail, gap] = [0, 0, 0, 0];
  return levelsDb.map((each) => {
    const level = Math.max(FLOOR_DB, each);
    fall = Math.min(0, fall + level - lastLevel) * keepFall;
    const fast = level - fall;
    const change = fast - lastFast;
    rise = Math.max(-FARTHEST_DB, Math.min(FARTHEST_DB, (rise + change) * keepRise));
    tail = Math.max(0, Math.min(FARTHEST_DB, (tail - change) * keepTail));
    const hit = share(rise);
    const asked = settings.attackDb * hit + settings.sustainDb * share(tail) * (1 - hit);
    gap = (gap + asked - lastAsked) * keepGap;
    [lastLevel, lastFast, lastAsked] = [level, fast, asked];
    return mixedDb(asked - gap + settings.outputDb, settings.mixPercent / 100);
  });
}

function mixedDb(gainDb: number, mix: number): number {
  return mix >= 1 ? gainDb : 20 * Math.log10(1 + mix * (10 ** (gainDb / 20) - 1));
}

/** A hit out of a quiet bed that rings on: what a drum's level does. */
export function hitLevelsDb(stepMs: number, lengthMs: number, hitMs: number): number[] {
  return Array.from({ length: Math.round(lengthMs / stepMs) }, (_, index) => {
    const sinceMs = index * stepMs - hitMs;
    return sinceMs < 0 ? HIT.bedDb : Math.max(HIT.bedDb, HIT.peakDb - sinceMs * HIT.fallDbPerMs);
  });
}

export const HIT = { bedDb: -42, peakDb: -12, fallDbPerMs: 0.09 } as const;

function signed(db: number): string {
  return `${db > 0 ? '+' : ''}${formatDb(db)}`;
}

/** "hits +6.0 dB · ringing −3.0 dB". */
export function describeTransient(settings: TransientSettings): string {
  if (!settings.on) return 'off';
  const { attackDb, sustainDb, outputDb, mixPercent } = settings;
  if (mixPercent === 0) return 'changes nothing: its mix is 0 %';
  const parts = [
    ...(attackDb === 0 ? [] : [`hits ${signed(attackDb)}`]),
    ...(sustainDb === 0 ? [] : [`ringing ${signed(sustainDb)}`]),
    ...(outputDb === 0 ? [] : [`all ${signed(outputDb)}`]),
  ];
  if (parts.length === 0) return 'changes nothing yet';
  return mixPercent < 100 ? `${parts.join(' · ')}, mixed in` : parts.join(' · ');
}
