// Meters wait here until what they describe is heard, and go back to the
// worklet for re-use.
// Thread: main.

import { MeterLayout } from '../engine/engine-constants';
import { MeterHeader } from '../messages/processor-protocol';
import type { MeterFrame, StripMeterFrame } from './studio-engine';

export interface WaitingMeters {
  buffer: ArrayBuffer;
  header: Float64Array;
  values: Float32Array;
}

export class MeterQueue {
  readonly #giveBack: (buffer: ArrayBuffer) => void;
  #waiting: WaitingMeters[] = [];

  constructor(giveBack: (buffer: ArrayBuffer) => void) {
    this.#giveBack = giveBack;
  }

  push(buffer: ArrayBuffer): WaitingMeters {
    const header = new Float64Array(buffer, 0, MeterHeader.length);
    const values = new Float32Array(buffer, MeterHeader.length * 8);
    const meters = { buffer, header, values };
    this.#waiting.push(meters);
    return meters;
  }

  /**
   * The newest that is heard at `contextFrame`, with the peaks of those that
   * went by unread; null if none came due. Passed to `read` before its buffer
   * goes back.
   */
  take<T>(contextFrame: number, read: (meters: WaitingMeters) => T): T | null {
    let due = 0;
    while (
      due < this.#waiting.length &&
      this.#waiting[due]!.header[MeterHeader.contextFrame]! <= contextFrame
    ) {
      ++due;
    }
    if (due === 0) return null;
    const heard = this.#waiting.splice(0, due);
    const newest = heard.at(-1)!;
    for (const earlier of heard.slice(0, -1)) foldPeaks(newest.values, earlier.values);
    if (heard.length > 1) averageMeans(heard);
    const result = read(newest);
    for (const { buffer } of heard) this.#giveBack(buffer);
    return result;
  }
}

function foldPeaks(into: Float32Array, earlier: Float32Array): void {
  const { firstStrip, stripLength } = MeterLayout;
  const highest = (at: number) => {
    into[at] = Math.max(into[at]!, earlier[at]!);
  };
  const lowest = (at: number) => {
    into[at] = Math.min(into[at]!, earlier[at]!);
  };
  const furthest = (at: number) => {
    if (Math.abs(earlier[at]!) > Math.abs(into[at]!)) into[at] = earlier[at]!;
  };
  highest(MeterLayout.outputPeakLeft);
  highest(MeterLayout.outputPeakRight);
  highest(MeterLayout.monitorLimiterActive);
  lowest(MeterLayout.limiterReductionDb);
  lowest(MeterLayout.glueReductionDb);
  highest(MeterLayout.clippedDb);
  for (let at = MeterLayout.multibandGainDb; at < firstStrip; ++at) furthest(at);
  for (let strip = firstStrip; strip + stripLength <= into.length; strip += stripLength) {
    highest(strip + MeterLayout.stripPeakLeft);
    highest(strip + MeterLayout.stripPeakRight);
    lowest(strip + MeterLayout.stripGainReductionDb);
    lowest(strip + MeterLayout.stripGateReductionDb);
    lowest(strip + MeterLayout.stripDeEsserReductionDb);
    into[strip + MeterLayout.stripOverBlocks]! += earlier[strip + MeterLayout.stripOverBlocks]!;
    for (let at = strip + MeterLayout.stripBandGainDb; at < strip + stripLength; ++at) {
      furthest(at);
    }
  }
}

/** Means over all of `heard`, which are of one length, into the newest. */
function averageMeans(heard: readonly WaitingMeters[]): void {
  const { firstStrip, stripLength } = MeterLayout;
  const into = heard.at(-1)!.values;
  for (let strip = firstStrip; strip + stripLength <= into.length; strip += stripLength) {
    for (const offset of kMeans) {
      let sum = 0;
      for (const { values } of heard) sum += values[strip + offset]!;
      into[strip + offset] = sum / heard.length;
    }
  }
}

const kMeans = [
  MeterLayout.stripMeanSquareLeft,
  MeterLayout.stripMeanSquareRight,
  MeterLayout.stripMeanAbsoluteLeft,
  MeterLayout.stripMeanAbsoluteRight,
];

