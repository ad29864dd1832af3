// `lathe targets`: the table of delivery targets, and what becomes of a file there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lathe, latheOk, sine, temporaryFolder, writeWav } from './support.mjs';

const folder = temporaryFolder();
const json = readFileSync(
  new URL('../../wasm-core/delivery/targets.json', import.meta.url),
  'utf8',
);
const table = JSON.parse(json);

/** 1 kHz on both channels reads its own peak as its loudness. */
function toneFile(name, dbfs, options) {
  const tone = sine(5 * (options?.rate ?? 48000), 1000, 10 ** (dbfs / 20), options?.rate);
  return writeWav(join(folder, name), [tone, tone], options);
}

function outcomes(path) {
  const lines = latheOk(['targets', path, '--json'])
    .stdout.trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map((line) => line.target),
    table.targets.map((target) => target.id),
  );
  for (const line of lines) assert.equal(line.file, path);
  return Object.fromEntries(lines.map((line) => [line.target, line]));
}

test('--json prints the table as it is kept', () => {
  assert.equal(latheOk(['targets', '--json']).stdout, json);
});

test('the table for people has a line a target, and says what is hearsay', () => {
  const lines = latheOk(['targets']).stdout.trim().split('\n');
  assert.equal(lines.length, table.targets.length);
  assert.match(
    lines[0],
    /^spotify +Spotify +streaming +−14 LUFS +−1\.0 dBTP +turns down and up +published$/,
  );
  assert.match(lines[5], /^deezer .*−15 LUFS .*only turns down +reported$/);
  assert.match(lines.join('\n'), /ebu-r128 .*−23 LUFS ±0\.2/);
});

test('a loud song is turned down, a quiet one up into its headroom', () => {
  const loud = outcomes(toneFile('loud.wav', -9.8));
  assert.ok(Math.abs(loud.spotify.gainDb + 4.2) < 0.05, `${loud.spotify.gainDb}`);
  assert.match(loud.spotify.playback, /^Plays 4\.2 dB quieter, at −14\.0 LUFS\.$/);
  assert.equal(loud.spotify.verdict, 'pass');
  assert.equal(loud['ebu-r128'].verdict, 'fail');
  assert.match(loud['ebu-r128'].findings[0].text, /too loud/);
  assert.equal(loud.club.gainDb, 0);
  const quiet = outcomes(toneFile('quiet.wav', -20));
  assert.ok(Math.abs(quiet.spotify.gainDb - 6) < 0.05);
  assert.equal(quiet.tidal.gainDb, 0);
});

test("a file's rate and bits are judged", () => {
  const disc = toneFile('disc.wav', -12, { rate: 44100, type: 's16' });
  assert.equal(outcomes(disc).cd.verdict, 'pass');
  const file = outcomes(toneFile('film.wav', -12, { rate: 48000, type: 's24' }));
  assert.equal(file.cd.verdict, 'fail');
  assert.equal(file.cd.findings.length, 2);
});

test('silence has no loudness, and says so', () => {
  const path = writeWav(join(folder, 'silence.wav'), [new Float64Array(48000)]);
  const { spotify } = outcomes(path);
  assert.equal(spotify.gainDb, null);
  assert.match(spotify.playback, /no loudness/);
  assert.match(latheOk(['targets', path]).stdout, /silence\.wav\nwarn +Spotify +Has no loudness/);
});

test('a missing file is a fault, the others are judged', () => {
  const path = toneFile('there.wav', -14);
  const run = lathe(['targets', join(folder, 'none.wav'), path]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /none\.wav/);
  assert.match(run.stdout, /there\.wav\npass +Spotify/);
});
