// The stages of the master that work by band, as the page reads them from the
// document: where their bands meet, as the engine orders them, and what each is
// set to.
// Units: Hz, dB, per cent. Thread: main (no state).

import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { HIGHEST_HZ, LOWEST_HZ } from './equaliser';
import { paramReader } from './param-reader';

/** Bands are at least a third of an octave wide, and end here, as in the engine. */
const LEAST_RATIO = 2 ** (1 / 3);
const LOWEST_EDGE_HZ = 20;
const HIGHEST_EDGE_HZ = 18000;
const HIGHEST_EDGE = 0.45;

/** Edges as the engine uses them: each in its turn is kept above the one before. */
export function orderedEdges(edgesHz: readonly number[], sampleRate: number): number[] {
  let lowest = LOWEST_EDGE_HZ;
  let highest = Math.min(HIGHEST_EDGE_HZ, HIGHEST_EDGE * sampleRate);
  highest /= LEAST_RATIO ** Math.max(0, edgesHz.length - 1);
  return edgesHz.map((hz) => {
    const here = Math.min(highest, Math.max(lowest, hz));
    lowest = here * LEAST_RATIO;
    highest *= LEAST_RATIO;
    return here;
  });
}

/** How far an edge can be moved without pushing its neighbours. */
export function edgeRoom(edgesHz: readonly number[], index: number): { min: number; max: number } {
  const below = edgesHz[index - 1];
  const above = edgesHz[index + 1];
  return {
    min: below === undefined ? LOWEST_EDGE_HZ : below * LEAST_RATIO,
    max: above === undefined ? HIGHEST_EDGE_HZ : above / LEAST_RATIO,
  };
}

/** Where each band begins and ends, over all that is drawn. */
export function bandSpans(edgesHz: readonly number[]): { fromHz: number; toHz: number }[] {
  const all = [LOWEST_HZ, ...edgesHz, HIGHEST_HZ];
  return edgesHz
    .map((_, index) => index)
    .concat(edgesHz.length)
    .map((index) => ({
      fromHz: all[index] as number,
      toHz: all[index + 1] as number,
    }));
}

export interface DynamicBand {
  mode: 'compress' | 'expand' | 'upward';
  thresholdDb: number;
  rangeDb: number;
  gainDb: number;
  bypass: boolean;
}

export interface MultibandSettings {
  on: boolean;
  edgesHz: number[];
  bands: DynamicBand[];
}

export function multibandOf(params: ParamRecord, sampleRate: number): MultibandSettings {
  const read = paramReader('master', params);
  const count = 2 + read.number('multiband.bands');
  const edges = Array.from({ length: count - 1 }, (_, index) =>
    read.number(`multiband.crossover${index + 1}Hz`),
  );
  const bands = Array.from({ length: count }, (_, index): DynamicBand => {
    const key = (field: string) => `multiband.band${index + 1}.${field}`;
    return {
      mode: read.choice(key('mode')) as DynamicBand['mode'],
      thresholdDb: read.number(key('thresholdDb')),
      rangeDb: read.number(key('rangeDb')),
      gainDb: read.number(key('gainDb')),
      bypass: read.on(key('bypass')),
    };
  });
  return { on: read.on('multiband.on'), edgesHz: orderedEdges(edges, sampleRate), bands };
}

export interface ExcitedBand {
  amountDb: number;
  mixPercent: number;
  character: string;
  channels: string;
}

export interface ExciterSettings {
  on: boolean;
  edgesHz: number[];
  bands: ExcitedBand[];
}

export function exciterOf(params: ParamRecord, sampleRate: number): ExciterSettings {
  const read = paramReader('master', params);
  const count = 1 + read.number('exciter.bands');
  const edges = Array.from({ length: count - 1 }, (_, index) =>
    read.number(`exciter.edge${index + 1}Hz`),
  );
  const bands = Array.from({ length: count }, (_, index): ExcitedBand => {
    const key = (field: string) => `exciter.band${index + 1}.${field}`;
    return {
      amountDb: read.number(key('amountDb')),
      mixPercent: read.number(key('mixPercent')),
      character: read.choice(key('character')),
      channels: read.choice(key('channels')),
    };
  });
  return { on: read.on('exciter.on'), edgesHz: orderedEdges(edges, sampleRate), bands };
}

export interface StereoSettings {
  on: boolean;
  edgesHz: number[];
  widthsPercent: number[];
  /** Null: off. */
  monoBelowHz: number | null;
}

const MONO_BELOW_OFF_HZ = 10;

export function stereoOf(params: ParamRecord, sampleRate: number): StereoSettings {
  const read = paramReader('master', params);
  const edges = [read.number('stereo.lowCrossoverHz'), read.number('stereo.highCrossoverHz')];
  const monoBelowHz = read.number('stereo.monoBelowHz');
  return {
    on: read.on('stereo.on'),
    edgesHz: orderedEdges(edges, sampleRate),
    widthsPercent: ['low', 'mid', 'high'].map((band) => read.number(`stereo.${band}WidthPercent`)),
    monoBelowHz: monoBelowHz > MONO_BELOW_OFF_HZ ? monoBelowHz : null,
  };
}
