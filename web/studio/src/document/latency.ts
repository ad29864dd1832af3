// Which values decide how late a strip's sound comes. A playing engine keeps
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

const kSpecs = paramSpecs('strip');
const kLatencySpecs: readonly LatencySpec[] = kSpecs
  .filter(({ changesLatency }) => changesLatency)
  .map((spec) => {
    const [stage] = spec.key.split('.');
    return { spec, on: kSpecs.find(({ key }) => key === `${stage}.on`) };
  });

/** True where strips with these values can be equally late. */
export function isEquallyLate(before: ParamRecord, after: ParamRecord): boolean {
  const value = (params: ParamRecord, { spec, on }: LatencySpec) =>
    on && readParam(params, on) < 0.5 ? 0 : readParam(params, spec);
  return kLatencySpecs.every((each) => value(before, each) === value(after, each));
}
