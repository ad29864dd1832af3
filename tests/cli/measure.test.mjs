// `lathe measure` reads what the standard says, and what ffmpeg reads.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { figure, have, latheOk, noise, sine, temporaryFolder, tool, writeWav } from './support.mjs';

const folder = temporaryFolder();
const keys = [
  'integratedLufs',
  'loudnessRangeLu',
  'maxMomentaryLufs',
  'maxShortTermLufs',
  'truePeakDbtp',
  'ituTruePeakDbtp',
  'samplePeakDbfs',
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
  for (const key of keys.slice(0, 7)) {
    if (key !== 'loudnessRangeLu') assert.equal(m[key], null, key);
  }
  const [short] = measure(writeWav(join(folder, 'short.wav'), [noise(100, 0.5, 1)]));
  assert.equal(short.integratedLufs, null);
  assert.ok(short.samplePeakDbfs < -6 && short.samplePeakDbfs > -7);
});

test('surround counts 1.41 at the sides, nothing in the low frequency channel', () => {
  // EBU Tech 3341 case 6: L R −28, C −24, Ls Rs −30 dBFS reads −23 LUFS.
  const level = (db) => sine(20 * 48000, 1000, 10 ** (db / 20));
  const lfe = level(-6);
  const [m] = measure(
    writeWav(join(folder, 'surround.wav'), [
      level(-28),
      level(-28),
      level(-24),
      lfe,
      level(-30),
      level(-30),
    ]),
  );
  figure('surround', m.integratedLufs, 'LUFS');
  assert.ok(Math.abs(m.integratedLufs + 23) < 0.1, `${m.integratedLufs}`);
  assert.equal(m.channels, 6);
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

test('without --json it is a line for people', () => {
  const path = writeWav(join(folder, 'line.wav'), [noise(48000, 0.1, 1)]);
  assert.match(
    latheOk(['measure', path]).stdout,
    /line\.wav: −\d+\.\d LUFS, .*dBTP, 1\.0 s at 48000 Hz, 1 channel\n/,
  );
});
