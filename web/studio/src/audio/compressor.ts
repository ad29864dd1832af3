// A strip's compressor as the page reads it: the static curve (quadratic soft
// knee; Giannoulis, Massberg, Reiss, "Digital Dynamic Range Compressor Design",
// JAES 2012), its range and mix, and a plain sentence from the gain reduction
// that was measured.
// Units: dB. Thread: main.

import {
  kInfiniteRatio,
  paramSpec,
  type StripParamKey,
} from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { fixed } from '../params/format';
import type { ReductionHistory } from './reduction-history';
import { stripNumber, stripSwitch } from './strip-values';

export interface CompressorSettings {
  on: boolean;
  thresholdDb: number;
  ratio: number;
  kneeDb: number;
  makeUpDb: number;
  /** Most reduction; at the top of its range there is no limit. */
  rangeDb: number;
  mixPercent: number;
  /** Follows the music, so it has no part in the curve. */
  autoMakeUp: boolean;
}

export function compressorOf(params: ParamRecord): CompressorSettings {
  const read = (key: StripParamKey) => stripNumber(params, key);
  return {
    on: stripSwitch(params, 'comp.on'),
    thresholdDb: read('comp.thresholdDb'),
    ratio: read('comp.ratio'),
    kneeDb: read('comp.kneeDb'),
    makeUpDb: read('comp.makeUpDb'),
    rangeDb: read('comp.rangeDb'),
    mixPercent: read('comp.mixPercent'),
    autoMakeUp: stripSwitch(params, 'comp.autoMakeUp'),
  };
}

/** One octave of level: the range is approached over a knee this wide. */
const RANGE_KNEE_DB = 20 * Math.log10(2);
const UNLIMITED_RANGE_DB = paramSpec('strip', 'comp.rangeDb').max;

/** What is left of a reduction under the range: a quadratic knee into it, as the engine's. */
function limited(reductionDb: number, rangeDb: number): number {
  if (rangeDb >= UNLIMITED_RANGE_DB) return reductionDb;
  const knee = Math.min(rangeDb, RANGE_KNEE_DB);
  const over = Math.max(0, reductionDb - (rangeDb - knee / 2));
  const bent = Math.min(over, knee);
  return reductionDb - over + (knee > 0 ? bent - bent ** 2 / (2 * knee) : 0);
}

/** What a steady level in is reduced by, 0 and up, before the mix. */
export function staticReductionDb(settings: CompressorSettings, inputDb: number): number {
  const { thresholdDb, kneeDb, rangeDb } = settings;
  const slope = settings.ratio >= kInfiniteRatio ? 1 : 1 - 1 / settings.ratio;
  const over = inputDb - thresholdDb;
  if (2 * over <= -kneeDb) return 0;
  const inKnee = 2 * over < kneeDb;
  return limited(slope * (inKnee ? (over + kneeDb / 2) ** 2 / (2 * kneeDb) : over), rangeDb);
}

/** Level out for a steady level in: of the mix, make-up by hand counted in. */
export function staticOutputDb(settings: CompressorSettings, inputDb: number): number {
  const gainDb = settings.makeUpDb - staticReductionDb(settings, inputDb);
  const share = settings.mixPercent / 100;
  if (share >= 1) return inputDb + gainDb;
  return inputDb + 20 * Math.log10(1 - share + share * 10 ** (gainDb / 20));
}

/** "−4.2 dB on peaks, 31 % of the time"; before it has heard anything, what it would do. */
export function describeCompressor(settings: CompressorSettings, heard: ReductionHistory): string {
  if (!settings.on) return 'off';
  if (heard.says) return heard.describe() ?? 'not reaching its threshold';
  const at0 = staticOutputDb(settings, 0);
  const later = settings.autoMakeUp ? ' before auto make-up' : '';
  return `a peak at 0 dB comes out at ${fixed(at0, 1)} dB${later}`;
}
