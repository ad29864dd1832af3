// `lathe measure` reads what the standard says, and what ffmpeg reads.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  figure,
  have,
  lathe,
  latheOk,
  noise,
  sine,
  temporaryFolder,
  tool,
  writeWav,
} from './support.mjs';

const folder = temporaryFolder();
const keys = [
  'integratedLufs',
  'loudnessRangeLu',
  'maxMomentaryLufs',
  'maxShortTermLufs',
  'truePeakDbtp',
  'ituTruePeakDbtp',
  'samplePeakDbfs',
  'plrDb',
  'minPsrDb',
  'correlation',
  'sideToMidDb',
  'durationSeconds',
  'sampleRate',
  'channels',
];

function measure(...paths) {
  const lines = latheOk(['measure', ...paths, '--json'])
    .stdout.trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

test('one JSON object a file, with every figure', () => {
  const a = writeWav(join(folder, 'a "quoted".wav'), [noise(48000, 0.1, 1)]);
  const b = writeWav(join(folder, 'b.wav'), [noise(96000, 0.1, 2), noise(96000, 0.1, 3)]);
  const [first, second] = measure(a, b);
  for (const key of keys) assert.ok(key in first, key);
  assert.equal(first.file, a);
  assert.equal(second.file, b);
  assert.deepEqual([first.channels, second.channels], [1, 2]);
  assert.deepEqual([first.durationSeconds, second.durationSeconds], [1, 2]);
  assert.equal(first.sampleRate, 48000);
});

test('997 Hz at full scale in one channel reads -3.01 LKFS, at every rate', () => {
  for (const rate of [44100, 48000, 96000]) {
    const silent = new Float64Array(rate * 5);
    const path = writeWav(
      join(folder, 'tone.wav'),
      [sine(rate * 5, 997, 0.9999999, rate), silent],
      { rate },
    );
    const [m] = measure(path);
    figure(`calibration_${rate}`, m.integratedLufs, 'LUFS');
    assert.ok(Math.abs(m.integratedLufs + 3.01) < 0.02, `${rate}: ${m.integratedLufs}`);
  }
});

test('what is undefined is null', () => {
  const [m] = measure(writeWav(join(folder, 'silence.wav'), [new Float64Array(48000)]));
  for (const key of keys.slice(0, 10)) {
    if (key !== 'loudnessRangeLu') assert.equal(m[key], null, key);
  }
  const [short] = measure(writeWav(join(folder, 'short.wav'), [noise(100, 0.5, 1)]));
  assert.equal(short.integratedLufs, null);
  assert.ok(short.samplePeakDbfs < -6 && short.samplePeakDbfs > -7);
});

test('surround counts 1.41 at the sides, nothing in the low frequency channel', () => {
  // EBU Tech 3341 case 6: L R −28, C −24, Ls Rs −30 dBFS reads −23 LUFS.
  const level = (db) => sine(6 * 48000, 1000, 10 ** (db / 20));
  const [left, right, centre, lfe] = [level(-28), level(-28), level(-24), level(-6)];
  const surrounds = [level(-30), level(-30)];
  const silent = new Float64Array(left.length);
  const cases = {
    'the usual order of six': [[left, right, centre, lfe, ...surrounds]],
    'the usual order of five': [[left, right, centre, ...surrounds]],
    '5.1 with backs': [[left, right, centre, lfe, ...surrounds], 0x3f],
    '5.1 with sides': [[left, right, centre, lfe, ...surrounds], 0x60f],
    '5.0 with backs': [[left, right, centre, ...surrounds], 0x37],
    // Where the usual order of six has the low frequency channel, this has a surround.
    'six without a low frequency channel': [[left, right, centre, ...surrounds, silent], 0x137],
    '7.1 with silent backs': [[left, right, centre, lfe, silent, silent, ...surrounds], 0x63f],
  };
  for (const [name, [channels, mask]] of Object.entries(cases)) {
    const path = writeWav(join(folder, 'surround.wav'), channels, { mask });
    const [m] = measure(path);
    figure(`tech 3341 case 6, ${name}`, m.integratedLufs, 'LUFS');
    assert.ok(Math.abs(m.integratedLufs + 23) < 0.1, `${name}: ${m.integratedLufs}`);
    assert.equal(m.channels, channels.length);
    assert.equal(m.correlation, null);
  }
});

test('twelve channels are measured too', () => {
  const [m] = measure(
    writeWav(
      join(folder, 'twelve.wav'),
      Array.from({ length: 12 }, (_, i) => noise(48000, 0.05, i + 1)),
    ),
  );
  assert.equal(m.channels, 12);
  assert.ok(Number.isFinite(m.integratedLufs));
});

/** Verses and choruses of filtered noise and tones: 62 s of levels that stay clear of the gates. */
function programme(rate, seed) {
  const frames = 62 * rate;
  const hiss = noise(frames, 1, seed);
  let low = 0;
  return Float64Array.from({ length: frames }, (_, i) => {
    const t = i / rate;
    const section = [0.05, 0.2, 0.08, 0.35, 0.06, 0.3, 0.1][Math.floor(t / 10)];
    low += 0.05 * (hiss[i] - low);
    const beat = 0.4 + 0.6 * Math.exp(-8 * (t % 0.5));
    return section * beat * (1.5 * low + 0.1 * hiss[i] + 0.3 * Math.sin(2 * Math.PI * 220 * t));
  });
}

test('agrees with ffmpeg ebur128 on programme', (context) => {
  if (!have('ffmpeg', context)) return;
  for (const [rate, type] of [
    [44100, 's16'],
    [96000, 'f32'],
  ]) {
    const left = programme(rate, 1);
    const path = writeWav(
      join(folder, `programme-${rate}.wav`),
      [left, left.map((v) => -0.6 * v)],
      { rate, type },
    );
    const [m] = measure(path);
    const text = `${tool('ffmpeg', ['-hide_banner', '-nostats', '-i', path, '-af', 'ebur128=peak=true', '-f', 'null', '-']).stderr}`;
    const summary = text.slice(text.lastIndexOf('Summary:'));
    const read = (name) => Number(new RegExp(`${name}:\\s+(-?[\\d.]+)`).exec(summary)[1]);
    figure(`ffmpeg_difference_${rate}`, (m.integratedLufs - read('I')).toFixed(3), 'LU integrated');
    figure(`ffmpeg_difference_${rate}`, (m.loudnessRangeLu - read('LRA')).toFixed(3), 'LU range');
    assert.ok(
      Math.abs(m.integratedLufs - read('I')) < 0.1,
      `I ${m.integratedLufs} against ${read('I')}`,
    );
    assert.ok(
      Math.abs(m.loudnessRangeLu - read('LRA')) < 0.3,
      `LRA ${m.loudnessRangeLu} against ${read('LRA')}`,
    );
    assert.ok(
      Math.abs(m.truePeakDbtp - read('Peak')) < 0.4,
      `peak ${m.truePeakDbtp} against ${read('Peak')}`,
    );
  }
});

test('ratios and correlation of a sine on both channels are 0, 0 and 1', () => {
  const tone = sine(6 * 48000, 1000, 0.25);
  const path = writeWav(join(folder, 'ratios.wav'), [tone, tone]);
  const [m] = measure(path);
  figure('PLR of a sine', m.plrDb, 'dB');
  figure('least PSR of a sine', m.minPsrDb, 'dB');
  assert.ok(Math.abs(m.plrDb) < 0.05 && Math.abs(m.minPsrDb) < 0.05);
  assert.equal(m.correlation, 1);
  assert.match(
    latheOk(['measure', path]).stdout,
    /dBTP, PLR [−\d.]+ dB, least PSR [−\d.]+ dB, correlation 1\.00, 6\.0 s/,
  );
});

test('--report writes the song over time, and prints its figures as ever', () => {
  const rate = 48000;
  const tone = sine(12 * rate, 1000, 0.5, rate);
  const left = tone.map((v, i) => (i < 6 * rate ? 0.1 * v : v) + 0.01);
  left[5 * rate] = 1;
  const path = writeWav(join(folder, 'song.wav'), [left, tone], { type: 'f32' });
  const out = join(folder, 'report.json');
  const printed = JSON.parse(latheOk(['measure', path, '--json', '--report', out]).stdout);
  const song = JSON.parse(readFileSync(out, 'utf8'));
  assert.deepEqual({ file: path, ...song.measurement }, printed);
  assert.deepEqual(measure(path)[0], printed);
  assert.equal(song.loudness.pointSeconds, 0.1);
  assert.equal(song.loudness.maxMomentaryLufs.length, 120);
  assert.equal(song.loudness.maxShortTermLufs.length, 120);
  assert.equal(song.truePeak.maxDbtp.length, 12);
  assert.ok(Math.abs(song.truePeak.maxDbtp[2] + 6.02) < 0.05, `${song.truePeak.maxDbtp[2]}`);
  assert.ok(song.truePeak.maxDbtp[5] >= 0);
  const total = song.shortTermHistogram.seconds.reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(total + song.shortTermHistogram.secondsBelow - 12) < 0.01);
  assert.equal(song.spectrum.hz.length, 31);
  const loudest = song.spectrum.levelDb.indexOf(Math.max(...song.spectrum.levelDb));
  assert.equal(song.spectrum.hz[loudest], 1000);
  assert.ok(Math.abs(song.dcOffset[0] - 0.01) < 1e-4 && Math.abs(song.dcOffset[1]) < 1e-4);
  assert.equal(song.clippedSamples, 1);
});

test('a report is of one file, and never of the file it would replace', () => {
  const path = writeWav(join(folder, 'one.wav'), [noise(48000, 0.1, 1)]);
  const two = lathe(['measure', path, path, '--report', join(folder, 'two.json')]);
  assert.equal(two.status, 2);
  assert.match(two.stderr, /one file/);
  assert.equal(lathe(['measure', path, '--report', path]).status, 1);
  assert.equal(measure(path)[0].channels, 1);
});

test('without --json it is a line for people', () => {
  const path = writeWav(join(folder, 'line.wav'), [noise(48000, 0.1, 1)]);
  assert.match(
    latheOk(['measure', path]).stdout,
    /line\.wav: −\d+\.\d LUFS, .*dBTP, PLR \d+\.\d dB, 1\.0 s at 48000 Hz, 1 channel\n/,
  );
});
