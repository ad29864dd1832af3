// What makes the limiter work, in a sentence or two, and what to change.
// Thread: any (no state).

import { kMostReductionDb, type LimitingReport } from '@lathe/worklet/client/limiting-report';
import { fixed } from '../params/format';
import { stretchText } from './song-consequences';

/** A track with less than this is not named as the cause. */
const LEAST_SHARE = 0.25;

export interface LimitingAsked {
  /** The loudness that so much limiting would give; null where it is not known. */
  lufs: number | null;
  /** It is not the song as it stands, but one driven harder. */
  wouldBe: boolean;
  nameOf: (strip: string) => string;
}

export function limitingText(report: LimitingReport, asked: LimitingAsked): string {
  const { reductionDb, causes, turnDown } = report;
  if (reductionDb <= 0) return 'The limiter has nothing to do: no peak reaches its ceiling.';
  const takes = asked.wouldBe ? 'would have to take' : 'takes';
  const [first] = causes;
  const cause =
    first && first.share >= LEAST_SHARE
      ? `${asked.nameOf(first.strip)} causes ${Math.round(first.share * 100)} % of it`
      : 'no one track causes it';
  const what = `The limiter ${takes} ${fixed(reductionDb, 1)} dB off at ${stretchText(report)}; ${cause}.`;
  const advice = [
    ...(turnDown ? [`turn ${asked.nameOf(turnDown.strip)} down ${short(turnDown.db)} dB`] : []),
    ...aim(reductionDb, asked.lufs),
  ].join(' or ');
  return advice ? `${what} ${advice[0]!.toUpperCase()}${advice.slice(1)}.` : what;
}

function aim(reductionDb: number, lufs: number | null): string[] {
  if (reductionDb <= kMostReductionDb || lufs === null) return [];
  // To the half below: a decibel less of drive is a decibel less of limiting.
  const enough = Math.floor(2 * (lufs - (reductionDb - kMostReductionDb))) / 2;
  return [`aim for ${short(enough)} LUFS`];
}

function short(value: number): string {
  return fixed(value, 1).replace(/[.]0$/, '');
}
