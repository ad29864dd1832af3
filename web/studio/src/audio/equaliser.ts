// An equaliser, of a strip or of the master, as the page reads it from the document:
// its settings, its curve, and a plain sentence of what it does. The master's has a
// tilt over everything and, for each band, a place: of what stands in mid, side, left
// or right alone, the others hear nothing.
// Thread: main (no state).

import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { formatDb, hertz } from '../params/format';
import { type BandShape, bandDb, hasGain, logFrequencies, passDb } from './filter-curve';
import { type ParamReader, paramReader } from './param-reader';

export const EQ_BANDS = 6;
export const LOWEST_HZ = 20;
export const HIGHEST_HZ = 20000;

/** Boosts and cuts, gain scale and dynamic gain counted in, end here, as in the engine. */
const MAX_GAIN_DB = 36;
/** Of the sample rate: no section of the engine works above it. */
const HIGHEST_FREQ = 0.45;

/** In the order of the parameter's choices. */
export const PLACEMENTS = ['stereo', 'mid', 'side', 'left', 'right'] as const;
export type Placement = (typeof PLACEMENTS)[number];

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
  placement: Placement;
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
  /** Half of it up above the pivot, half down below. */
  tiltDb: number;
  tiltPivotHz: number;
}

function passOf(read: ParamReader, which: 'highPass' | 'lowPass', highestHz: number): PassSettings {
  return {
    on: read.on(`eq.${which}.on`),
    freqHz: Math.min(highestHz, read.number(`eq.${which}.freqHz`)),
    slope: Number(read.choice(`eq.${which}.slope`)),
    q: read.number(`eq.${which}.q`),
  };
}

export function equaliserOf(
  params: ParamRecord,
  sampleRate: number,
  scope: 'strip' | 'master' = 'strip',
): EqualiserSettings {
  const read = paramReader(scope, params);
  const ofMaster = scope === 'master';
  const highestHz = HIGHEST_FREQ * sampleRate;
  const scale = read.number('eq.gainScalePercent') / 100;
  const bands: BandSettings[] = [];
  for (let band = 1; band <= EQ_BANDS; ++band) {
    const key = (field: string) => `eq.band${band}.${field}`;
    const shape = read.choice(key('type')) as BandShape;
    const dynamic = hasGain(shape) && read.on(key('dynOn'));
    bands.push({
      on: read.on(key('on')),
      shape,
      freqHz: Math.min(highestHz, read.number(key('freqHz'))),
      gainDb: read.number(key('gainDb')) * scale,
      q: read.number(key('q')),
      dynamicGainDb: dynamic ? read.number(key('dynGainDb')) * scale : 0,
      fromKey: dynamic && !ofMaster && read.choice(key('dynKey')) === 'other',
      placement: ofMaster ? (read.choice(key('placement')) as Placement) : 'stereo',
    });
  }
  return {
    on: read.on('eq.on'),
    highPass: passOf(read, 'highPass', highestHz),
    lowPass: passOf(read, 'lowPass', highestHz),
    bands,
    outputDb: read.number('eq.outputDb'),
    tiltDb: ofMaster ? read.number('eq.tiltDb') : 0,
    tiltPivotHz: ofMaster ? read.number('eq.tiltPivotHz') : LOWEST_HZ,
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

/** The places other than the whole that bands stand in. */
export function placesOf(settings: EqualiserSettings): Placement[] {
  const used = settings.bands.filter((band) => band.on && changes(band));
  return PLACEMENTS.slice(1).filter((place) => used.some(({ placement }) => placement === place));
}

function changes(band: BandSettings): boolean {
  return band.gainDb !== 0 || band.dynamicGainDb !== 0 || !hasGain(band.shape);
}

/**
 * The whole equaliser at one frequency, as if it were on and no dynamic band acted: what all
 * of the sound goes through, or what its mid, side, left or right does.
 */
export function equaliserDb(
  settings: EqualiserSettings,
  atHz: number,
  place: Placement = 'stereo',
): number {
  let db = settings.outputDb;
  if (settings.tiltDb !== 0) db += bandDb('tilt', settings.tiltPivotHz, settings.tiltDb, 1, atHz);
  const { highPass, lowPass } = settings;
  if (highPass.on) db += passDb('highPass', highPass.freqHz, highPass.slope, highPass.q, atHz);
  if (lowPass.on) db += passDb('lowPass', lowPass.freqHz, lowPass.slope, lowPass.q, atHz);
  for (const band of settings.bands) {
    const heard = band.placement === 'stereo' || band.placement === place;
    if (band.on && heard) db += bandAtDb(band, band.gainDb, atHz);
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
  const extremes = (place: Placement, dbAt: (hz: number) => number) => {
    const of = place === 'stereo' ? '' : ` of the ${place}`;
    let cut = { db: -0.05, hz: 0 };
    let lift = { db: 0.05, hz: 0 };
    for (const hz of frequencies) {
      const db = dbAt(hz);
      if (db < cut.db) cut = { db, hz };
      if (db > lift.db) lift = { db, hz };
    }
    if (cut.hz > 0) parts.push(`${formatDb(cut.db)} at ${hertz(cut.hz)}${of}`);
    if (lift.hz > 0) parts.push(`+${formatDb(lift.db)} at ${hertz(lift.hz)}${of}`);
  };
  extremes('stereo', (hz) => equaliserDb(flat, hz));
  for (const place of placesOf(flat)) {
    extremes(place, (hz) => equaliserDb(flat, hz, place) - equaliserDb(flat, hz));
  }
  const dynamic = settings.bands.filter(isDynamic).length;
  if (dynamic > 0) parts.push(dynamic === 1 ? '1 dynamic band' : `${dynamic} dynamic bands`);
  if (settings.highPass.on) parts.push(`nothing below ${hertz(settings.highPass.freqHz)}`);
  if (settings.lowPass.on) parts.push(`nothing above ${hertz(settings.lowPass.freqHz)}`);
  return parts.length > 0 ? parts.join(' · ') : 'flat';
}
