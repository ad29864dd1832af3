// A strip's de-esser as the page reads it: what its filter takes away and what
// its detector hears over frequency, as analogue prototypes of the engine's
// filters (wasm-core/dsp/deesser_bank.cpp), and a plain sentence.
// Units: Hz, dB. Thread: main (no state).

import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { fixed, formatDb, hertz } from '../params/format';
import { type ReductionHistory, WORKING_DB } from './reduction-history';
import { stripChoice, stripNumber, stripSwitch } from './strip-values';

export interface DeEsserSettings {
  on: boolean;
  freqHz: number;
  shape: 'band' | 'shelf';
  /** Of the band, between its −3 dB points. */
  widthOct: number;
  mode: 'relative' | 'absolute';
  thresholdDb: number;
  rangeDb: number;
  /** Reduces the band or shelf alone; else everything. */
  split: boolean;
}

export function deEsserOf(params: ParamRecord): DeEsserSettings {
  return {
    on: stripSwitch(params, 'deesser.on'),
    freqHz: stripNumber(params, 'deesser.freqHz'),
    shape: stripChoice(params, 'deesser.shape') as DeEsserSettings['shape'],
    widthOct: stripNumber(params, 'deesser.widthOct'),
    mode: stripChoice(params, 'deesser.mode') as DeEsserSettings['mode'],
    thresholdDb: stripNumber(params, 'deesser.thresholdDb'),
    rangeDb: stripNumber(params, 'deesser.rangeDb'),
    split: stripSwitch(params, 'deesser.split'),
  };
}

type Filter = Pick<DeEsserSettings, 'freqHz' | 'shape' | 'widthOct'>;

/** 1/Q: of a band-pass that wide, of a Butterworth high-pass. */
function dampingOf({ shape, widthOct }: Filter): number {
  return shape === 'shelf' ? Math.SQRT2 : 2 * Math.sinh((Math.LN2 / 2) * widthOct);
}

/** |a2 s² + a1 s + a0|² at s = jx. */
function squared(a2: number, a1: number, a0: number, x: number): number {
  return (a0 - a2 * x * x) ** 2 + (a1 * x) ** 2;
}

/** How loud the detector hears a frequency: through a band-pass, or a high-pass of second order. */
export function deEsserKeyDb(filter: Filter, atHz: number): number {
  const x = atHz / filter.freqHz;
  const k = dampingOf(filter);
  const [s2, s1] = filter.shape === 'shelf' ? [1, 0] : [0, k];
  return 10 * Math.log10(squared(s2, s1, 0, x) / squared(1, k, 1, x));
}

/** The gain at a frequency while it takes `reductionDb` (0 and up). */
export function deEsserGainDb(
  settings: Filter & Pick<DeEsserSettings, 'split'>,
  reductionDb: number,
  atHz: number,
): number {
  if (!settings.split) return -reductionDb;
  const gain = 10 ** (-reductionDb / 20);
  const x = atHz / settings.freqHz;
  const k = dampingOf(settings);
  // x + (g − 1)·band, or the shelf g at the top, √g at its corner.
  const [s2, s1] = settings.shape === 'shelf' ? [gain, Math.sqrt(gain) * k] : [1, gain * k];
  return 10 * Math.log10(squared(s2, s1, 1, x) / squared(1, k, 1, x));
}

/** What it has just been doing; before it has taken anything, what it would do. */
export function describeDeEsser(settings: DeEsserSettings, heard: ReductionHistory): string {
  if (!settings.on) return 'off';
  const { rangeDb, freqHz, shape, mode, thresholdDb, split } = settings;
  if (rangeDb === 0) return 'takes nothing: its range is 0 dB';
  const where = `${shape === 'shelf' ? 'above' : 'around'} ${hertz(freqHz)}`;
  if (heard.says && heard.deepestDb() < WORKING_DB) {
    const percent = Math.max(1, Math.round(heard.workingShare() * 100));
    return `${formatDb(heard.deepestDb())} on esses ${where}, ${percent} % of the time`;
  }
  const over =
    mode === 'relative' ? `${formatDb(thresholdDb)} of the whole` : formatDb(thresholdDb);
  const what = split ? where : `of everything by the sound ${where}`;
  return `up to ${fixed(rangeDb, 1)} dB less ${what} when over ${over}`;
}
