// What a change did to the song, told from its measurements before and after: the
// whole song, the stretch that changed most, its peak and its range.
// Thread: any (no state).

import type { SongMeasureReport } from '@lathe/worklet/client/song-measure-report';
import { fixed } from '../params/format';

/** Less than this is not worth a word: LU or dB. */
export const LEAST_CHANGE = 0.1;
/** A stretch is named where it differs this much from what the whole song did. */
const APART_LU = 0.3;
/** A short-term value is of the three seconds before it: its middle lies this much earlier. */
const SHORT_TERM_LAG_SECONDS = 1.5;

export interface Stretch {
  startSeconds: number;
  endSeconds: number;
}

/** `1:04–1:32` */
export function stretchText({ startSeconds, endSeconds }: Stretch): string {
  return `${clock(startSeconds)}–${clock(endSeconds)}`;
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** `+0.4` or `−1.1`. */
function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${fixed(Math.abs(value), 1)}`;
}

function isWorthAWord(change: number | null): change is number {
  // Figures come in tenths of a thousandth: what reads 0.1 counts.
  return change !== null && Math.abs(change) >= LEAST_CHANGE - 1e-6;
}

function difference(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

/** Where short-term loudness changed most, and by how much; null where it nowhere did. */
export function mostChanged(
  before: SongMeasureReport,
  after: SongMeasureReport,
): (Stretch & { changeLu: number }) | null {
  const [was, is] = [before.loudness, after.loudness];
  const points = is.maxShortTermLufs;
  // Of songs that begin elsewhere or are not equally long no point stands against another.
  if (
    was.pointSeconds !== is.pointSeconds ||
    was.maxShortTermLufs.length !== points.length ||
    before.startSeconds !== after.startSeconds
  ) {
    return null;
  }
  const changes = points.map((lufs, i) => difference(was.maxShortTermLufs[i] ?? null, lufs) ?? 0);
  const top = changes.reduce((best, each, i) => (size(each) > size(changes[best]!) ? i : best), 0);
  const most = changes[top];
  if (most === undefined || !isWorthAWord(most)) return null;
  const belongs = (i: number) => (changes[i] ?? 0) * Math.sign(most) >= size(most) / 2;
  let first = top;
  let last = top;
  while (belongs(first - 1)) --first;
  while (belongs(last + 1)) ++last;
  const from = (after.startSeconds ?? 0) - SHORT_TERM_LAG_SECONDS;
  const songTime = (point: number) => Math.max(0, point * is.pointSeconds + from);
  return { startSeconds: songTime(first), endSeconds: songTime(last + 1), changeLu: most };
}

function size(change: number): number {
  return Math.abs(change);
}

/** A track quieter than this against the rest is not named: dB. */
const LEAST_HEARD_DB = -60;

/** Level of each track against all others together, in dB. */
function againstTheRest({ tracks = [] }: SongMeasureReport): Map<string, number> {
  const all = tracks.reduce((sum, { meanSquare }) => sum + meanSquare, 0);
  return new Map(
    tracks
      .filter(({ meanSquare }) => meanSquare > 0 && all > meanSquare)
      .map(({ id, meanSquare }) => [id, 10 * Math.log10(meanSquare / (all - meanSquare))]),
  );
}

/** The track that moved most against the rest; null where none did. */
export function mostMoved(
  before: SongMeasureReport,
  after: SongMeasureReport,
): { strip: string; changeDb: number } | null {
  const was = againstTheRest(before);
  let most: { strip: string; changeDb: number } | null = null;
  for (const [strip, db] of againstTheRest(after)) {
    const earlier = was.get(strip);
    if (earlier === undefined || Math.max(db, earlier) < LEAST_HEARD_DB) continue;
    const changeDb = db - earlier;
    if (isWorthAWord(changeDb) && size(changeDb) > size(most?.changeDb ?? 0)) {
      most = { strip, changeDb };
    }
  }
  return most;
}

/** One sentence; empty where nothing changed to speak of. `nameOf`: a strip's, by its id. */
export function songConsequences(
  before: SongMeasureReport,
  after: SongMeasureReport,
  nameOf: (strip: string) => string,
): string {
  const [was, is] = [before.measurement, after.measurement];
  const parts: string[] = [];
  const loudness = difference(was.integratedLufs, is.integratedLufs);
  if (isWorthAWord(loudness)) parts.push(`song ${signed(loudness)} LU`);
  const stretch = mostChanged(before, after);
  if (stretch && Math.abs(stretch.changeLu - (loudness ?? 0)) >= APART_LU) {
    parts.push(`${stretchText(stretch)} ${signed(stretch.changeLu)} LU`);
  }
  const moved = mostMoved(before, after);
  if (moved) parts.push(`${nameOf(moved.strip)} ${signed(moved.changeDb)} dB against the rest`);
  const peak = difference(was.truePeakDbtp, is.truePeakDbtp);
  if (isWorthAWord(peak)) parts.push(`true peak ${signed(peak)} dB`);
  const range = difference(was.loudnessRangeLu, is.loudnessRangeLu);
  if (isWorthAWord(range)) parts.push(`range ${signed(range)} LU`);
  if (parts.length === 0) return '';
  const text = parts.join(', ');
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
