// The table of bad audio files: measured, each gives exit status 1 and one
// line that names the file, what is wrong, and the remedy; the good file next
// to it is measured all the same.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lathe, latheOk, noise, temporaryFolder, wav, writeWav } from './support.mjs';

const folder = temporaryFolder();
const good = wav([noise(48000, 0.2, 1), noise(48000, 0.2, 2)], { type: 's16' });
const sound = join(folder, 'sound.wav');
writeFileSync(sound, good);

const patched = (at, value, bytes) => {
  const copy = Buffer.from(good);
  copy.writeUIntLE(value, at, bytes);
  return copy;
};

const table = [
  [
    'not audio',
    Buffer.from('This is a letter, not a recording.'),
    /not an audio file.*Export it again/,
  ],
  [
    'a picture',
    Buffer.from('\x89PNG\r\n\x1a\n and more bytes', 'latin1'),
    /not an audio file.*Export/,
  ],
  ['an MP3', Buffer.from('ID3\x03 and more bytes of it'), /MP3.*Export/],
  ['zero bytes', Buffer.alloc(0), /empty \(0 bytes\).*Export/],
  [
    'truncated',
    good.subarray(0, 44 + 4 * 24000),
    /cut short.*48000 frames \(1\.00 s\).*only 24000 frames \(0\.50 s\).*ffmpeg -i/,
  ],
  ['cut inside the header', good.subarray(0, 21), /inside its header.*ffmpeg -i/],
  [
    'a header that lies about its size',
    patched(40, 4 * 480000, 4),
    /lies about its size.*480000 frames.*only 48000 frames.*ffmpeg/,
  ],
  ['a header that was never finished', patched(40, 0, 4), /never finished.*48000 frames.*ffmpeg/],
  ['zero length', wav([[], []]), /zero frames.*Export/],
  ['zero channels', patched(22, 0, 2), /zero channels.*Export/],
  ['block align mismatch', patched(32, 5, 2), /contradicts itself.*Export/],
  ['rate zero', patched(24, 0, 4), /sample rate of 0 Hz.*Export/],
  ['compressed', patched(20, 0x11, 2), /compressed.*Export/],
  ['a FLAC of nothing', Buffer.from('fLaC'), /damaged.*(flac|Copy)/],
];

for (const [what, bytes, says] of table) {
  test(`${what}: named, explained, with a remedy, in every command`, () => {
    const path = join(folder, 'bad.wav');
    writeFileSync(path, bytes);
    const run = lathe(['measure', path, sound, '--json']);
    assert.equal(run.status, 1);
    assert.match(run.stderr, /bad\.wav: /);
    assert.match(run.stderr, says);
    assert.equal(run.stderr.trim().split('\n').length, 1, run.stderr);
    assert.equal(JSON.parse(run.stdout).file, sound);

    const out = join(folder, 'out.wav');
    const mastered = lathe(['master', path, '-o', out, '--lufs', '-14', '--ceiling', '-1']);
    assert.equal(mastered.status, 1);
    assert.match(mastered.stderr, says);
    const session = join(folder, 'out.json');
    const made = lathe(['new', sound, path, '-o', session]);
    assert.equal(made.status, 1);
    assert.match(made.stderr, says);
    assert.equal(existsSync(out) || existsSync(session), false);
  });
}

test('NaN and Inf are counted, told, and measured as silence', () => {
  const samples = Float64Array.from(noise(48000, 0.2, 1));
  for (const [i, v] of [
    [5, Number.NaN],
    [9000, Infinity],
    [20000, -Infinity],
    [20001, Number.NaN],
  ])
    samples[i] = v;
  const path = writeWav(join(folder, 'nan.wav'), [samples], { type: 'f32' });
  const run = latheOk(['measure', path, '--json']);
  assert.match(run.stderr, /nan\.wav: 4 samples are not a finite number.*Export the file again/);
  for (const i of [5, 9000, 20000, 20001]) samples[i] = 0;
  const repaired = writeWav(join(folder, 'repaired.wav'), [samples], { type: 'f32' });
  const figures = (text) => ({ ...JSON.parse(text), file: '' });
  assert.deepEqual(figures(run.stdout), figures(latheOk(['measure', repaired, '--json']).stdout));
});

test('a missing file, a folder and a file that may not be read are told apart', () => {
  const locked = join(folder, 'locked.wav');
  writeFileSync(locked, good);
  chmodSync(locked, 0);
  mkdirSync(join(folder, 'dir.wav'));
  const run = lathe(['measure', join(folder, 'gone.wav'), join(folder, 'dir.wav')]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /gone\.wav: does not exist\. Check/);
  assert.match(run.stderr, /dir\.wav: is not a file\. Name a file/);
  if (process.getuid() !== 0) {
    assert.match(lathe(['measure', locked]).stderr, /locked\.wav: cannot be opened.*Check/);
  }
});
