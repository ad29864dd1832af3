// Actions on automation: points put, moved, bent and taken away by hand, and
// what a pass of recording has written.
// Thread: main.

import { documentAction } from '../action';
import {
  bentAt,
  canBeAutomated,
  laneOf,
  movedTo,
  type Point,
  putLane,
  withPoint,
} from '../automation';
import { type ParamRef, paramsOf, specOf, targetKey } from '../params';
import type { DocumentTarget } from '../records';
import type { DocumentStore } from '../store';
import { paramLabel } from './param-actions';

export interface LaneArgs {
  target: DocumentTarget;
  key: string;
}

export interface PointArgs extends LaneArgs {
  /** Of the point; where it is put. */
  frame: number;
}

const label = (store: DocumentStore, { target, key }: LaneArgs) =>
  `${paramLabel(store, target, key)} automation`;

function hasTarget(store: DocumentStore, ref: ParamRef & LaneArgs): boolean {
  return canBeAutomated(ref) && paramsOf(store, ref.target) !== undefined;
}

export const automationActions = {
  /** Sets the value at a frame; the first point makes the lane. */
  'automation.put': documentAction<PointArgs & { value: number }>({
    label: 'Put a point',
    undo: 'merge',
    mergeKey: ({ target, key, frame }) => `${targetKey(target)}/${key}@${frame}`,
    describe: label,
    run({ store, transaction }, { target, key, frame, value }) {
      if (!hasTarget(store, { target, key })) return;
      const spec = specOf({ target, key });
      const points = laneOf(store, { target, key })?.points ?? [];
      putLane(store, transaction, target, key, withPoint(points, spec, frame, value));
    },
  }),

  /** Between its neighbours. */
  'automation.move': documentAction<PointArgs & { toFrame: number; value: number }>({
    label: 'Move a point',
    undo: 'merge',
    mergeKey: ({ target, key }) => `${targetKey(target)}/${key} move`,
    describe: label,
    run({ store, transaction }, { target, key, frame, toFrame, value }) {
      const points = laneOf(store, { target, key })?.points ?? [];
      const index = points.findIndex((each) => each.frame === frame);
      if (index < 0) return;
      const spec = specOf({ target, key });
      putLane(store, transaction, target, key, movedTo(points, spec, index, toFrame, value));
    },
  }),

  /** Bends the way from a point to the next: −1…1. */
  'automation.bend': documentAction<PointArgs & { curve: number }>({
    label: 'Bend the way',
    undo: 'merge',
    mergeKey: ({ target, key, frame }) => `${targetKey(target)}/${key} bend ${frame}`,
    describe: label,
    run({ store, transaction }, { target, key, frame, curve }) {
      const points = laneOf(store, { target, key })?.points ?? [];
      const index = points.findIndex((each) => each.frame === frame);
      putLane(store, transaction, target, key, bentAt(points, index, curve));
    },
  }),

  /** With its last point a lane goes. */
  'automation.remove': documentAction<PointArgs>({
    label: 'Remove a point',
    undo: 'step',
    describe: label,
    run({ store, transaction }, { target, key, frame }) {
      const points = laneOf(store, { target, key })?.points ?? [];
      const rest = points.filter((each) => each.frame !== frame);
      putLane(store, transaction, target, key, rest);
    },
  }),

  'automation.clear': documentAction<LaneArgs>({
    label: 'Remove the automation',
    undo: 'step',
    describe: (store, args) => `Remove ${label(store, args)}`,
    run({ store, transaction }, { target, key }) {
      putLane(store, transaction, target, key, []);
    },
  }),

  /** What a pass has written: whole lanes, in one step. */
  'automation.write': documentAction<{ lanes: (LaneArgs & { points: readonly Point[] })[] }>({
    label: 'Write automation',
    undo: 'step',
    run({ store, transaction }, { lanes }) {
      for (const { target, key, points } of lanes) {
        if (hasTarget(store, { target, key })) putLane(store, transaction, target, key, points);
      }
    },
  }),
} as const;
