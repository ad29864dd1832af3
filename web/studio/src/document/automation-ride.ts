// One ride of one control: the values a hand gave it, and the points that come
// of them. Between two values that follow closely the ride moves evenly; after
// a pause the earlier holds until the later. Points that the others imply are
// left out: no value is off by more than RIDE_TOLERANCE of the control's travel
// (0.1 dB on the upper half of a fader).
// Thread: main.

import { clampParam, toStored } from '@lathe/worklet/params/param-values';
import type { ParamSpec } from '@lathe/worklet/params/params.generated';
import { automationValueAt } from '../params/automation-curve';
import { fromPosition, toPosition } from '../params/taper';
import { type Point, withPiece } from './automation';

export const RIDE_TOLERANCE = 0.0025;
/** A hand that gives no value for longer has paused. */
const PAUSE_SECONDS = 0.06;
/** How densely a bent lane is read where it is trimmed. */
const TRIM_STEP_SECONDS = 0.01;

export interface RideValue {
  /** Song frame that was heard. */
  frame: number;
  /** The parameter's value; of a trim, the offset. */
  value: number;
}

export interface Ride {
  kind: 'write' | 'trim';
  /** Rising in frame, at least one. */
  values: RideValue[];
  endFrame: number;
}

/** Offsets are in the parameter's unit, of a logarithmic control in octaves. */
export function offsetBetween(spec: ParamSpec, from: number, to: number): number {
  return spec.taper === 'log' ? Math.log2(to / from) : to - from;
}

export function movedBy(spec: ParamSpec, value: number, offset: number): number {
  return clampParam(spec, spec.taper === 'log' ? value * 2 ** offset : value + offset);
}

/** `values` with a hold before each that comes after a pause, and to the ride's end. */
function withPauses({ values, endFrame }: Ride, steps: boolean, sampleRate: number): RideValue[] {
  const pause = steps ? 1 : PAUSE_SECONDS * sampleRate;
  const held: RideValue[] = [];
  for (const { frame, value } of values) {
    const last = held.at(-1);
    if (last && frame - last.frame > pause) held.push({ frame: frame - 1, value: last.value });
    if (last?.frame === frame) held.pop();
    held.push({ frame, value });
  }
  const last = held.at(-1) as RideValue;
  if (endFrame > last.frame) held.push({ frame: endFrame, value: last.value });
  return held;
}

function valueAt(values: readonly RideValue[], frame: number): number {
  const next = values.findIndex((each) => each.frame > frame);
  const to = values[next];
  const from = values[next < 0 ? values.length - 1 : Math.max(0, next - 1)] as RideValue;
  if (!to || from.frame >= frame) return from.value;
  const u = (frame - from.frame) / (to.frame - from.frame);
  return from.value + (to.value - from.value) * u;
}

function trimmed(
  ride: RideValue[],
  base: readonly Point[],
  spec: ParamSpec,
  sampleRate: number,
): RideValue[] {
  const first = (ride[0] as RideValue).frame;
  const last = (ride.at(-1) as RideValue).frame;
  const step = Math.max(1, Math.round(TRIM_STEP_SECONDS * sampleRate));
  const frames = new Set(ride.map(({ frame }) => frame));
  for (const { frame } of base) if (frame >= first && frame <= last) frames.add(frame);
  for (let frame = first; frame < last; frame += step) frames.add(frame);
  return [...frames]
    .sort((a, b) => a - b)
    .map((frame) => ({
      frame,
      value: movedBy(spec, automationValueAt(base, spec, frame), valueAt(ride, frame)),
    }));
}

/** The fewest that stay within the tolerance of all, by Douglas and Peucker's method. */
function thinned(values: readonly RideValue[], spec: ParamSpec): RideValue[] {
  if (spec.kind !== 'number') {
    return values.filter((each, i) => i === 0 || each.value !== values[i - 1]?.value);
  }
  const positions = values.map(({ value }) => toPosition(spec, value));
  const kept = new Set([0, values.length - 1]);
  const spans: [number, number][] = [[0, values.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [low, high] = span;
    const from = values[low] as RideValue;
    const to = values[high] as RideValue;
    let worst = RIDE_TOLERANCE;
    let at = -1;
    for (let i = low + 1; i < high; ++i) {
      const u = ((values[i] as RideValue).frame - from.frame) / (to.frame - from.frame);
      const line = (positions[low] as number) * (1 - u) + (positions[high] as number) * u;
      const off = Math.abs((positions[i] as number) - line);
      if (off > worst) {
        worst = off;
        at = i;
      }
    }
    if (at < 0) continue;
    kept.add(at);
    spans.push([low, at], [at, high]);
  }
  return values.filter((_, i) => kept.has(i));
}

/** `base` with the ride over it. */
export function withRide(
  base: readonly Point[],
  spec: ParamSpec,
  ride: Ride,
  sampleRate: number,
): Point[] {
  const held = withPauses(ride, spec.kind !== 'number', sampleRate);
  const values = ride.kind === 'trim' ? trimmed(held, base, spec, sampleRate) : held;
  const piece = thinned(values, spec).map(({ frame, value }) => ({
    frame,
    value: toStored(spec, spec.kind === 'number' ? tidied(spec, value) : value),
  }));
  return withPiece(base, spec, piece);
}

/** Far finer than the tolerance, and short in the document. */
function tidied(spec: ParamSpec, value: number): number {
  if (toPosition(spec, value) <= 0) return spec.min;
  return clampParam(spec, Number(fromPosition(spec, toPosition(spec, value)).toPrecision(6)));
}
