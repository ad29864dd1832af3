// A strip's equaliser as the page reads it from the document: its settings,
// its curve, and a plain sentence of what it does.
// Thread: main (no state).

import type { StripParamKey } from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { formatDb, hertz } from '../params/format';
import { type BandShape, bandDb, hasGain, logFrequencies, passDb } from './filter-curve';
import { stripChoice, stripNumber, stripSwitch } from './strip-values';

export const EQ_BANDS = 6;
export const LOWEST_HZ = 20;
export const HIGHEST_HZ = 20000;

/** Boosts and cuts, gain scale and dynamic gain counted in, end here, as in the engine. */
const MAX_GAIN_DB = 36;
/** Of the sample rate: no section of the engine works above it. */
const HIGHEST_FREQ = 0.45;

export interface BandSettings {
  on: boolean;
  shape: BandShape;
  freqHz: number;
  /** As heard: the gain scale is counted in. */
  gainDb: number;
  q: number;
  /** What acting in full adds to `gainDb`; 0 where the band is not dynamic. */
  dynamicGainDb: number;
  /** Listens to the equaliser's key instead of the strip itself, where one is chosen. */
  fromKey: boolean;
}

export interface PassSettings {
  on: boolean;
  freqHz: number;
  slope: number;
  q: number;
}

export interface EqualiserSettings {
  on: boolean;
  highPass: PassSettings;
  lowPass: PassSettings;
  bands: BandSettings[];
  outputDb: number;
}

function passOf(
  params: ParamRecord,
  which: 'highPass' | 'lowPass',
  highestHz: number,
): PassSettings {
  return {
    on: stripSwitch(params, `eq.${which}.on`),
    freqHz: Math.min(highestHz, stripNumber(params, `eq.${which}.freqHz`)),
    slope: Number(stripChoice(params, `eq.${which}.slope`)),
    q: stripNumber(params, `eq.${which}.q`),
  };
}

export function equaliserOf(params: ParamRecord, sampleRate: number): EqualiserSettings {
  const highestHz = HIGHEST_FREQ * sampleRate;
  const scale = stripNumber(params, 'eq.gainScalePercent') / 100;
  const bands: BandSettings[] = [];
  for (let band = 1; band <= EQ_BANDS; ++band) {
    const key = (field: string) => `eq.band${band}.${field}` as StripParamKey;
    const shape = stripChoice(params, key('type')) as BandShape;
    const dynamic = hasGain(shape) && stripSwitch(params, key('dynOn'));
    bands.push({
      on: stripSwitch(params, key('on')),
      shape,
      freqHz: Math.min(highestHz, stripNumber(params, key('freqHz'))),
      gainDb: stripNumber(params, key('gainDb')) * scale,
      q: stripNumber(params, key('q')),
      dynamicGainDb: dynamic ? stripNumber(params, key('dynGainDb')) * scale : 0,
      fromKey: dynamic && stripChoice(params, key('dynKey')) === 'other',
    });
  }
  return {
    on: stripSwitch(params, 'eq.on'),
    highPass: passOf(params, 'highPass', highestHz),
    lowPass: passOf(params, 'lowPass', highestHz),
    bands,
    outputDb: stripNumber(params, 'eq.outputDb'),
  };
}

/** A band that is on and moves. */
export function isDynamic(band: BandSettings): boolean {
  return band.on && band.dynamicGainDb !== 0;
}

function bandAtDb(band: BandSettings, gainDb: number, atHz: number): number {
  if (gainDb === 0 && hasGain(band.shape)) return 0;
  return bandDb(band.shape, band.freqHz, gainDb, band.q, atHz);
}

/** What a band adds to the curve at one frequency while it acts, by default in full. */
export function actingDb(band: BandSettings, atHz: number, actionDb = band.dynamicGainDb): number {
  const actingGainDb = Math.min(MAX_GAIN_DB, Math.max(-MAX_GAIN_DB, band.gainDb + actionDb));
  return bandAtDb(band, actingGainDb, atHz) - bandAtDb(band, band.gainDb, atHz);
}

/** The largest gain, either way, that a band which is on can come to. */
export function largestGainDb(settings: EqualiserSettings): number {
  const gains = settings.bands
    .filter((band) => band.on && hasGain(band.shape))
    .flatMap((band) => [band.gainDb, band.gainDb + band.dynamicGainDb]);
  return Math.max(0, ...gains.map(Math.abs));
}

/** The whole equaliser at one frequency, as if it were on and no dynamic band acted. */
export function equaliserDb(settings: EqualiserSettings, atHz: number): number {
  let db = settings.outputDb;
  const { highPass, lowPass } = settings;
  if (highPass.on) db += passDb('highPass', highPass.freqHz, highPass.slope, highPass.q, atHz);
  if (lowPass.on) db += passDb('lowPass', lowPass.freqHz, lowPass.slope, lowPass.q, atHz);
  for (const band of settings.bands) {
    if (band.on) db += bandAtDb(band, band.gainDb, atHz);
  }
  return db;
}

/** "−3.1 dB at 320 Hz · +2.0 dB at 10 kHz · rolls off below 80 Hz". */
export function describeEqualiser(settings: EqualiserSettings): string {
  if (!settings.on) return 'off';
  const parts: string[] = [];
  const flat = { ...settings, highPass: { ...settings.highPass, on: false } };
  flat.lowPass = { ...settings.lowPass, on: false };
  const frequencies = logFrequencies(LOWEST_HZ, HIGHEST_HZ, 241);
  let cut = { db: -0.05, hz: 0 };
  let lift = { db: 0.05, hz: 0 };
  for (const hz of frequencies) {
    const db = equaliserDb(flat, hz);
    if (db < cut.db) cut = { db, hz };
    if (db > lift.db) lift = { db, hz };
  }
  if (cut.hz > 0) parts.push(`${formatDb(cut.db)} at ${hertz(cut.hz)}`);
  if (lift.hz > 0) parts.push(`+${formatDb(lift.db)} at ${hertz(lift.hz)}`);
  const dynamic = settings.bands.filter(isDynamic).length;
  if (dynamic > 0) parts.push(dynamic === 1 ? '1 dynamic band' : `${dynamic} dynamic bands`);
  if (settings.highPass.on) parts.push(`nothing below ${hertz(settings.highPass.freqHz)}`);
  if (settings.lowPass.on) parts.push(`nothing above ${hertz(settings.lowPass.freqHz)}`);
  return parts.length > 0 ? parts.join(' · ') : 'flat';
}
