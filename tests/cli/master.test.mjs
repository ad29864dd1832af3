// `lathe master` reaches the loudness it was asked for under the ceiling, or
// says why not and writes nothing. Peaks are judged by the independent 16×
// measure, loudness by ffmpeg where it is there.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { figure, have, lathe, latheOk, sine } from './support.mjs';
import { beat, ebur128, measured, truePeak16x, workshop } from './workshop.mjs';

const { path, write, make, refuse } = workshop();
const master = (input, ...args) => make('master', input, 'out.wav', ...args);

const mix = write('mix.wav', [beat(44100, 1), beat(44100, 2)], { rate: 44100 });

test('reaches -14 and -9 LUFS under -1 dBTP, and says with which figures', (context) => {
  const ffmpeg = have('ffmpeg', context);
  for (const lufs of [-14, -9]) {
    const out = master(mix, '--lufs', `${lufs}`, '--ceiling', '-1');
    const peak = truePeak16x(out.path);
    figure(`master_${lufs}_true_peak`, peak, 'dBTP');
    assert.ok(peak <= -1 + 0.05, `${peak} dBTP`);
    assert.match(out.stdout, /out\.wav: .*dB.*LUFS.*dBTP/);
    assert.deepEqual([out.rate, out.bits, out.frames], [44100, 24, 12 * 44100]);
    const ours = measured(out.path).integratedLufs;
    assert.ok(Math.abs(ours - lufs) <= 0.1, `${ours} LUFS`);
    if (!ffmpeg) continue;
    const read = ebur128(out.path);
    figure(`master_${lufs}_by_ffmpeg`, read, 'LUFS');
    assert.ok(Math.abs(read - lufs) <= 0.1, `${read} LUFS by ffmpeg`);
  }
});

test('mono stays mono, 16 bits are 16 bits, and the loudness still holds', () => {
  const mono = write('mono.wav', [beat(48000, 3)]);
  const out = master(mono, '--lufs', '-16', '--bits', '16', '--dither', 'shaped');
  assert.deepEqual([out.channels.length, out.bits], [1, 16]);
  const { integratedLufs } = measured(out.path);
  assert.ok(Math.abs(integratedLufs + 16) <= 0.1, `${integratedLufs} LUFS`);
  assert.ok(truePeak16x(out.path) <= -0.95);
});

test('its own input is never overwritten, nor its output by its report', () => {
  const before = readFileSync(mix);
  const run = lathe(['master', mix, '-o', mix, '--lufs', '-14', '--ceiling', '-1']);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /Name another output file/);
  assert.deepEqual(readFileSync(mix), before);
  const report = refuse('master', mix, 1, '--lufs', '-14', '--report', path('never.wav'));
  assert.match(report, /Name another report file/);
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
    const stem = write(`tone${divisor}.wav`, [tone, tone.map((v) => -v)]);
    const session = path(`tone${divisor}.json`);
    latheOk(['new', stem, '-o', session]);
    for (const ceiling of [-1, -0.1]) {
      const document = JSON.parse(readFileSync(session, 'utf8'));
      document.master.params = { driveDb: 12, 'limiter.on': true, 'limiter.ceilingDbtp': ceiling };
      writeFileSync(session, JSON.stringify(document));
      for (const bits of ceiling === -1 ? ['24', '16'] : ['24']) {
        const peak = truePeak16x(make('render', session, 'out.wav', '--bits', bits).path);
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
