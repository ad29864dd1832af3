// What stands on the cards of the master's stages: names, keys and lists of
// controls, in the order of the sound.
// Thread: main (no state).

import type { MasterStageKey } from '@lathe/worklet/client/studio-engine';
import { paramSpec } from '@lathe/worklet/params/params.generated';
import type { ParamItem } from '../ui/param-controls';

export type MasterStage = Exclude<MasterStageKey, 'limiter'>;

export interface PlainStage {
  title: string;
  /** How the names of its parameters begin. */
  names: string;
  /** Of the whole stage: always in view. */
  main: readonly ParamItem[];
  /** And what its name folds away. */
  items: readonly ParamItem[];
}

export interface Band {
  /** In keys: "band1". */
  key: string;
  label: string;
  title: string;
  names: string;
  /** Keys without the stage's and the band's: always in view, and what folds away. */
  main: readonly ParamItem[];
  items: readonly ParamItem[];
}

export interface BandedStage extends PlainStage {
  bands: readonly Band[];
  /** Each band has a switch. */
  switched: boolean;
  /** How many there are, of the stage's values; by default all. */
  count?: (value: (key: string) => number) => number;
}

/** Where the row's own name is too long for its place. */
const LABELS: Readonly<Record<string, string>> = {
  autoRelease: 'auto release',
  lowCrossoverHz: 'low edge',
  highCrossoverHz: 'high edge',
  midWidthPercent: 'mid width',
  crossover1Hz: 'edge 1',
  crossover2Hz: 'edge 2',
  crossover3Hz: 'edge 3',
  crossover4Hz: 'edge 4',
  freqHz: 'freq',
  dynOn: 'dynamic',
  dynGainDb: 'dyn gain',
  dynRelative: 'relative',
};

function item(key: string, field: string): ParamItem {
  const label = LABELS[field];
  return label === undefined ? { key } : { key, label };
}

const items = (stage: string, keys: readonly string[]): ParamItem[] =>
  keys.map((key) => item(`${stage}.${key}`, key));

const bandItems = (keys: readonly string[]): ParamItem[] => keys.map((key) => item(key, key));

interface BandKeys {
  main: readonly string[];
  more?: readonly string[];
}

function bands(count: number, names: string, { main, more = [] }: BandKeys): Band[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `band${index + 1}`,
    label: `${index + 1}`,
    title: `band ${index + 1}`,
    names: `${names} band ${index + 1}`,
    main: bandItems(main),
    items: bandItems(more),
  }));
}

const pass = (key: string, label: string, title: string): Band => ({
  key,
  label,
  title,
  names: `Master ${title}`,
  main: bandItems(['freqHz', 'slope', 'q']),
  items: [],
});

const kEqBand: BandKeys = {
  main: ['freqHz', 'gainDb', 'q', 'type', 'placement'],
  more: [
    'dynOn',
    'dynGainDb',
    'dynThresholdDb',
    'dynRelative',
    'dynActs',
    'dynRatio',
    'dynAttackMs',
    'dynReleaseMs',
  ],
};
const kMultibandBand: BandKeys = {
  main: ['mode', 'thresholdDb', 'ratio', 'rangeDb', 'gainDb', 'bypass'],
  more: ['kneeDb', 'attackMs', 'releaseMs'],
};

export const MASTER_STAGES: Readonly<Record<MasterStage, PlainStage | BandedStage>> = {
  eq: {
    title: 'Equaliser',
    names: 'Master equaliser',
    main: [],
    items: items('eq', ['phase', 'tiltDb', 'tiltPivotHz', 'outputDb', 'gainScalePercent']),
    bands: [
      pass('highPass', 'HP', 'high-pass'),
      ...bands(6, 'Master equaliser', kEqBand),
      pass('lowPass', 'LP', 'low-pass'),
    ],
    switched: true,
  },
  multiband: {
    title: 'Multiband',
    names: 'Multiband',
    main: [],
    items: items('multiband', [
      'bands',
      'crossover1Hz',
      'crossover2Hz',
      'crossover3Hz',
      'crossover4Hz',
      'linkPercent',
      'mixPercent',
    ]),
    bands: bands(5, 'Multiband', kMultibandBand),
    switched: false,
    count: (value) => 2 + value('multiband.bands'),
  },
  glue: {
    title: 'Glue',
    names: 'Glue',
    main: items('glue', [
      'thresholdDb',
      'ratio',
      'attackMs',
      'releaseMs',
      'makeUpDb',
      'mixPercent',
    ]),
    items: items('glue', ['autoRelease', 'kneeDb', 'keyHighPassHz', 'rangeDb']),
  },
  exciter: {
    title: 'Exciter',
    names: 'Exciter',
    main: [],
    items: items('exciter', ['bands', 'edge1Hz', 'edge2Hz', 'edge3Hz']),
    bands: bands(4, 'Exciter', { main: ['amountDb', 'mixPercent', 'character', 'channels'] }),
    switched: false,
    count: (value) => 1 + value('exciter.bands'),
  },
  stereo: {
    title: 'Stereo',
    names: 'Stereo',
    main: items('stereo', [
      'lowWidthPercent',
      'midWidthPercent',
      'highWidthPercent',
      'monoBelowHz',
      'sideDb',
      'balancePercent',
    ]),
    items: items('stereo', ['lowCrossoverHz', 'highCrossoverHz', 'midDb']),
  },
  clipper: {
    title: 'Clipper',
    names: 'Clipper',
    main: items('clipper', ['thresholdDb', 'kneePercent']),
    items: [],
  },
};

export function masterStageTitle(stage: MasterStageKey): string {
  return stage === 'limiter' ? 'Limiter' : MASTER_STAGES[stage].title;
}

const WORDS: Readonly<Record<string, MasterStage>> = {
  multi: 'multiband',
  glue: 'glue',
  exc: 'exciter',
  stereo: 'stereo',
};
const ORDERS = paramSpec('master', 'order').choices.map((choice) =>
  choice.split(/(?=[A-Z])/).map((word) => WORDS[word.toLowerCase()] as MasterStage),
);

/** The stages as the sound goes through them, by the value of the master's order. */
export function masterOrder(value: number): readonly MasterStage[] {
  return ['eq', ...(ORDERS[Math.round(value)] ?? []), 'clipper'];
}
