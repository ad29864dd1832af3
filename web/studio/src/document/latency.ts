// Which values decide how late the sound of a strip, or of the master, comes. A playing engine keeps
// its latency, so a change of these makes it anew, as a change of structure does.
// Thread: main.

import { type ParamSpec, paramSpecs } from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { readParam } from './params';

interface LatencySpec {
  spec: ParamSpec;
  /** The switch of its stage: a stage that is off takes no time. The order has none. */
  on: ParamSpec | undefined;
}

/** The limiter fades from one look-ahead to the other by itself. */
const kFadedKeys: readonly string[] = ['limiter.lookAheadMs'];

function latencySpecs(scope: 'strip' | 'master'): readonly LatencySpec[] {
  const specs: readonly ParamSpec[] = paramSpecs(scope);
  return specs
    .filter(({ changesLatency, key }) => changesLatency && !kFadedKeys.includes(key))
    .map((spec) => {
      const [stage] = spec.key.split('.');
      return { spec, on: specs.find(({ key }) => key === `${stage}.on`) };
    });
}

const kLatencySpecs = { strip: latencySpecs('strip'), master: latencySpecs('master') };

/** True where strips, or masters, with these values can be equally late. */
export function isEquallyLate(
  before: ParamRecord,
  after: ParamRecord,
  scope: 'strip' | 'master' = 'strip',
): boolean {
  const value = (params: ParamRecord, { spec, on }: LatencySpec) =>
    on && readParam(params, on) < 0.5 ? 0 : readParam(params, spec);
  return kLatencySpecs[scope].every((each) => value(before, each) === value(after, each));
}