/** RMS over mean |sample| of a sine. */
const kSineForm = Math.PI / (2 * Math.SQRT2);

function gainDb(linear: number): number {
  return 20 * Math.log10(linear);
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

const kSilentStrip: StripMeterFrame = {
  peakDb: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  rmsDb: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  averageDb: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  overBlocks: 0,
  gainReductionDb: 0,
  gateReductionDb: 0,
  deEsserReductionDb: 0,
  bandGainDb: new Array<number>(MeterLayout.stripLength - MeterLayout.stripBandGainDb).fill(0),
};

/** `strips`: for each strip wanted, its index in the meters, or undefined for one they lack. */
export function toMeterFrame(
  { header, values }: WaitingMeters,
  strips: readonly (number | undefined)[],
  underruns: number | null,
): MeterFrame {
  return {
    playheadFrame: header[MeterHeader.playheadFrame]!,
    playing: header[MeterHeader.playing] === 1,
    strips: strips.map((index) => (index === undefined ? kSilentStrip : stripFrame(values, index))),
    outputPeakDb: [
      gainDb(values[MeterLayout.outputPeakLeft]!),
      gainDb(values[MeterLayout.outputPeakRight]!),
    ],
    momentaryLufs: finiteOrNull(values[MeterLayout.momentaryLufs]!),
    shortTermLufs: finiteOrNull(values[MeterLayout.shortTermLufs]!),
    integratedLufs: finiteOrNull(values[MeterLayout.integratedLufs]!),
    truePeakDbtp: finiteOrNull(values[MeterLayout.truePeakDbtp]!),
    probe: {
      momentaryLufs: finiteOrNull(values[MeterLayout.probeMomentaryLufs]!),
      shortTermLufs: finiteOrNull(values[MeterLayout.probeShortTermLufs]!),
      integratedLufs: finiteOrNull(values[MeterLayout.probeIntegratedLufs]!),
      truePeakDbtp: finiteOrNull(values[MeterLayout.probeTruePeakDbtp]!),
    },
    limiterReductionDb: values[MeterLayout.limiterReductionDb]!,
    master: {
      glueReductionDb: values[MeterLayout.glueReductionDb]!,
      clippedDb: values[MeterLayout.clippedDb]!,
      correlation: values[MeterLayout.correlation]!,
      multibandGainDb: Array.from(
        values.subarray(MeterLayout.multibandGainDb, MeterLayout.firstStrip),
      ),
    },
    monitorLimiterActive: values[MeterLayout.monitorLimiterActive]! > 0,
    starvedBlocks: header[MeterHeader.starvedBlocks]!,
    underruns,
  };
}

function stripFrame(values: Float32Array, index: number): StripMeterFrame {
  const at = MeterLayout.firstStrip + index * MeterLayout.stripLength;
  return {
    peakDb: [
      gainDb(values[at + MeterLayout.stripPeakLeft]!),
      gainDb(values[at + MeterLayout.stripPeakRight]!),
    ],
    rmsDb: [
      gainDb(Math.sqrt(values[at + MeterLayout.stripMeanSquareLeft]!)),
      gainDb(Math.sqrt(values[at + MeterLayout.stripMeanSquareRight]!)),
    ],
    averageDb: [
      gainDb(values[at + MeterLayout.stripMeanAbsoluteLeft]! * kSineForm),
      gainDb(values[at + MeterLayout.stripMeanAbsoluteRight]! * kSineForm),
    ],
    overBlocks: values[at + MeterLayout.stripOverBlocks]!,
    gainReductionDb: values[at + MeterLayout.stripGainReductionDb]!,
    gateReductionDb: values[at + MeterLayout.stripGateReductionDb]!,
    deEsserReductionDb: values[at + MeterLayout.stripDeEsserReductionDb]!,
    bandGainDb: Array.from(
      values.subarray(at + MeterLayout.stripBandGainDb, at + MeterLayout.stripLength),
    ),
  };
}
