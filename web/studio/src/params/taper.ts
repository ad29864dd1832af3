// Where a value stands on its control (0…1) and back, by the taper that the
// parameter table declares; and how far a key or a wheel notch moves it.
// The fader's law is IEC-style travel: +10 dB at the top, 0 dB at three
// quarters, −∞ at the bottom, linear in dB between the points.
// Thread: any (no state).

import { clampParam } from '@lathe/worklet/params/param-values';
import { kInfiniteRatio, kSilenceDb, type ParamSpec } from '@lathe/worklet/params/params.generated';

/** [travel, dB], from the bottom; below −60 dB the fader dives to −∞ at 0. */
const FADER_LAW: readonly (readonly [number, number])[] = [
  [0.04, -60],
  [0.12, -40],
  [0.2, -30],
  [0.32, -20],
  [0.5, -10],
  [0.625, -5],
  [0.75, 0],
  [0.875, 5],
  [1, 10],
];
const LOWEST_FADER_TRAVEL = 0.04;
const LOWEST_FADER_DB = -60;

function faderTravel(db: number): number {
  if (db <= kSilenceDb) return 0;
  if (db <= LOWEST_FADER_DB) {
    return LOWEST_FADER_TRAVEL * Math.max(0, (db - kSilenceDb) / (LOWEST_FADER_DB - kSilenceDb));
  }
  for (let i = 1; i < FADER_LAW.length; ++i) {
    const [t0, d0] = FADER_LAW[i - 1] as readonly [number, number];
    const [t1, d1] = FADER_LAW[i] as readonly [number, number];
    if (db <= d1) return t0 + ((t1 - t0) * (db - d0)) / (d1 - d0);
  }
  return 1;
}

function faderDb(travel: number): number {
  if (travel <= 0) return kSilenceDb;
  if (travel <= LOWEST_FADER_TRAVEL) {
    return kSilenceDb + (LOWEST_FADER_DB - kSilenceDb) * (travel / LOWEST_FADER_TRAVEL);
  }
  for (let i = 1; i < FADER_LAW.length; ++i) {
    const [t0, d0] = FADER_LAW[i - 1] as readonly [number, number];
    const [t1, d1] = FADER_LAW[i] as readonly [number, number];
    if (travel <= t1) return d0 + ((d1 - d0) * (travel - t0)) / (t1 - t0);
  }
  return 10;
}

/** A fader whose range ends below +10 dB (the monitor's) uses the law up to its end. */
function faderTop(spec: ParamSpec): number {
  return faderTravel(spec.max);
}

/** 1 − 1/R: equal travel, equal change of the slope above the threshold. */
function slopeOfRatio(ratio: number): number {
  return 1 - 1 / ratio;
}

export function toPosition(spec: ParamSpec, value: number): number {
  const clamped = clampParam(spec, value);
  switch (spec.taper) {
    case 'fader':
      return faderTravel(clamped) / faderTop(spec);
    case 'log':
      return Math.log(clamped / spec.min) / Math.log(spec.max / spec.min);
    case 'ratio':
      return slopeOfRatio(clamped) / slopeOfRatio(spec.max);
    default:
      return (clamped - spec.min) / (spec.max - spec.min);
  }
}

export function fromPosition(spec: ParamSpec, position: number): number {
  const at = Math.min(1, Math.max(0, position));
  if (spec.kind !== 'number') return Math.round(spec.min + at * (spec.max - spec.min));
  switch (spec.taper) {
    case 'fader':
      return clampParam(spec, faderDb(at * faderTop(spec)));
    case 'log':
      return clampParam(spec, spec.min * (spec.max / spec.min) ** at);
    case 'ratio': {
      if (at >= 1) return kInfiniteRatio;
      return clampParam(spec, 1 / (1 - at * slopeOfRatio(spec.max)));
    }
    default:
      return clampParam(spec, spec.min + at * (spec.max - spec.min));
  }
}

/** Rounded to what the readout shows, so that a drag leaves clean numbers in the document. */
export function tidy(spec: ParamSpec, value: number): number {
  const step = tidyStep(spec, value);
  return clampParam(spec, Number((Math.round(value / step) * step).toFixed(6)));
}

function tidyStep(spec: ParamSpec, value: number): number {
  if (spec.kind !== 'number' || spec.unit === '%') return 1;
  if (spec.unit === ':1') return value < 10 ? 0.01 : 0.1;
  if (spec.unit === 'Hz') return value >= 100 ? 1 : 0.1;
  if (spec.unit === 'ms') return value >= 100 ? 1 : value >= 1 ? 0.1 : 0.01;
  if (isPlace(spec)) return 0.001;
  return spec.taper === 'log' || spec.unit === 'time' ? 0.01 : 0.1;
}

/** In time, in seconds; durations are logarithmic. */
function isPlace(spec: ParamSpec): boolean {
  return spec.unit === 's' && spec.taper === 'linear';
}

export type StepSize = 'fine' | 'normal' | 'coarse';

const DB_STEP = { fine: 0.1, normal: 0.5, coarse: 3 } as const;
const PLACE_STEP = { fine: 0.001, normal: 0.01, coarse: 1 } as const;
const PERCENT_STEP = { fine: 1, normal: 5, coarse: 25 } as const;
/** Factors: 1/60, 1/12 and 1 octave. */
const LOG_STEP = { fine: 2 ** (1 / 60), normal: 2 ** (1 / 12), coarse: 2 } as const;
const POSITION_STEP = { fine: 0.005, normal: 0.02, coarse: 0.1 } as const;

/** The value one key press or wheel notch further. */
export function stepped(
  spec: ParamSpec,
  value: number,
  direction: 1 | -1,
  size: StepSize = 'normal',
): number {
  if (spec.kind !== 'number') return clampParam(spec, Math.round(value) + direction);
  if (spec.taper === 'fader') {
    // Between −60 dB and −∞ there is one step: nobody can hear more.
    if (direction < 0 && value <= LOWEST_FADER_DB) return kSilenceDb;
    if (direction > 0 && value < LOWEST_FADER_DB) return LOWEST_FADER_DB;
    return tidy(spec, value + direction * DB_STEP[size]);
  }
  const steps = spec.unit === '%' ? PERCENT_STEP : isPlace(spec) ? PLACE_STEP : DB_STEP;
  let next = value + direction * steps[size];
  if (spec.taper === 'log') next = value * LOG_STEP[size] ** direction;
  if (spec.taper === 'ratio') {
    next = fromPosition(spec, toPosition(spec, value) + direction * POSITION_STEP[size]);
  }
  // Where the step is finer than the readout, the readout still moves.
  const least = value + direction * tidyStep(spec, value);
  return tidy(spec, direction > 0 ? Math.max(next, least) : Math.min(next, least));
}
