// Parameters of the document by target: reading them as the engine's numbers
// and writing them as the document stores them, always through the one table.
// Thread: main.

import type { ParamTarget } from '@lathe/worklet/client/studio-engine';
import { clampParam, fromStored, toStored } from '@lathe/worklet/params/param-values';
import {
  findParamSpec,
  type ParamScope,
  type ParamSpec,
} from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import type { MasterRecord, RecordKey, SessionRecord, TrackRecord } from './records';
import type { DocumentStore, Transaction } from './store';

/** A target whose parameters are in the document (the monitor's are not). */
export type DocumentTarget = Exclude<ParamTarget, 'monitor'>;

export interface ParamRef {
  target: ParamTarget;
  key: string;
}

export function scopeOf(target: ParamTarget): ParamScope {
  return typeof target === 'object' ? 'strip' : target;
}

/** Stable text for a target, for maps and merge keys. */
export function targetText(target: ParamTarget): string {
  return typeof target === 'object' ? `track:${target.track}` : target;
}

/** The row of the table; throws where there is none, as that is a slip in the page. */
export function specOf(ref: ParamRef): ParamSpec {
  const spec = findParamSpec(scopeOf(ref.target), ref.key);
  if (!spec) throw new Error(`There is no parameter "${ref.key}" in ${scopeOf(ref.target)}.`);
  return spec;
}

export function recordKeyOf(target: DocumentTarget): RecordKey {
  return typeof target === 'object' ? `track:${target.track}` : target;
}

export type ParamOwner = SessionRecord | MasterRecord | TrackRecord;

export function ownerOf(store: DocumentStore, target: DocumentTarget): ParamOwner | undefined {
  return store.get(recordKeyOf(target)) as ParamOwner | undefined;
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
  const owner = ownerOf(store, target);
  if (!owner) return;
  const spec = specOf({ target, key });
  const { [key]: _old, ...params } = owner.params;
  const clamped = clampParam(spec, value);
  if (clamped !== spec.default) params[key] = toStored(spec, clamped);
  transaction.put({ ...owner, params });
}
