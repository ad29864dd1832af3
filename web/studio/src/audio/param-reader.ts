// Stored values of one scope as a stage's settings are read from them, where the
// same stage stands in more than one scope or its keys are made up of numbers.
// Thread: any (no state).

import { findParamSpec, type ParamScope } from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { readParam } from '../document/params';

export interface ParamReader {
  number(key: string): number;
  on(key: string): boolean;
  /** A choice's name in documents. */
  choice(key: string): string;
}

export function paramReader(scope: ParamScope, params: ParamRecord): ParamReader {
  const spec = (key: string) => {
    const found = findParamSpec(scope, key);
    if (!found) throw new Error(`There is no parameter "${key}" in ${scope}.`);
    return found;
  };
  const number = (key: string) => readParam(params, spec(key));
  return {
    number,
    on: (key) => number(key) >= 0.5,
    choice: (key) => spec(key).choices[number(key)] ?? '',
  };
}
