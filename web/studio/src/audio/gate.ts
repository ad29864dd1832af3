// A strip's gate as the page reads it: what a steady level is reduced by, as the
// engine computes it (wasm-core/dsp/gate_lane.h, gate_block.cpp: the quadratic
// knee of Giannoulis, Massberg, Reiss, JAES 2012, turned downwards), and a plain
// sentence.
// Units: dB. Thread: main (no state).

import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { fixed, formatDb } from '../params/format';
import { type ReductionHistory, WORKING_DB } from './reduction-history';
import { stripChoice, stripNumber, stripSwitch } from './strip-values';

export interface GateSettings {
  on: boolean;
  mode: 'expand' | 'gate' | 'duck';
  thresholdDb: number;
  ratio: number;
  /** The most it takes away. */
  rangeDb: number;
  /** Closes that much below the threshold. */
  hysteresisDb: number;
  kneeDb: number;
}

export function gateOf(params: ParamRecord): GateSettings {
  return {
    on: stripSwitch(params, 'gate.on'),
    mode: stripChoice(params, 'gate.mode') as GateSettings['mode'],
    thresholdDb: stripNumber(params, 'gate.thresholdDb'),
    ratio: stripNumber(params, 'gate.ratio'),
    rangeDb: stripNumber(params, 'gate.rangeDb'),
    hysteresisDb: stripNumber(params, 'gate.hysteresisDb'),
    kneeDb: stripNumber(params, 'gate.kneeDb'),
  };
}

/** A gate takes all of its range as soon as it is closed. */
const GATE_SLOPE = 1e7;

/** What a steady level is reduced by, 0 and up, once attack, hold and release are over. */
export function gateReductionDb(
  settings: GateSettings,
  inputDb: number,
  /** Whether it was over the threshold before: then it takes less to stay so. */
  wasOpen: boolean,
): number {
  const { mode, thresholdDb, ratio, rangeDb } = settings;
  const closeDb = thresholdDb - settings.hysteresisDb;
  const isOpen = inputDb >= (wasOpen ? closeDb : thresholdDb);
  const kneeDb = mode === 'gate' ? 0 : settings.kneeDb;
  const slope = mode === 'gate' ? GATE_SLOPE : ratio - 1;
  const below = isOpen ? closeDb - Math.max(inputDb, closeDb) : thresholdDb - inputDb;
  const under = Math.max(0, (mode === 'duck' ? -below : below) + kneeDb / 2);
  const bent = Math.min(under, kneeDb);
  const inKnee = kneeDb > 0 ? bent ** 2 / (2 * kneeDb) : 0;
  return Math.min(rangeDb, slope * (inKnee + under - bent));
}

/** What it has just been doing; before it has taken anything, what it would do. */
export function describeGate(settings: GateSettings, heard: ReductionHistory): string {
  if (!settings.on) return 'off';
  const { mode, rangeDb } = settings;
  if (rangeDb === 0) return 'takes nothing: its range is 0 dB';
  if (heard.says && heard.deepestDb() < WORKING_DB) {
    const percent = Math.max(1, Math.round(heard.workingShare() * 100));
    const doing = mode === 'duck' ? 'ducking' : mode === 'gate' ? 'closed' : 'reducing';
    return `${formatDb(heard.deepestDb())} at most, ${doing} ${percent} % of the time`;
  }
  const side = mode === 'duck' ? 'over' : 'under';
  return `up to ${fixed(rangeDb, 1)} dB less ${side} ${formatDb(settings.thresholdDb)}`;
}
