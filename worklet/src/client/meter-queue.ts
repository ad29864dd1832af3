// Meters wait here until what they describe is heard, and go back to the
// worklet for re-use.
// Thread: main.

import { MeterLayout } from '../engine/engine-constants';
import { MeterHeader } from '../messages/processor-protocol';
import type { MeterFrame, OutputFrame, StripMeterFrame } from './studio-engine';

export interface WaitingMeters {
  buffer: ArrayBuffer;
  header: Float64Array;
  values: Float32Array;
  /** Of the tap, as processor-protocol.ts lays them out. */
  samples: Float32Array;
}

export class MeterQueue {
  readonly #giveBack: (buffer: ArrayBuffer) => void;
  #waiting: WaitingMeters[] = [];

  constructor(giveBack: (buffer: ArrayBuffer) => void) {
    this.#giveBack = giveBack;
  }

  push(buffer: ArrayBuffer): WaitingMeters {
    const header = new Float64Array(buffer, 0, MeterHeader.length);
    const length = header[MeterHeader.meterLength]!;
    const values = new Float32Array(buffer, MeterHeader.length * 8, length);
    const samples = new Float32Array(buffer, MeterHeader.length * 8 + length * 4);
    const meters = { buffer, header, values, samples };
    this.#waiting.push(meters);
    return meters;
  }

  /**
   * The newest that is heard at `contextFrame`, with the peaks of those that
   * went by unread; null if none came due. Passed to `read` before its buffer
   * goes back; `each` sees every one of them first, in their order.
   */
  take<T>(
    contextFrame: number,
    read: (meters: WaitingMeters) => T,
    each?: (meters: WaitingMeters) => void,
  ): T | null {
    let due = 0;
    while (
      due < this.#waiting.length &&
      this.#waiting[due]!.header[MeterHeader.contextFrame]! <= contextFrame
    ) {
      ++due;
    }
    if (due === 0) return null;
    const heard = this.#waiting.splice(0, due);
    if (each) heard.forEach(each);
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
  for (let at: number = MeterLayout.multibandGainDb; at < MeterLayout.equaliserLu; ++at) {
    furthest(at);
  }
  highest(MeterLayout.outOfPhase);
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
  const average = (at: number) => {
    let sum = 0;
    for (const { values } of heard) sum += values[at]!;
    into[at] = sum / heard.length;
  };
  kOutputMeans.forEach(average);
  for (let strip = firstStrip; strip + stripLength <= into.length; strip += stripLength) {
    for (const offset of kMeans) average(strip + offset);
  }
}

const kOutputMeans = [
  MeterLayout.outputMeanSquareLeft,
  MeterLayout.outputMeanSquareRight,
  MeterLayout.outputMeanAbsoluteLeft,
  MeterLayout.outputMeanAbsoluteRight,
];

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

function rmsDb(meanSquare: number): number {
  return gainDb(Math.sqrt(meanSquare));
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
    output: outputFrame(values),
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
        values.subarray(MeterLayout.multibandGainDb, MeterLayout.masterBandGainDb),
      ),
      bandGainDb: Array.from(
        values.subarray(MeterLayout.masterBandGainDb, MeterLayout.equaliserLu),
      ),
      equaliserLu: values[MeterLayout.equaliserLu]!,
      excitedDb: finiteOrNull(values[MeterLayout.excitedDb]!),
    },
    monitorLimiterActive: values[MeterLayout.monitorLimiterActive]! > 0,
    starvedBlocks: header[MeterHeader.starvedBlocks]!,
    underruns,
  };
}

function outputFrame(values: Float32Array): OutputFrame {
  const at = MeterLayout;
  return {
    rmsDb: [rmsDb(values[at.outputMeanSquareLeft]!), rmsDb(values[at.outputMeanSquareRight]!)],
    averageDb: [
      gainDb(values[at.outputMeanAbsoluteLeft]! * kSineForm),
      gainDb(values[at.outputMeanAbsoluteRight]! * kSineForm),
    ],
    maxMomentaryLufs: finiteOrNull(values[at.maxMomentaryLufs]!),
    maxShortTermLufs: finiteOrNull(values[at.maxShortTermLufs]!),
    loudnessRangeLu: finiteOrNull(values[at.loudnessRangeLu]!),
    ituTruePeakDbtp: finiteOrNull(values[at.ituTruePeakDbtp]!),
    samplePeakDbfs: finiteOrNull(values[at.samplePeakDbfs]!),
    psrDb: finiteOrNull(values[at.psrDb]!),
    leastPsrDb: finiteOrNull(values[at.leastPsrDb]!),
    correlation: values[at.outputCorrelation]!,
    outOfPhase: values[at.outOfPhase]! > 0,
    spread: values.slice(at.spread, at.firstStrip),
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
      rmsDb(values[at + MeterLayout.stripMeanSquareLeft]!),
      rmsDb(values[at + MeterLayout.stripMeanSquareRight]!),
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
