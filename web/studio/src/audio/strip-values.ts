// A strip's stored values as its stages' settings are read from them.
// Thread: any (no state).

import { paramSpec, type StripParamKey } from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { readParam } from '../document/params';

export function stripNumber(params: ParamRecord, key: StripParamKey): number {
  return readParam(params, paramSpec('strip', key));
}

export function stripSwitch(params: ParamRecord, key: StripParamKey): boolean {
  return stripNumber(params, key) >= 0.5;
}

/** A choice's name in documents. */
export function stripChoice(params: ParamRecord, key: StripParamKey): string {
  return paramSpec('strip', key).choices[stripNumber(params, key)] ?? '';
}
