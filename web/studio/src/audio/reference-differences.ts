// What a record has that the song has not, in plain words: where its spectrum lies
// above or below the song's once both are equally loud, how much wider it is, how
// much more its peaks stand out. All figures are the engine's; here they are
// subtracted.
//
// Units: third-octave bands from 20 Hz up, dB. Thread: main (no state).

import type { SongMeasureReport } from '@lathe/worklet/client/song-measure-report';
import { fixed, hertz } from '../params/format';

/** What is compared of a song and a record, as the engine measured the whole of each. */
export type ComparedFigures = Pick<SongMeasureReport, 'measurement' | 'spectrum'>;

/** Less is not worth a word. */
export const LEAST_DB = 1;
const MOST_RANGES = 3;
/** Half an octave to either side: a single band says little of a whole song. */
const CORE_BANDS = 3;
/** Of a stretch's difference: what is less ends it. */
const EDGE_SHARE = 0.5;
/** Bands so far under both spectra's highest are noise, or nothing. */
const RANGE_DB = 60;

export interface BandDifference {
  /** Edges of the stretch. */
  lowHz: number;
  highHz: number;
  /** Mean of its bands: what the record has more than the song. */
  db: number;
}

/** What makes the record as loud as the song; null where either has no loudness. */
export function matchDb(song: ComparedFigures, record: ComparedFigures): number | null {
  const ours = song.measurement.integratedLufs;
  const theirs = record.measurement.integratedLufs;
  return ours === null || theirs === null ? null : ours - theirs;
}

/** By band: the record, made as loud, less the song; null where nobody could hear either. */
export function spectrumDifference(
  song: SongMeasureReport['spectrum'],
  record: SongMeasureReport['spectrum'],
  gainDb: number,
): (number | null)[] {
  const theirs = record.levelDb.map((db) => (db === null ? null : db + gainDb));
  const highest = (levels: readonly (number | null)[]) =>
    Math.max(...levels.map((db) => db ?? Number.NEGATIVE_INFINITY));
  const floor = Math.min(highest(song.levelDb), highest(theirs)) - RANGE_DB;
  return song.levelDb.map((ours, band) => {
    const their = theirs[band] ?? null;
    if (ours === null || their === null || Math.max(ours, their) < floor) return null;
    return Math.max(their, floor) - Math.max(ours, floor);
  });
}

/** The stretches that differ most, the largest first. */
export function largestDifferences(
  hz: readonly number[],
  difference: readonly (number | null)[],
): BandDifference[] {
  const left = [...difference];
  const found: BandDifference[] = [];
  while (found.length < MOST_RANGES) {
    let best = -1;
    let most = 0;
    for (let band = 0; band + CORE_BANDS <= left.length; ++band) {
      const mean = meanOf(left, band, band + CORE_BANDS);
      if (mean !== null && Math.abs(mean) > Math.abs(most)) [best, most] = [band, mean];
    }
    if (best < 0 || Math.abs(most) < LEAST_DB) break;
    let [from, to] = [best, best + CORE_BANDS];
    const belongs = (band: number) => {
      const db = left[band] ?? null;
      return db !== null && db / most >= EDGE_SHARE;
    };
    while (belongs(from - 1)) --from;
    while (belongs(to)) ++to;
    const db = meanOf(left, from, to) ?? most;
    found.push({ ...edges(hz, from, to), db });
    left.fill(null, from, to);
  }
  return found.sort((a, b) => Math.abs(b.db) - Math.abs(a.db));
}

function meanOf(levels: readonly (number | null)[], from: number, to: number): number | null {
  let sum = 0;
  for (let band = from; band < to; ++band) {
    const db = levels[band] ?? null;
    if (db === null) return null;
    sum += db;
  }
  return sum / (to - from);
}

/** Ten bands make a decade. */
const HALF_BAND = 10 ** 0.05;

function edges(hz: readonly number[], from: number, to: number) {
  const [lowest = 0, highest = 0] = [hz[0], hz.at(-1)];
  return {
    lowHz: Math.max(lowest, (hz[from] ?? 0) / HALF_BAND),
    highHz: Math.min(highest, (hz[to - 1] ?? 0) * HALF_BAND),
  };
}

/** "2.8–5.6 kHz", "90–180 Hz". */
export function rangeText(lowHz: number, highHz: number): string {
  const low = hertz(lowHz);
  const high = hertz(highHz);
  const unit = high.slice(-3);
  return low.endsWith(unit) ? `${low.slice(0, -unit.length).trim()}–${high}` : `${low}–${high}`;
}

/** A sentence or two with the largest differences. */
export function differenceText(song: ComparedFigures, record: ComparedFigures): string {
  const gainDb = matchDb(song, record);
  if (gainDb === null) return 'One of the two has no loudness, so that they cannot be compared.';
  const difference = spectrumDifference(song.spectrum, record.spectrum, gainDb);
  const found = largestDifferences(song.spectrum.hz, difference).map(
    ({ lowHz, highHz, db }) => `${moreText(db)} at ${rangeText(lowHz, highHz)}`,
  );
  const tone =
    found.length > 0
      ? `Made as loud as the song, the reference has ${inWords(found)}.`
      : 'Made as loud as the song, the reference differs by less than 1 dB in every range.';
  return [tone, widthText(song, record), peakText(song, record)].filter(Boolean).join(' ');
}

function widthText({ measurement: ours }: ComparedFigures, record: ComparedFigures): string {
  const theirs = record.measurement;
  const isMono = ({ correlation }: typeof ours) => correlation !== null && correlation >= 0.9999;
  if (isMono(ours) !== isMono(theirs)) {
    return isMono(theirs) ? 'It is mono.' : 'It is stereo, the song is mono.';
  }
  if (ours.sideToMidDb === null || theirs.sideToMidDb === null) return '';
  const db = theirs.sideToMidDb - ours.sideToMidDb;
  if (Math.abs(db) < LEAST_DB) return '';
  return `It is ${db > 0 ? 'wider' : 'narrower'}: ${moreText(db)} side against its mid.`;
}

function peakText({ measurement: ours }: ComparedFigures, record: ComparedFigures): string {
  const theirs = record.measurement;
  if (ours.plrDb === null || theirs.plrDb === null) return '';
  const db = theirs.plrDb - ours.plrDb;
  if (Math.abs(db) < LEAST_DB) return '';
  return `Its peaks stand ${fixed(Math.abs(db), 1)} dB ${db > 0 ? 'further' : 'less far'} over its loudness.`;
}

function moreText(db: number): string {
  return `${fixed(Math.abs(db), 1)} dB ${db > 0 ? 'more' : 'less'}`;
}

function inWords(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last;
}
