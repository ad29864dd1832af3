// What may come to `lathe master` from a real desk: a clear answer each, and never
// a file over its ceiling.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noise, sine } from './support.mjs';
import { beat, measured, truePeak16x, workshop } from './workshop.mjs';

const { write, make, refuse } = workshop();
const rate = 48000;
const song = beat(rate, 1, 3);
const master = (input, ...args) => make('master', input, 'out.wav', '--target', 'open', ...args);

/** It has to come out at −14 LUFS under −1 dBTP, both sides finite. */
function expectMastered(out) {
  const { integratedLufs } = measured(out.path);
  assert.ok(Math.abs(integratedLufs + 14) <= 0.1, `${integratedLufs} LUFS`);
  const peak = truePeak16x(out.path);
  assert.ok(peak <= -1 + 0.05, `${peak} dBTP`);
  for (const channel of out.channels) assert.ok(channel.every(Number.isFinite));
}

test('what has no loudness is refused, with what it is', () => {
  const silence = new Float64Array(2 * rate);
  const offset = new Float64Array(2 * rate).fill(0.5);
  for (const [name, channels, says] of [
    ['silence.wav', [silence, silence], /Silence has no loudness/],
    ['short.wav', [song.subarray(0, 0.3 * rate)], /Too short to have a loudness: it lasts 0\.30 s/],
    ['offset.wav', [offset, offset], /DC offset of 50\.0 % of full scale.*export the mix again/],
    ['faint.wav', [song.map((v) => 1e-5 * v)], /Too quiet to have a loudness/],
  ]) {
    const input = write(name, channels, { type: 'f32' });
    for (const args of [[], ['--rate', '44100']]) {
      assert.match(refuse('master', input, 1, '--target', 'open', ...args), says);
    }
  }
});

test('an offset, an empty channel and clipping are told, and the rest is mastered', () => {
  const lifted = write('lifted.wav', [song.map((v) => v + 0.2), song]);
  const withOffset = master(lifted);
  assert.match(withOffset.stderr, /left channel has a DC offset of 20\.\d %.*high-pass/);
  expectMastered(withOffset);
  const half = master(write('half.wav', [song, new Float64Array(song.length)]));
  assert.match(half.stderr, /right channel is silent.*mono/);
  expectMastered(half);
  assert.ok(half.channels[1].every((v) => Math.abs(v) < 2e-7));
  const clipped = master(write('clipped.wav', [song.map((v) => 6 * v)]));
  assert.match(clipped.stderr, /\d+ samples at full scale.*clipped already/);
  expectMastered(clipped);
});

test('a song over 0 dBTP, as float may be, comes down under the ceiling', () => {
  const peak = song.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
  const hot = song.map((v) => (v * 10 ** (6 / 20)) / peak);
  const input = write('hot.wav', [hot, hot], { type: 'f32' });
  assert.ok(measured(input).truePeakDbtp >= 5.9);
  const out = master(input);
  assert.equal(out.stderr, '');
  expectMastered(out);
  expectMastered(master(input, '--rate', '44100'));
  expectMastered(master(input, '--bits', '16'));
});

test('samples that are no numbers count as silence and are told', () => {
  const broken = song.slice();
  broken[1000] = Number.NaN;
  broken[70000] = Number.POSITIVE_INFINITY;
  const out = master(write('broken.wav', [broken, song], { type: 'f32' }), '--rate', '44100');
  assert.match(out.stderr, /2 samples are not a finite number/);
  expectMastered(out);
});

test('mono is mastered as mono, at another rate too', () => {
  const out = master(write('mono.wav', [song]), '--rate', '44100');
  assert.deepEqual([out.channels.length, out.rate, out.frames], [1, 44100, 3 * 44100]);
  expectMastered(out);
});

test('surround is refused with the remedy', () => {
  const six = write(
    'six.wav',
    Array.from({ length: 6 }, (_, i) => noise(rate, 0.1, i)),
    { mask: 0x3f },
  );
  assert.match(
    refuse('master', six, 1, '--target', 'open'),
    /six\.wav: has 6 channels.*Mix it down/,
  );
});

test('a loudness that cannot be had says what stands in the way and what to change', () => {
  // A click a second: there is nothing to make loud but the clicks.
  const clicks = Float64Array.from({ length: 4 * rate }, (_, i) => (i % rate === 500 ? 0.9 : 0));
  const input = write('clicks.wav', [clicks, clicks]);
  const said = refuse('master', input, 1, '--lufs', '-6');
  assert.match(said, /out of reach|was not met/);
  assert.match(said, /limiter would have to take [\d.]+ dB|nearest under the ceiling/);
  const mix = write('mix.wav', [song, song]);
  assert.match(refuse('master', mix, 1, '--lufs', '-0.5'), /LUFS/);
});

test('a rate that cannot be had is refused before anything is rendered', () => {
  const mix = write('mix.wav', [song, song]);
  assert.match(refuse('master', mix, 1, '--lufs', '-14', '--rate', '47999'), /too fine/);
  assert.match(refuse('master', mix, 2, '--lufs', '-14', '--rate', '4000'), /--rate/);
  const low = write('low.wav', [sine(4000, 300, 0.5, 4000)], { rate: 4000 });
  assert.match(refuse('master', low, 1, '--lufs', '-14'), /is at 4000 Hz; rates from 8000/);
});
