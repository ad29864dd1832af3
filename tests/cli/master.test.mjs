// `lathe master` reaches the loudness it was asked for under the ceiling, or
// says why not and writes nothing. Peaks are judged by the independent 16×
// measure, loudness by ffmpeg where it is there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  figure,
  have,
  lathe,
  latheOk,
  noise,
  readWav,
  sine,
  temporaryFolder,
  tool,
  writeWav,
} from './support.mjs';

const folder = temporaryFolder();
const out = join(folder, 'out.wav');

/** True peak in dBTP by the independent measure. */
function truePeak16x(path) {
  const run = spawnSync(process.env.LATHE_TRUE_PEAK, [path], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  return Number(run.stdout);
}

/** A beat: decaying low tones and hats, 12 s, peaks near −6 dBFS. */
function beat(rate, seed) {
  const frames = 12 * rate;
  const hiss = noise(frames, 1, seed);
  return Float64Array.from({ length: frames }, (_, i) => {
    const t = i / rate;
    const kick = Math.exp(-9 * (t % 0.5)) * Math.sin(2 * Math.PI * 60 * (t % 0.5));
    const hat = Math.exp(-60 * ((t + 0.25) % 0.25)) * hiss[i];
    const chord = Math.sin(2 * Math.PI * 220 * t) + Math.sin(2 * Math.PI * 277 * t + seed);
    return 0.3 * kick + 0.08 * hat + 0.06 * chord;
  });
}

const mix = writeWav(join(folder, 'mix.wav'), [beat(44100, 1), beat(44100, 2)], { rate: 44100 });

test('reaches -14 and -9 LUFS under -1 dBTP, and says with which figures', (context) => {
  const ffmpeg = have('ffmpeg', context);
  for (const lufs of [-14, -9]) {
    const run = latheOk(['master', mix, '-o', out, '--lufs', `${lufs}`, '--ceiling', '-1']);
    const peak = truePeak16x(out);
    figure(`master_${lufs}_true_peak`, peak, 'dBTP');
    assert.ok(peak <= -1 + 0.05, `${peak} dBTP`);
    assert.match(run.stdout, /out\.wav: .*dB.*LUFS.*dBTP/);
    const written = readWav(out);
    assert.deepEqual([written.rate, written.bits, written.frames], [44100, 24, 12 * 44100]);
    const ours = JSON.parse(latheOk(['measure', out, '--json']).stdout).integratedLufs;
    assert.ok(Math.abs(ours - lufs) <= 0.1, `${ours} LUFS`);
    if (!ffmpeg) continue;
    const text = `${tool('ffmpeg', ['-hide_banner', '-nostats', '-i', out, '-af', 'ebur128', '-f', 'null', '-']).stderr}`;
    const read = Number(/I:\s+(-?[\d.]+)/.exec(text.slice(text.lastIndexOf('Summary:')))[1]);
    figure(`master_${lufs}_by_ffmpeg`, read, 'LUFS');
    assert.ok(Math.abs(read - lufs) <= 0.1, `${read} LUFS by ffmpeg`);
  }
});

test('mono stays mono, 16 bits are 16 bits, and the loudness still holds', () => {
  const mono = writeWav(join(folder, 'mono.wav'), [beat(48000, 3)]);
  const args = ['-o', out, '--lufs', '-16', '--ceiling', '-1', '--bits', '16'];
  latheOk(['master', mono, ...args, '--dither', 'shaped']);
  const written = readWav(out);
  assert.equal(written.channels.length, 1);
  assert.equal(written.bits, 16);
  const m = JSON.parse(latheOk(['measure', out, '--json']).stdout);
  assert.ok(Math.abs(m.integratedLufs + 16) <= 0.1, `${m.integratedLufs} LUFS`);
  assert.ok(truePeak16x(out) <= -0.95);
});

test('a target that cannot be reached is explained, and nothing is written', () => {
  const target = join(folder, 'never.wav');
  const cases = [
    [mix, '-1', /LUFS/],
    [
      writeWav(join(folder, 'silence.wav'), [new Float64Array(96000), new Float64Array(96000)]),
      '-14',
      /silen|loudness/,
    ],
  ];
  for (const [input, lufs, says] of cases) {
    const run = lathe(['master', input, '-o', target, '--lufs', lufs, '--ceiling', '-1']);
    assert.equal(run.status, 1, run.stdout);
    assert.match(run.stderr, says);
    assert.equal(existsSync(target), false);
  }
});

test('its own input is never overwritten, and surround is refused with the remedy', () => {
  const before = readFileSync(mix);
  const run = lathe(['master', mix, '-o', mix, '--lufs', '-14', '--ceiling', '-1']);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /Name another output file/);
  assert.deepEqual(readFileSync(mix), before);
  const six = writeWav(
    join(folder, 'six.wav'),
    Array.from({ length: 6 }, (_, i) => noise(4800, 0.1, i)),
  );
  const refused = lathe(['master', six, '-o', out, '--lufs', '-14', '--ceiling', '-1']);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /six\.wav: has 6 channels.*Mix it down/);
});

test('inter-sample torture tones with 12 dB of drive stay under the ceiling by the 16× measure', () => {
  const rate = 48000;
  const frames = rate / 2;
  for (const [divisor, degrees] of [
    [4, 45],
    [6, 60],
    [8, 67.5],
  ]) {
    // Bursts of a tone whose samples miss its crests, so that attacks are tested too.
    const tone = sine(frames, rate / divisor, 0.7, rate, (degrees * Math.PI) / 180).map((v, i) =>
      Math.floor(i / 6007) % 3 === 2 ? 0 : v,
    );
    const stem = writeWav(join(folder, `tone${divisor}.wav`), [tone, tone.map((v) => -v)]);
    const session = join(folder, `tone${divisor}.json`);
    latheOk(['new', stem, '-o', session]);
    for (const ceiling of [-1, -0.1]) {
      const document = JSON.parse(readFileSync(session, 'utf8'));
      document.master.params = { driveDb: 12, 'limiter.on': true, 'limiter.ceilingDbtp': ceiling };
      writeFileSync(session, JSON.stringify(document));
      for (const bits of ceiling === -1 ? ['24', '16'] : ['24']) {
        latheOk(['render', session, '-o', out, '--bits', bits]);
        const peak = truePeak16x(out);
        figure(`torture_fs/${divisor}_ceiling_${ceiling}_${bits}_bit`, peak, 'dBTP');
        assert.ok(
          peak <= ceiling + 0.05,
          `fs/${divisor}, ${bits} bits: ${peak} dBTP over ${ceiling}`,
        );
        assert.ok(peak > ceiling - 1, `fs/${divisor}: ${peak} dBTP leaves headroom unused`);
      }
    }
  }
});
