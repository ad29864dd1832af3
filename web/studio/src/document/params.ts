// Parameters of the document by target: reading them as the engine's numbers
// and writing them as the document stores them, always through the one table.
// Thread: main.

import { scopeOf } from '@lathe/worklet/client/param-queue';
import type { ParamTarget, StripTarget } from '@lathe/worklet/client/studio-engine';
import { targetKey } from '@lathe/worklet/client/target-numbers';
import { clampParam, fromStored, toStored } from '@lathe/worklet/params/param-values';
import { findParamSpec, type ParamSpec } from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import type {
  BusRecord,
  DocumentTarget,
  EffectRecord,
  MasterRecord,
  SessionRecord,
  StripRecord,
} from './records';
import type { DocumentStore, Transaction } from './store';

export interface ParamRef {
  target: ParamTarget;
  key: string;
}

/** The row of the table; throws where there is none, as that is a slip in the page. */
export function specOf(ref: ParamRef): ParamSpec {
  const spec = findParamSpec(scopeOf(ref.target), ref.key);
  if (!spec) throw new Error(`There is no parameter "${ref.key}" in ${scopeOf(ref.target)}.`);
  return spec;
}

export { type DocumentTarget, scopeOf, targetKey };

/** The record that holds a target's parameters; undefined where it is gone. */
export function recordOf(
  store: Pick<DocumentStore, 'get'>,
  target: DocumentTarget,
): SessionRecord | MasterRecord | StripRecord | undefined {
  if (typeof target === 'string') return store.get(target) as SessionRecord | MasterRecord;
  const record = store.get(`track:${target.strip}`) ?? store.get(`bus:${target.strip}`);
  return record as StripRecord | undefined;
}

/** The effect that a target names; one that has become another is gone. */
function namedEffect(
  record: SessionRecord | MasterRecord | StripRecord,
  target: StripTarget,
): EffectRecord | undefined {
  if (record.kind !== 'bus' || !record.effect) return undefined;
  return record.effect.kind === target.effect ? record.effect : undefined;
}

/** A target's stored values; undefined where it is gone. */
export function paramsOf(
  store: Pick<DocumentStore, 'get'>,
  target: DocumentTarget,
): ParamRecord | undefined {
  const record = recordOf(store, target);
  if (!record || typeof target === 'string') return record?.params;
  if (target.effect) return namedEffect(record, target)?.params;
  if (target.to === undefined) return record.params;
  return (record as StripRecord).sends.find(({ to }) => to === target.to)?.params;
}

/** Puts a target's values in place of those it has; a target that is gone is left alone. */
export function putParams(
  store: DocumentStore,
  transaction: Transaction,
  target: DocumentTarget,
  params: ParamRecord,
): void {
  const record = recordOf(store, target);
  if (!record) return;
  if (typeof target === 'object' && target.effect) {
    const effect = namedEffect(record, target);
    if (effect) transaction.put({ ...(record as BusRecord), effect: { ...effect, params } });
    return;
  }
  if (typeof target === 'string' || target.to === undefined) {
    transaction.put({ ...record, params });
    return;
  }
  const strip = record as StripRecord;
  const sends = strip.sends.map((send) => (send.to === target.to ? { ...send, params } : send));
  transaction.put({ ...strip, sends });
}

export function readParam(params: ParamRecord, spec: ParamSpec): number {
  return fromStored(spec, params[spec.key]);
}

/**
 * Writes one value, clamped; a target that is gone is left alone. A default is
 * stored by leaving the key out, so that a control put back leaves no trace and
 * links stay short.
 */
export function writeParam(
  store: DocumentStore,
  transaction: Transaction,
  target: DocumentTarget,
  key: string,
  value: number,
): void {
  const stored = paramsOf(store, target);
  if (!stored) return;
  const spec = specOf({ target, key });
  const { [key]: _old, ...params } = stored;
  const clamped = clampParam(spec, value);
  if (clamped !== spec.default) params[key] = toStored(spec, clamped);
  putParams(store, transaction, target, params);
}
