// Between a parameter's stored form (documents: number, boolean or a choice's
// name) and its value in the engine (always a number).
// Thread: any (no state).

import type { ParamRecord, ParamValue } from '../session/session-document';
import { type ParamSpec, paramSpecs } from './params.generated';

/** Finite and in range: as it is; finite and outside: the nearer end; not finite: the default. */
export function clampParam(spec: ParamSpec, value: number): number {
  if (!Number.isFinite(value)) return spec.default;
  return Math.min(spec.max, Math.max(spec.min, value));
}

/** The engine's `value` as a document stores it, in range. */
export function toStored(spec: ParamSpec, value: number): ParamValue {
  const clamped = clampParam(spec, value);
  if (spec.kind === 'switch') return clamped >= 0.5;
  if (spec.kind === 'choice') return spec.choices[Math.round(clamped)]!;
  return clamped;
}

/** A document's value as the engine takes it; the default where it is missing or of another type. */
export function fromStored(spec: ParamSpec, stored: ParamValue | undefined): number {
  if (spec.kind === 'switch') return typeof stored === 'boolean' ? Number(stored) : spec.default;
  if (spec.kind === 'choice') {
    const index = spec.choices.indexOf(String(stored));
    return index >= 0 ? index : spec.default;
  }
  return typeof stored === 'number' ? clampParam(spec, stored) : spec.default;
}

/** `params` without the keys that stand at their default: what a document needs to keep. */
export function withoutDefaults(
  scope: 'strip' | 'session' | 'master',
  params: ParamRecord,
): ParamRecord {
  const kept: ParamRecord = {};
  for (const spec of paramSpecs(scope)) {
    const stored = params[spec.key];
    if (stored !== undefined && fromStored(spec, stored) !== spec.default) kept[spec.key] = stored;
  }
  return kept;
}
