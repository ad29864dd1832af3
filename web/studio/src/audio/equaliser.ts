// A strip's equaliser as the page reads it from the document: its settings,
// its curve, and a plain sentence of what it does.
// Thread: main (no state).

import { findParamSpec } from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { readParam } from '../document/params';
import { fixed, formatDb } from '../params/format';
import { type BandShape, bandDb, hasGain, logFrequencies, passDb } from './filter-curve';

export const EQ_BANDS = 6;
export const LOWEST_HZ = 20;
export const HIGHEST_HZ = 20000;

export interface BandSettings {
  on: boolean;
  shape: BandShape;
  freqHz: number;
  gainDb: number;
  q: number;
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

function read(params: ParamRecord, key: string): number {
  const spec = findParamSpec('strip', key);
  return spec ? readParam(params, spec) : 0;
}

function choice(params: ParamRecord, key: string): string {
  return findParamSpec('strip', key)?.choices[read(params, key)] ?? '';
}

function passOf(params: ParamRecord, which: 'highPass' | 'lowPass'): PassSettings {
  return {
    on: read(params, `eq.${which}.on`) >= 0.5,
    freqHz: read(params, `eq.${which}.freqHz`),
    slope: Number(choice(params, `eq.${which}.slope`)),
    q: read(params, `eq.${which}.q`),
  };
}

export function equaliserOf(params: ParamRecord): EqualiserSettings {
  const bands: BandSettings[] = [];
  for (let band = 1; band <= EQ_BANDS; ++band) {
    bands.push({
      on: read(params, `eq.band${band}.on`) >= 0.5,
      shape: choice(params, `eq.band${band}.type`) as BandShape,
      freqHz: read(params, `eq.band${band}.freqHz`),
      gainDb: read(params, `eq.band${band}.gainDb`),
      q: read(params, `eq.band${band}.q`),
    });
  }
  return {
    on: read(params, 'eq.on') >= 0.5,
    highPass: passOf(params, 'highPass'),
    lowPass: passOf(params, 'lowPass'),
    bands,
    outputDb: read(params, 'eq.outputDb'),
  };
}

/** The whole equaliser at one frequency, as if it were on. */
export function equaliserDb(settings: EqualiserSettings, atHz: number): number {
  let db = settings.outputDb;
  const { highPass, lowPass } = settings;
  if (highPass.on) db += passDb('highPass', highPass.freqHz, highPass.slope, highPass.q, atHz);
  if (lowPass.on) db += passDb('lowPass', lowPass.freqHz, lowPass.slope, lowPass.q, atHz);
  for (const band of settings.bands) {
    if (!band.on || (band.gainDb === 0 && hasGain(band.shape))) continue;
    db += bandDb(band.shape, band.freqHz, band.gainDb, band.q, atHz);
  }
  return db;
}

function hertz(hz: number): string {
  if (hz < 1000) return `${hz < 100 ? Math.round(hz) : Math.round(hz / 5) * 5} Hz`;
  return `${fixed(hz / 1000, hz < 10000 ? 1 : 0)} kHz`;
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
  if (settings.highPass.on) parts.push(`nothing below ${hertz(settings.highPass.freqHz)}`);
  if (settings.lowPass.on) parts.push(`nothing above ${hertz(settings.lowPass.freqHz)}`);
  return parts.length > 0 ? parts.join(' · ') : 'flat';
}
