// A strip's saturation as the page reads it: the transfer curve of a steady
// sample about 1.5 kHz, where tone does nothing, by the engine's definition
// (wasm-core/dsp/shaper_curve.h, saturation_lane.cpp), and a plain sentence.
// Thread: main (no state).

import { paramSpec } from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { choiceName, fixed, formatDb } from '../params/format';
import { stripChoice, stripNumber, stripSwitch } from './strip-values';

const CHARACTER = paramSpec('strip', 'sat.character');

export type SaturationCharacter = 'warm' | 'rich' | 'tape' | 'softClip' | 'hardClip';

export interface SaturationSettings {
  on: boolean;
  character: SaturationCharacter;
  driveDb: number;
  biasPercent: number;
  outputDb: number;
  /** A programme of −18 dBFS RMS keeps its level whatever the drive. */
  matched: boolean;
  mixPercent: number;
}

export function saturationOf(params: ParamRecord): SaturationSettings {
  return {
    on: stripSwitch(params, 'sat.on'),
    character: stripChoice(params, 'sat.character') as SaturationCharacter,
    driveDb: stripNumber(params, 'sat.driveDb'),
    biasPercent: stripNumber(params, 'sat.biasPercent'),
    outputDb: stripNumber(params, 'sat.outputDb'),
    matched: stripSwitch(params, 'sat.matched'),
    mixPercent: stripNumber(params, 'sat.mixPercent'),
  };
}

/** A curve by its slope: a polynomial, lowest power first, between two knees, flat beyond. */
interface Curve {
  low: number;
  high: number;
  slope: readonly number[];
  /** Operating point, built in. */
  bias: number;
}

/** (1 + a·x)²·(1 + b·x)² */
function fourth(a: number, b: number): number[] {
  return [1, 2 * (a + b), a * a + b * b + 4 * a * b, 2 * a * b * (a + b), a * a * b * b];
}

const RICH_KNEE = 35 / 16;
const SOFT_KNEE = 15 / 8;
const q = 1 / RICH_KNEE ** 2;
/** (1 − x²/K²)³ */
const RICH: Curve = {
  low: -RICH_KNEE,
  high: RICH_KNEE,
  slope: [1, 0, -3 * q, 0, 3 * q * q, 0, -(q ** 3)],
  bias: 0,
};

const CURVES: Readonly<Record<SaturationCharacter, Curve>> = {
  warm: { low: -2.5, high: 1.75, slope: fourth(1 / 2.5, -1 / 1.75), bias: 0 },
  rich: RICH,
  tape: { ...RICH, bias: 0.15 },
  softClip: {
    low: -SOFT_KNEE,
    high: SOFT_KNEE,
    slope: fourth(1 / SOFT_KNEE, -1 / SOFT_KNEE),
    bias: 0,
  },
  hardClip: { low: -1, high: 1, slope: [1], bias: 0 },
};

function bounded({ low, high }: Curve, x: number): number {
  return Math.min(high, Math.max(low, x));
}

function valueAt(curve: Curve, x: number): number {
  const c = bounded(curve, x);
  return curve.slope.reduceRight((sum, term, power) => (sum + term / (power + 1)) * c, 0);
}

function slopeAt(curve: Curve, x: number): number {
  const c = bounded(curve, x);
  return curve.slope.reduceRight((sum, term) => sum * c + term, 0);
}

/** The curve alone, about 0. */
export function shaperValue(character: SaturationCharacter, x: number): number {
  return valueAt(CURVES[character], x);
}

const PROGRAMME = 10 ** (-18 / 20);

/** RMS of a Gaussian programme of −18 dBFS behind the drive and the curve, DC taken off. */
function programmeRms(curve: Curve, drive: number, bias: number): number {
  const steps = 48;
  let weights = 0;
  let sum = 0;
  let squares = 0;
  for (let i = -steps; i <= steps; ++i) {
    const z = (4 * i) / steps;
    const weight = Math.exp(-z * z * 0.5);
    const y = valueAt(curve, bias + drive * PROGRAMME * z);
    weights += weight;
    sum += weight * y;
    squares += weight * y * y;
  }
  return Math.sqrt(squares / weights - (sum / weights) ** 2);
}

/** What `driveDb` makes of the programme's level, in dB. */
export function programmeGainDb(
  settings: Pick<SaturationSettings, 'character' | 'driveDb' | 'biasPercent'>,
): number {
  const curve = CURVES[settings.character];
  const bias = biasOf(settings);
  const drive = 10 ** (settings.driveDb / 20);
  return 20 * Math.log10(programmeRms(curve, drive, bias) / programmeRms(curve, 1, bias));
}

/** At 100 % half-way to the upper knee. */
function biasOf({ character, biasPercent }: Pick<SaturationSettings, 'character' | 'biasPercent'>) {
  const curve = CURVES[character];
  return curve.bias + (biasPercent / 200) * curve.high;
}

/** Sample in to sample out, 1 = full scale. */
export function saturationTransfer(settings: SaturationSettings): (x: number) => number {
  const curve = CURVES[settings.character];
  const bias = biasOf(settings);
  const drive = 10 ** (settings.driveDb / 20);
  const mix = settings.mixPercent / 100;
  const level = mix * 10 ** (settings.outputDb / 20);
  const matching = settings.matched ? 10 ** (-programmeGainDb(settings) / 20) : 1;
  const wet = (level * matching) / slopeAt(curve, bias);
  const rest = valueAt(curve, bias);
  return (x) => (1 - mix) * x + wet * (valueAt(curve, bias + drive * x) - rest);
}

/** "warm: a peak at 0 dB comes out at −1.9 dB". */
export function describeSaturation(settings: SaturationSettings): string {
  if (!settings.on) return 'off';
  if (settings.mixPercent === 0) return 'changes nothing: its mix is 0 %';
  const name = choiceName(CHARACTER, CHARACTER.choices.indexOf(settings.character)).toLowerCase();
  const transfer = saturationTransfer(settings);
  const peak = Math.max(Math.abs(transfer(1)), Math.abs(transfer(-1)));
  const out = peak > 0 ? `${fixed(20 * Math.log10(peak), 1)} dB` : formatDb(-Infinity);
  return `${name}: a peak at 0 dB comes out at ${out}`;
}
