// What a strip's width stage does, in plain words.
// Thread: main (no state).

import { paramSpec } from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { fixed, hertz } from '../params/format';
import { stripNumber, stripSwitch } from './strip-values';

const MONO_BELOW_OFF_HZ = paramSpec('strip', 'width.monoBelowHz').min;

/** "150 % wide · mono below 120 Hz". */
export function describeWidth(params: ParamRecord, channels: number): string {
  if (!stripSwitch(params, 'width.on')) return 'off';
  if (channels < 2) return 'does nothing on a mono strip';
  const percent = stripNumber(params, 'width.percent');
  if (percent === 0) return 'mono';
  const belowHz = stripNumber(params, 'width.monoBelowHz');
  const parts = [
    ...(percent === 100 ? [] : [`${fixed(percent, 0)} % wide`]),
    ...(belowHz > MONO_BELOW_OFF_HZ ? [`mono below ${hertz(belowHz)}`] : []),
  ];
  return parts.join(' · ') || 'as wide as it comes';
}
