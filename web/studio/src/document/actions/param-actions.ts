// Actions on parameters: every fader, knob, switch and choice uses these.
// Thread: main.

import { controlName, sendName } from '../../params/format';
import { type DocumentContext, documentAction } from '../action';
import { FADER, FADER_SPEC, movedBeside, movesWith } from '../fader-links';
import {
  type DocumentTarget,
  paramsOf,
  putParams,
  readParam,
  recordOf,
  specOf,
  targetKey,
  writeParam,
} from '../params';
import { type DocumentRecord, keyOf, type StripRecord, stripName } from '../records';
import { findStrip } from '../routing';
import type { DocumentStore } from '../store';

export interface SetParamArgs {
  target: DocumentTarget;
  key: string;
  /** As the engine takes it: a number, 0 or 1, a choice's index. Clamped. */
  value: number;
}

export interface SetParamsArgs {
  target: DocumentTarget;
  values: Record<string, number>;
}

/** "Kick fader" says more in the undo list than "Change a value". */
export function paramLabel(store: DocumentStore, target: DocumentTarget, key: string): string {
  const spec = specOf({ target, key });
  if (typeof target !== 'object') return spec.name;
  const strip = stripName(findStrip(store, target.strip));
  if (target.to === undefined) return controlName(strip, spec);
  return controlName(sendName(strip, stripName(findStrip(store, target.to))), spec);
}

/** How moves of one value in a row are known to be of one hand. */
const moveKey = ({ target, key }: SetParamArgs) => `${targetKey(target)}/${key}`;

/** The linked faders that a move takes along, and where to. */
function movedAlong({ store, atMark }: DocumentContext, move: SetParamArgs) {
  const others = movesWith(store, move);
  const strip = recordOf(store, move.target);
  if (others.length === 0 || !strip) return [];
  // One that was made since the mark began where it is.
  const startDb = (record: DocumentRecord) =>
    readParam(((atMark(keyOf(record), moveKey(move)) ?? record) as StripRecord).params, FADER_SPEC);
  const fromDb = startDb(strip);
  return others.flatMap((other) => {
    const gainDb = movedBeside(startDb(other), fromDb, move.value);
    return gainDb === null ? [] : [{ strip: other.id, gainDb }];
  });
}

export const paramActions = {
  'param.set': documentAction<SetParamArgs>({
    label: 'Change a value',
    undo: 'merge',
    mergeKey: moveKey,
    describe: (store, { target, key }) => paramLabel(store, target, key),
    run(context, move) {
      const { store, transaction } = context;
      const along = movedAlong(context, move);
      writeParam(store, transaction, move.target, move.key, move.value);
      for (const { strip, gainDb } of along) {
        writeParam(store, transaction, { strip }, FADER, gainDb);
      }
    },
  }),

  'param.toggle': documentAction<{ target: DocumentTarget; key: string }>({
    label: 'Switch',
    undo: 'step',
    describe: (store, { target, key }) => paramLabel(store, target, key),
    run({ store, transaction }, { target, key }) {
      const params = paramsOf(store, target);
      if (!params) return;
      const stored = params[key];
      const on = typeof stored === 'boolean' ? stored : specOf({ target, key }).default >= 0.5;
      writeParam(store, transaction, target, key, on ? 0 : 1);
    },
  }),

  /** Several values of one target at once: an equaliser node moves in two directions. */
  'param.setMany': documentAction<SetParamsArgs>({
    label: 'Change values',
    undo: 'merge',
    mergeKey: ({ target, values }) => `${targetKey(target)}/${Object.keys(values).join('+')}`,
    run({ store, transaction }, { target, values }) {
      for (const [key, value] of Object.entries(values)) {
        writeParam(store, transaction, target, key, value);
      }
    },
  }),

  /** Back to the defaults; `prefix` limits it to one processor ("eq."). */
  'param.reset': documentAction<{ target: DocumentTarget; prefix: string }>({
    label: 'Reset',
    undo: 'step',
    run({ store, transaction }, { target, prefix }) {
      const params = paramsOf(store, target);
      if (!params) return;
      const kept = Object.entries(params).filter(([key]) => !key.startsWith(prefix));
      if (kept.length === Object.keys(params).length) return;
      putParams(store, transaction, target, Object.fromEntries(kept));
    },
  }),

  /** All of one strip's values to another: the same treatment on a double. */
  'param.copy': documentAction<{ fromStrip: string; toStrip: string; prefix: string }>({
    label: 'Copy settings',
    undo: 'step',
    run({ store, transaction }, { fromStrip, toStrip, prefix }) {
      const from = findStrip(store, fromStrip);
      const to = findStrip(store, toStrip);
      if (!from || !to || from === to) return;
      const params = { ...to.params };
      for (const key of Object.keys(params)) if (key.startsWith(prefix)) delete params[key];
      for (const [key, value] of Object.entries(from.params)) {
        if (key.startsWith(prefix)) params[key] = value;
      }
      transaction.put({ ...to, params });
    },
  }),

  /** What reaching a loudness found: one step. */
  'master.applyLoudness': documentAction<{
    driveDb: number;
    trimDb: number;
    limiterOn: boolean;
    limiterCeilingDbtp: number;
  }>({
    label: 'Reach the loudness',
    undo: 'step',
    run({ store, transaction }, found) {
      const write = (key: string, value: number) =>
        writeParam(store, transaction, 'master', key, value);
      write('limiter.on', found.limiterOn ? 1 : 0);
      write('limiter.ceilingDbtp', found.limiterCeilingDbtp);
      write('driveDb', found.driveDb);
      write('trimDb', found.trimDb);
    },
  }),
} as const;
