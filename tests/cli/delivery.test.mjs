// Files at another rate than the song's: limited again there, as loud as was asked
// for, in their place, and nothing lost on the way there and back.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { figure, have, latheOk, noise, sine } from './support.mjs';
import { beat, ebur128, measured, truePeak16x, workshop } from './workshop.mjs';

const { path, write, make } = workshop();

/** The session of one stem, its master as given. */
function session(stem, params = {}) {
  const file = path('session.json');
  latheOk(['new', stem, '-o', file]);
  const document = JSON.parse(readFileSync(file, 'utf8'));
  document.master.params = params;
  writeFileSync(file, JSON.stringify(document));
  return file;
}

test('a loud master keeps loudness and ceiling at every rate it is delivered at', (context) => {
  const ffmpeg = have('ffmpeg', context);
  const mix = write('mix.wav', [beat(44100, 1, 6), beat(44100, 2, 6)], { rate: 44100 });
  for (const rate of [48000, 96000, 22050]) {
    const args = ['--lufs', '-9', '--ceiling', '-1', '--rate', `${rate}`];
    const out = make('master', mix, 'out.wav', ...args);
    assert.deepEqual([out.rate, out.frames], [rate, 6 * rate]);
    const peak = truePeak16x(out.path);
    const { integratedLufs } = measured(out.path);
    figure(`master_at_${rate}`, `${peak} dBTP, ${integratedLufs}`, 'LUFS');
    assert.ok(peak <= -1 + 0.05 && peak > -1.5, `${rate} Hz: ${peak} dBTP`);
    assert.ok(Math.abs(integratedLufs + 9) <= 0.1, `${rate} Hz: ${integratedLufs} LUFS`);
    assert.match(out.stdout, new RegExp(`Converted from 44100 to ${rate} Hz`));
    if (!ffmpeg) continue;
    const read = ebur128(out.path);
    assert.ok(Math.abs(read + 9) <= 0.1, `${rate} Hz: ${read} LUFS by ffmpeg`);
  }
});

test('noise to the edge of the band is limited again where a render is converted', () => {
  const hiss = write('hiss.wav', [noise(48000, 0.9, 1), noise(48000, 0.9, 2)]);
  const file = session(hiss, { driveDb: 9, 'limiter.on': true, 'limiter.ceilingDbtp': -1 });
  const own = make('render', file, 'own.wav');
  assert.doesNotMatch(own.stdout, /Converted/);
  for (const rate of [44100, 96000]) {
    const out = make('render', file, 'out.wav', '--rate', `${rate}`);
    const peak = truePeak16x(out.path);
    const took = Number(/limiting again took up to ([\d.]+) dB/.exec(out.stdout)?.[1] ?? 0);
    figure(`render_at_${rate}`, `${peak} dBTP, limited again by ${took}`, 'dB');
    // 0.2 dB are allowed where something lies above 0.45 of the rate, as it does here.
    assert.ok(peak <= -1 + 0.2, `${rate} Hz: ${peak} dBTP`);
    if (rate === 44100) assert.ok(took > 0.1, out.stdout);
    assert.equal(out.frames, rate);
  }
});

test('44.1 to 48 to 44.1 kHz, by import and delivery, comes back as it was', () => {
  const rate = 44100;
  const frames = 3 * rate;
  // From 30 Hz to 20 kHz, beside chords: all of it in the pass band, to where its fades reach.
  const turns = (i) => {
    const k = Math.log(20000 / 30);
    return (30 * (frames / rate) * (Math.exp((k * i) / frames) - 1)) / k;
  };
  const fade = (i) => Math.min(1, i / 4410, (frames - 1 - i) / 4410);
  const soft = (i) => 0.5 - 0.5 * Math.cos(Math.PI * fade(i));
  const sweep = Float64Array.from(
    { length: frames },
    (_, i) => 0.5 * soft(i) * Math.sin(2 * Math.PI * turns(i)),
  );
  const chord = sine(frames, 220, 0.2, rate).map(
    (v, i) => soft(i) * (v + 0.2 * Math.sin((2 * Math.PI * 3520 * i) / rate)),
  );
  const mix = write('there.wav', [sweep, chord], { rate, type: 'f32' });
  const imported = make('convert', mix, 'at48.wav', '--rate', '48000', '--bits', '32f');
  const back = make(
    'render',
    session(imported.path),
    'back.wav',
    '--rate',
    '44100',
    '--bits',
    '32f',
  );
  assert.equal(back.frames, frames);
  for (const [ch, original] of [sweep, chord].entries()) {
    let left = 0;
    let power = 0;
    for (let i = 0; i < frames; i++) {
      left += (back.channels[ch][i] - Math.fround(original[i])) ** 2;
      power += original[i] ** 2;
    }
    const db = 10 * Math.log10(left / power);
    figure(`there_and_back_channel_${ch}`, db.toFixed(1), 'dB');
    assert.ok(db < -100, `channel ${ch}: ${db} dB`);
  }
});
