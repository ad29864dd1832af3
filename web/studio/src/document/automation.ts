// Lanes of automation in the document: how they are found, put and taken away,
// and how points go into them without moving what stands beside.
// Thread: main.

import { fromStored, toStored } from '@lathe/worklet/params/param-values';
import type { ParamSpec } from '@lathe/worklet/params/params.generated';
import type { AutomationPointDocument } from '@lathe/worklet/session/session-document';
import { automationValueAt, partOfCurve, pointsUntil } from '../params/automation-curve';
import { type ParamRef, specOf, targetKey } from './params';
import type { DocumentTarget, LaneRecord } from './records';
import type { DocumentStore, Transaction } from './store';

export type Point = AutomationPointDocument;

export const MAX_LANES = 1024;
export const MAX_POINTS = 10000;

export function laneId(target: DocumentTarget, param: string): string {
  return `${targetKey(target)} ${param}`;
}

export function laneOf(
  store: Pick<DocumentStore, 'get'>,
  { target, key }: ParamRef,
): LaneRecord | undefined {
  if (target === 'monitor') return undefined;
  return store.get(`lane:${laneId(target, key)}`) as LaneRecord | undefined;
}

export function canBeAutomated(ref: ParamRef): boolean {
  return ref.target !== 'monitor' && specOf(ref).automatable;
}

/** Puts a lane's points in place of those it has; without points, it goes. */
export function putLane(
  store: DocumentStore,
  transaction: Transaction,
  target: DocumentTarget,
  param: string,
  points: readonly Point[],
): void {
  const id = laneId(target, param);
  const { session } = store;
  const known = session.laneIds.includes(id);
  if (points.length === 0) {
    transaction.remove(`lane:${id}`);
    if (!known) return;
    transaction.put({ ...session, laneIds: session.laneIds.filter((other) => other !== id) });
    return;
  }
  if (!known && session.laneIds.length >= MAX_LANES) return;
  transaction.put({ kind: 'lane', id, target, param, points: points.slice(0, MAX_POINTS) });
  if (!known) transaction.put({ ...session, laneIds: [...session.laneIds, id] });
}

/** Removes the lanes of strips and sends that `gone` names; returns the ids that stay. */
export function withoutLanes(
  store: DocumentStore,
  transaction: Transaction,
  gone: (target: Exclude<DocumentTarget, string>) => boolean,
): string[] {
  return store.session.laneIds.filter((id) => {
    const target = store.find('lane', id)?.target;
    if (typeof target !== 'object' || !gone(target)) return true;
    transaction.remove(`lane:${id}`);
    return false;
  });
}

function point(spec: ParamSpec, frame: number, value: number, curve = 0): Point {
  const stored = { frame, value: toStored(spec, value) };
  return curve === 0 ? stored : { ...stored, curve };
}

/** `points` with one more at `frame`, which changes nothing of the way. */
export function splitAt(points: readonly Point[], spec: ParamSpec, frame: number): Point[] {
  const next = pointsUntil(points, frame);
  const before = points[next - 1];
  const after = points[next];
  if (before?.frame === frame) return [...points];
  const value = automationValueAt(points, spec, frame);
  if (!before || !after) {
    return [...points.slice(0, next), point(spec, frame, value), ...points.slice(next)];
  }
  const u = (frame - before.frame) / (after.frame - before.frame);
  const curve = before.curve ?? 0;
  const start = fromStored(spec, before.value);
  return [
    ...points.slice(0, next - 1),
    point(spec, before.frame, start, partOfCurve(curve, 0, u)),
    point(spec, frame, value, partOfCurve(curve, u, 1)),
    ...points.slice(next),
  ];
}

/** `points` with a value at `frame`, in place of one that stands there. */
export function withPoint(
  points: readonly Point[],
  spec: ParamSpec,
  frame: number,
  value: number,
): Point[] {
  const at = Math.max(0, Math.round(frame));
  if (points.length === 0) return [point(spec, at, value)];
  return splitAt(points, spec, at).map((each) =>
    each.frame === at ? { ...each, value: toStored(spec, value) } : each,
  );
}

/** The point at `index` put elsewhere, between its neighbours. */
export function movedTo(
  points: readonly Point[],
  spec: ParamSpec,
  index: number,
  frame: number,
  value: number,
): Point[] {
  const low = (points[index - 1]?.frame ?? -1) + 1;
  const high = (points[index + 1]?.frame ?? Number.POSITIVE_INFINITY) - 1;
  const at = Math.min(high, Math.max(low, Math.round(frame)));
  return points.map((each, i) =>
    i === index ? { ...each, frame: at, value: toStored(spec, value) } : each,
  );
}

/** With the way behind the point at `index` bent: −1…1. */
export function bentAt(points: readonly Point[], index: number, curve: number): Point[] {
  const bent = Math.min(1, Math.max(-1, Math.round(curve * 1000) / 1000));
  return points.map((each, i) => {
    if (i !== index) return each;
    const { curve: _old, ...rest } = each;
    return bent === 0 ? rest : { ...rest, curve: bent };
  });
}

/** `points` with those of `piece` (rising) from its first frame to its last. */
export function withPiece(
  points: readonly Point[],
  spec: ParamSpec,
  piece: readonly Point[],
): Point[] {
  const first = piece[0];
  const last = piece.at(-1);
  if (!first || !last) return [...points];
  if (points.length === 0) return [...piece];
  // The way before holds to the piece's edge, the way behind goes on from it.
  let kept: Point[] = [...points];
  if (first.frame > 0) kept = splitAt(kept, spec, first.frame - 1);
  kept = splitAt(kept, spec, last.frame + 1);
  return [
    ...kept.filter(({ frame }) => frame < first.frame),
    ...piece,
    ...kept.filter(({ frame }) => frame > last.frame),
  ];
}
