// `lathe convert` puts a file at another rate or depth: its tones, length and
// silence survive, its faults are explained, and nothing half-written stays.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { figure, have, lathe, noise, sine, tool } from './support.mjs';
import { workshop } from './workshop.mjs';

const { folder, path, write, make, refuse } = workshop();
const convert = (input, name, ...args) => make('convert', input, name, ...args);

/** What is left of a tone once it is taken out, in dB against it; 0.1 s left out at both ends. */
function residueDb(samples, hz, rate) {
  const edge = rate / 10;
  const inner = samples.subarray(edge, samples.length - edge);
  const basis = [0, Math.PI / 2].map((phase) =>
    sine(samples.length, hz, 1, rate, phase).subarray(edge, samples.length - edge),
  );
  const dot = (a, b) => a.reduce((sum, v, i) => sum + v * b[i], 0);
  const [ss, sc, cc] = [dot(basis[0], basis[0]), dot(basis[0], basis[1]), dot(basis[1], basis[1])];
  const [ys, yc] = [dot(inner, basis[0]), dot(inner, basis[1])];
  const det = ss * cc - sc * sc;
  const a = (ys * cc - yc * sc) / det;
  const b = (yc * ss - ys * sc) / det;
  const left = inner.reduce((sum, v, i) => sum + (v - a * basis[0][i] - b * basis[1][i]) ** 2, 0);
  return 10 * Math.log10((2 * left) / inner.length / (a * a + b * b));
}

test('tones keep their pitch, place and purity at the new rate', () => {
  for (const [from, to] of [
    [96000, 44100],
    [48000, 44100],
    [44100, 48000],
  ]) {
    const input = write('tones.wav', [sine(from, 997, 0.5, from), sine(from, 15000, 0.5, from)], {
      rate: from,
      type: 'f64',
    });
    const out = convert(input, 'at.wav', '--rate', `${to}`, '--bits', '32f');
    assert.deepEqual([out.rate, out.frames, out.isFloat], [to, to, true]);
    for (const [ch, hz] of [997, 15000].entries()) {
      const db = residueDb(out.channels[ch], hz, to);
      figure(`convert_${from}_${to}_${hz}_hz`, db.toFixed(1), 'dB');
      assert.ok(db < -140, `${from} to ${to}, ${hz} Hz: ${db} dB`);
      const middle = Math.floor(to / 2);
      const expected = 0.5 * Math.sin((2 * Math.PI * hz * middle) / to);
      assert.ok(Math.abs(out.channels[ch][middle] - expected) < 1e-6);
    }
    assert.match(out.stdout, new RegExp(`at\\.wav: ${to} Hz, −\\d+\\.\\d LUFS.*1\\.0 s`));
  }
});

test('a FLAC comes out as the WAV it was made from', (context) => {
  if (!have('flac', context)) return;
  const input = write('take.wav', [noise(30011, 0.7, 1), noise(30011, 0.7, 2)]);
  tool('flac', ['--silent', '--force', '-o', path('take.flac'), input]);
  const fromWav = convert(input, 'from-wav.wav', '--rate', '44100');
  const fromFlac = convert(path('take.flac'), 'from-flac.wav', '--rate', '44100');
  assert.equal(fromWav.frames, Math.round((30011 * 44100) / 48000));
  assert.deepEqual(readFileSync(fromFlac.path), readFileSync(fromWav.path));
});

test('at its own rate and without dither a file keeps every sample', () => {
  const source = [noise(10000, 0.9, 3)];
  const input = write('same.wav', source);
  const out = convert(input, 'kept.wav', '--rate', '48000', '--dither', 'none');
  assert.deepEqual([out.bits, out.channels.length], [24, 1]);
  assert.deepEqual(out.channels[0], source[0]);
});

test('dither has the level of its kind, and ends in silence', () => {
  const rate = 44100;
  const quiet = sine(3 * rate, 441, 0.2, rate);
  quiet.fill(0, rate);
  const input = write('quiet.wav', [quiet], { rate, type: 'f64' });
  for (const [kind, theory] of [
    ['tpdf', -96.33],
    ['shaped', -88.77],
  ]) {
    const args = ['--rate', `${rate}`, '--bits', '16', '--dither', kind];
    const [out] = convert(input, `${kind}.wav`, ...args).channels;
    let power = 0;
    for (let i = 0; i < rate; i++) power += (out[i] - quiet[i]) ** 2;
    const db = 10 * Math.log10(power / rate);
    figure(`convert_${kind}_16_bit`, db.toFixed(2), 'dBFS');
    assert.ok(Math.abs(db - theory) < 0.2, `${kind}: ${db} dBFS`);
    const last = out.findLastIndex((v) => v !== 0);
    assert.ok(last > 2 * rate - 100 && last < 2 * rate, `${kind}: sound until ${last}`);
  }
});

test('shaping where it does not belong becomes TPDF and says so', () => {
  const input = write('high.wav', [noise(9600, 0.3, 5)], { rate: 96000 });
  for (const [rate, bits, says] of [
    ['96000', '16', /warning: .*high-shaped\.wav: noise shaping is for 16 bits.*plain TPDF/],
    ['44100', '24', /noise shaping is for 16 bits.*plain TPDF/],
    ['44100', '32f', /a float file is not dithered.*--bits 16/],
  ]) {
    const args = ['--rate', rate, '--bits', bits];
    const shaped = convert(input, 'high-shaped.wav', ...args, '--dither', 'shaped');
    assert.match(shaped.stderr, says);
    const plain = convert(input, 'high-plain.wav', ...args);
    assert.equal(plain.stderr, '');
    assert.deepEqual(readFileSync(shaped.path), readFileSync(plain.path));
  }
});

test('peaks between the samples that clip at the new rate are told', () => {
  const tone = sine(44100, 11025, Math.SQRT2 * 0.999, 44100, Math.PI / 4);
  const input = write('hot.wav', [tone], { rate: 44100, type: 'f32' });
  assert.match(
    convert(input, 'hot48.wav', '--rate', '48000').stderr,
    /hot48\.wav: \d+ samples go beyond full scale.*--bits 32f/,
  );
  assert.equal(convert(input, 'hot48f.wav', '--rate', '48000', '--bits', '32f').stderr, '');
});

test('what cannot be converted is explained, and nothing is written', () => {
  const good = write('good.wav', [noise(4800, 0.1, 7)]);
  const low = write('low.wav', [noise(4800, 0.1, 8)], { rate: 4000 });
  const one = write('one.wav', [noise(1, 0.1, 9)], { rate: 96000 });
  const six = write(
    'six.wav',
    Array.from({ length: 6 }, (_, i) => noise(480, 0.1, i)),
  );
  const before = readdirSync(folder).length;
  for (const [input, rate, says] of [
    [six, '44100', /six\.wav: has 6 channels.*Mix it down/],
    [low, '44100', /low\.wav: is at 4000 Hz; rates from 8000 to 384000 Hz/],
    [good, '44101', /good\.wav: cannot go from 48000 Hz to 44101 Hz.*48000 to 44101.*too fine/],
    [one, '44100', /one\.wav: is too short/],
    [path('none.wav'), '44100', /none\.wav/],
  ]) {
    assert.match(refuse('convert', input, 1, '--rate', rate), says);
  }
  const kept = readFileSync(good);
  const run = lathe(['convert', good, '-o', good, '--rate', '44100']);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /Name another output file/);
  assert.deepEqual(readFileSync(good), kept);
  assert.equal(readdirSync(folder).length, before);
});
