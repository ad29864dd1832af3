// Whole songs to every kind of target: each ends within 0.1 LU and under the
// ceiling, or says why it cannot. LATHE_SONGS=FOLDER names a folder of FLAC or WAV
// files, mono or stereo; without it nothing is run.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { figure, have, lathe } from './support.mjs';
import { ebur128, measured, ownJson, truePeak16x, workshop } from './workshop.mjs';

const folder = process.env.LATHE_SONGS;
const songs = folder ? readdirSync(folder).filter((name) => /\.(flac|wav)$/i.test(name)) : [];
const { intents, targets } = ownJson('wasm-core/delivery/targets.json');
const { path } = workshop();

for (const song of songs.sort()) {
  test(`${song} is delivered to Spotify, Apple Music, EBU R 128 and as loud`, (context) => {
    const ffmpeg = have('ffmpeg', context);
    for (const id of ['spotify', 'apple-music', 'ebu-r128', 'loud']) {
      const out = path('out.wav');
      const run = lathe(['master', join(folder, song), '-o', out, '--target', id]);
      if (run.status !== 0) {
        figure(`${song}_${id}`, run.stderr.trim(), '');
        assert.equal(run.status, 1, run.stderr);
        assert.match(run.stderr, /out of reach|was not met/);
        continue;
      }
      const target = targets.find((entry) => entry.id === id);
      const intent = intents.find((entry) => entry.id === id);
      const lufs = intent?.defaultLufs ?? target.loudness.integratedLufs;
      const ceiling = target?.truePeak.ceilingDbtp ?? -1;
      const { integratedLufs, sampleRate } = measured(out);
      const peak = truePeak16x(out);
      const byFfmpeg = ffmpeg ? ebur128(out) : integratedLufs;
      const read = `${integratedLufs} LUFS (ffmpeg ${byFfmpeg}), ${peak}`;
      figure(`${song}_${id}_at_${sampleRate}`, read, 'dBTP');
      console.log(`  ${run.stdout.trim().replace(out, '')}`);
      assert.ok(Math.abs(integratedLufs - lufs) <= 0.1);
      assert.ok(Math.abs(byFfmpeg - lufs) <= 0.1 + 1e-9);
      assert.ok(peak <= ceiling + 0.05);
    }
  });
}
