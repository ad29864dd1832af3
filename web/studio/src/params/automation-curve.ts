// What an automated parameter is worth at a frame, as the engine reads it:
// wasm-core/session/automation_curve.h says what lies between two points, and
// tests hold both to the same figures. Here also how a bent way is cut in two
// without changing it, for edits in its middle.
// Thread: any (no state).

import { fromStored } from '@lathe/worklet/params/param-values';
import type { ParamSpec } from '@lathe/worklet/params/params.generated';
import type { AutomationPointDocument } from '@lathe/worklet/session/session-document';
import { fromPosition, toPosition } from './taper';

type Points = readonly AutomationPointDocument[];

/** Octaves of bend at a curve of 1. */
const kBend = 6;

function weight(curve: number): number {
  return 2 ** (kBend * curve);
}

/** 0…1 of a way bent by `curve`, after the share `u` (0…1) of the time. */
export function curveShare(curve: number, u: number): number {
  return curve === 0 ? u : u / (u + (1 - u) * weight(curve));
}

/** The curve that has done `share` of its way at half time. */
export function curveThrough(share: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, share));
  return Math.min(1, Math.max(-1, Math.log2((1 - inside) / inside) / kBend));
}

/** How many points stand at `frame` or before. */
export function pointsUntil(points: Points, frame: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] as AutomationPointDocument).frame <= frame) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `points`: rising, at least one. As the engine takes it. */
export function automationValueAt(points: Points, spec: ParamSpec, frame: number): number {
  const next = pointsUntil(points, frame);
  const from = points[Math.max(0, next - 1)] as AutomationPointDocument;
  const to = points[next];
  const value = fromStored(spec, from.value);
  if (next === 0 || !to || spec.kind !== 'number' || from.frame === frame) return value;
  const u = (frame - from.frame) / (to.frame - from.frame);
  const start = toPosition(spec, value);
  const end = toPosition(spec, fromStored(spec, to.value));
  return start === end
    ? value
    : fromPosition(spec, start + (end - start) * curveShare(from.curve ?? 0, u));
}

/** The curve of the part between `from` and `to` (0 ≤ from < to ≤ 1) of a bent way. */
export function partOfCurve(curve: number, from: number, to: number): number {
  if (curve === 0) return 0;
  // Parts of such a way are such ways; which one, its slope at its start tells.
  const k = weight(curve);
  const slope = k / (from + (1 - from) * k) ** 2;
  const rise = (curveShare(curve, to) - curveShare(curve, from)) / (to - from);
  return Math.min(1, Math.max(-1, Math.log2(rise / slope) / kBend));
}
