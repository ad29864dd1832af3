// `lathe new` makes a session that says the truth about its stems.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lathe, latheOk, noise, temporaryFolder, writeWav } from './support.mjs';

const folder = temporaryFolder();
mkdirSync(join(folder, 'stems'));
const kick = writeWav(join(folder, 'stems', 'Kick in.wav'), [noise(4800, 0.5, 1)]);
const keys = writeWav(join(folder, 'stems', 'Keys.wav'), [
  noise(9600, 0.5, 2),
  noise(9600, 0.5, 3),
]);

test('names, lengths, channels, hashes and paths are those of the files', () => {
  const out = join(folder, 'song.json');
  latheOk(['new', kick, keys, '-o', out]);
  const session = JSON.parse(readFileSync(out, 'utf8'));
  assert.equal(session.format, 'lathe-session');
  assert.equal(session.version, 1);
  assert.equal(session.sampleRate, 48000);
  assert.deepEqual(
    session.tracks.map((t) => t.name),
    ['Kick in', 'Keys'],
  );
  assert.deepEqual(
    session.tracks.map((t) => t.channels),
    [1, 2],
  );
  assert.deepEqual(
    session.stems.map((s) => s.frames),
    [4800, 9600],
  );
  assert.deepEqual(
    session.stems.map((s) => s.path),
    ['stems/Kick in.wav', 'stems/Keys.wav'],
  );
  for (const [i, path] of [kick, keys].entries()) {
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
    assert.equal(session.stems[i].fileSha256, hash);
    assert.equal(session.tracks[i].clips[0].stem, session.stems[i].id);
    assert.equal(session.tracks[i].clips[0].frames, session.stems[i].frames);
    assert.deepEqual(session.tracks[i].strip.params, {}, 'unity');
  }
});

test('a stem of another rate is taken at the length it is converted to', () => {
  const other = writeWav(join(folder, 'other.wav'), [noise(4411, 0.5, 4)], { rate: 44100 });
  const out = join(folder, 'mixed.json');
  const run = latheOk(['new', kick, keys, other, '-o', out]);
  assert.match(run.stdout, /3 tracks at 48000 Hz, 1 of them converted to it/);
  const session = JSON.parse(readFileSync(out, 'utf8'));
  assert.deepEqual([session.stems[2].frames, session.stems[2].sampleRate], [4411, 44100]);
  assert.equal(session.tracks[2].clips[0].frames, Math.round((4411 * 48000) / 44100));
});

test('every bad stem is told, not just the first', () => {
  const text = join(folder, 'notes.txt');
  writeFileSync(text, 'not audio, but a long enough text');
  const surround = writeWav(
    join(folder, 'six.wav'),
    Array.from({ length: 6 }, () => [0, 0.5]),
  );
  const run = lathe([
    'new',
    text,
    kick,
    join(folder, 'gone.wav'),
    surround,
    folder,
    '-o',
    join(folder, 'x.json'),
  ]);
  assert.equal(run.status, 1);
  const lines = run.stderr.trim().split('\n');
  assert.equal(lines.length, 4, run.stderr);
  assert.match(run.stderr, /notes\.txt: is not an audio file/);
  assert.match(run.stderr, /gone\.wav: does not exist/);
  assert.match(run.stderr, /six\.wav: has 6 channels.*Split/);
  assert.match(run.stderr, /is not a file/);
  assert.equal(existsSync(join(folder, 'x.json')), false);
});

test('more tracks than a session holds are refused', () => {
  const run = lathe(['new', ...Array(129).fill(kick), '-o', join(folder, 'many.json')]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /129 tracks.*128.*Mix/);
});

test('a stem is never overwritten by its own session', () => {
  const before = readFileSync(kick);
  const run = lathe(['new', kick, '-o', kick]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /Name another output/);
  assert.deepEqual(readFileSync(kick), before);
});

test('a folder that cannot be written to leaves nothing behind', () => {
  const run = lathe(['new', kick, '-o', join(folder, 'nowhere', 'x.json')]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /nowhere\/x\.json: cannot be written.*Check that the folder exists/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => /\.json\./.test(name)),
    [],
  );
});
