// What is said of a record beside the song: stretches of the spectrum and by how much,
// against the analytic curve of a filter between two otherwise equal noises, as the
// engine measures them; and when a figure is too young to be believed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import {
  type ComparedFigures,
  differenceText,
  largestDifferences,
  matchDb,
  rangeText,
  spectrumDifference,
} from '../../web/studio/src/audio/reference-differences';
import { isUnsettled, settlesText, soundingSeconds } from '../../web/studio/src/audio/settled';
import { wavBytes } from '../e2e/support/synthetic-stems';
import { madeUpMeters } from './double/made-up-meters';
import { figuresAt, songReport } from './double/song-report';

const kLathe = fileURLToPath(new URL('../../build/native/lathe', import.meta.url));
const kRate = 48000;
const kFrames = 8 * kRate;
const work = mkdtempSync(join(tmpdir(), 'lathe-references-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const kBellHz = 4000;
const kBellDb = 6;

/** A bell by the audio EQ cookbook, Q 1.4: as coefficients, and as its gain at a frequency. */
function bell() {
  const a = 10 ** (kBellDb / 40);
  const w = (2 * Math.PI * kBellHz) / kRate;
  const alpha = Math.sin(w) / 2.8;
  const b = [1 + alpha * a, -2 * Math.cos(w), 1 - alpha * a].map((x) => x / (1 + alpha / a));
  const d = [-2 * Math.cos(w), 1 - alpha / a].map((x) => x / (1 + alpha / a));
  const powerAt = (hz: number) => {
    const at = (2 * Math.PI * hz) / kRate;
    const size = (k: readonly number[]) =>
      k.reduce((sum, x, i) => sum + x * Math.cos(i * at), 0) ** 2 +
      k.reduce((sum, x, i) => sum + x * Math.sin(i * at), 0) ** 2;
    return size(b) / size([1, ...d]);
  };
  return { b, d, powerAt };
}

function noise(): Float64Array {
  let state = 7;
  return Float64Array.from({ length: 2 * kFrames }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (0.1 * state) / 2 ** 31;
  });
}

function filtered(x: Float64Array): Float64Array {
  const { b, d } = bell();
  const y = new Float64Array(x.length);
  for (let i = 0; i < x.length; ++i) {
    // Two channels in turn.
    const old = (from: Float64Array, by: number) => from[i - 2 * by] ?? 0;
    y[i] =
      b[0]! * x[i]! + b[1]! * old(x, 1) + b[2]! * old(x, 2) - d[0]! * old(y, 1) - d[1]! * old(y, 2);
  }
  return y;
}

function measured(name: string, x: Float64Array): ComparedFigures {
  const file = join(work, `${name}.wav`);
  const report = join(work, `${name}.json`);
  const sample = (i: number, c: number) => x[2 * i + c] ?? 0;
  writeFileSync(file, wavBytes({ name, channels: 2, bits: 24, sample }, kFrames, kRate));
  execFileSync(kLathe, ['measure', file, '--report', report]);
  return JSON.parse(readFileSync(report, 'utf8'));
}

test('the difference of two noises is the curve of the filter between them', () => {
  const source = noise();
  const song = measured('song', source);
  const record = measured('record', filtered(source));
  const gainDb = matchDb(song, record)!;
  const difference = spectrumDifference(song.spectrum, record.spectrum, gainDb);
  const { powerAt } = bell();
  let worst = 0;
  for (const [band, hz] of song.spectrum.hz.entries()) {
    // Below, 8 s of noise are too little.
    if (hz < 100 || hz > 16000) continue;
    let power = 0;
    for (let i = 0; i < 40; ++i) power += powerAt(hz * 10 ** ((i + 0.5) / 400 - 0.05)) / 40;
    worst = Math.max(worst, Math.abs(difference[band]! - gainDb - 10 * Math.log10(power)));
  }
  console.log(`[ figure ] off the analytic curve by ${worst.toFixed(2)} dB at most`);
  expect(worst).toBeLessThan(0.25);

  const [first] = largestDifferences(song.spectrum.hz, difference);
  console.log(`[ figure ] matched by ${gainDb.toFixed(2)} dB; ${differenceText(song, record)}`);
  expect(first!.lowHz).toBeGreaterThan(1900);
  expect(first!.highHz).toBeLessThan(7200);
  expect(first!.lowHz).toBeLessThan(kBellHz);
  expect(first!.highHz).toBeGreaterThan(kBellHz);
  expect(first!.db).toBeGreaterThan(1.5);
  expect(first!.db).toBeLessThan(kBellDb + gainDb);
});

const song = songReport(figuresAt(-1));
function recordWith(
  change: (db: number, band: number) => number | null,
  figures: Partial<ComparedFigures['measurement']> = {},
): ComparedFigures {
  const { spectrum, measurement } = song;
  const levelDb = spectrum.levelDb.map((db, band) => (db === null ? null : change(db, band)));
  return { measurement: { ...measurement, ...figures }, spectrum: { ...spectrum, levelDb } };
}

test('each stretch has its mean, the largest first, whatever the record’s loudness', () => {
  const record = recordWith(
    (db, band) => db + 5 + (band >= 22 && band <= 24 ? 2.1 : band >= 3 && band <= 6 ? -3.4 : 0),
    { integratedLufs: -8.8, sideToMidDb: -6, plrDb: 10.5 },
  );
  const text = differenceText(song, record);
  console.log(`[ figure ] ${text}`);
  expect(text).toBe(
    'Made as loud as the song, the reference has 3.4 dB less at 36–90 Hz and 2.1 dB more at 2.9–5.7 kHz. It is wider: 2.5 dB more side against its mid. Its peaks stand 2.5 dB less far over its loudness.',
  );
});

test('what does not differ, is mono, silent or out of hearing is said, and is no number', () => {
  expect(differenceText(song, song)).toBe(
    'Made as loud as the song, the reference differs by less than 1 dB in every range.',
  );
  const mono = recordWith((db) => db, { correlation: 1, sideToMidDb: null });
  expect(differenceText(song, mono)).toContain('It is mono.');
  expect(differenceText(mono, song)).toContain('It is stereo, the song is mono.');
  const silent = recordWith(() => null, { integratedLufs: null });
  expect(differenceText(song, silent)).toContain('cannot be compared');
  // Of 16 kHz and up, cut by a lossy encoder, no more is told than lies over the floor.
  const cut = recordWith((db, band) => (band >= 29 ? -190 : db));
  expect(differenceText(song, cut)).not.toMatch(/1\d\d\.\d dB/);
  expect(
    differenceText(
      song,
      recordWith(() => null),
    ),
  ).toContain('less than 1 dB');
});

test('ranges share their unit', () => {
  expect(rangeText(36, 90)).toBe('36–90 Hz');
  expect(rangeText(2828, 5657)).toBe('2.8–5.7 kHz');
  expect(rangeText(710, 1410)).toBe('710 Hz–1.4 kHz');
});

test('a minute of sound settles range and integrated loudness (EBU Tech 3342)', () => {
  expect([59.9, 60].map(isUnsettled)).toEqual([true, false]);
  const meters = madeUpMeters([], true, 0);
  meters.output.spread.fill(0);
  meters.output.spread[40] = 237;
  expect(soundingSeconds(meters)).toBeCloseTo(23.7, 5);
  expect(settlesText(soundingSeconds(meters))).toBe('≈ settles after 60 s of sound, 23 s so far');
});
