// Files made by other programs come through to the sample: what ffmpeg, sox
// and flac wrote is what a float render at unity holds.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  have,
  lathe,
  latheOk,
  noise,
  readWav,
  temporaryFolder,
  tool,
  writeWav,
} from './support.mjs';

const folder = temporaryFolder();
const source = [noise(30011, 0.7, 1), noise(30011, 0.7, 2)];
const master = writeWav(join(folder, 'source.wav'), source, { type: 'f64' });

/** The file's samples as a render at unity gives them. */
function throughLathe(path) {
  const session = `${path}.json`;
  const out = `${path}.out.wav`;
  latheOk(['new', path, '-o', session]);
  latheOk(['render', session, '-o', out, '--bits', '32f']);
  return readWav(out).channels;
}

/** The same file's samples as ffmpeg decodes them, in double. */
function throughFfmpeg(path) {
  const { stdout } = tool('ffmpeg', [
    '-v',
    'error',
    '-i',
    path,
    '-f',
    'f64le',
    '-c:a',
    'pcm_f64le',
    '-',
  ]);
  const channels = [new Float64Array(stdout.length / 16), new Float64Array(stdout.length / 16)];
  for (let i = 0; i < stdout.length / 16; i++) {
    channels[0][i] = stdout.readDoubleLE(16 * i);
    channels[1][i] = stdout.readDoubleLE(16 * i + 8);
  }
  return channels;
}

function assertSame(path) {
  const ours = throughLathe(path);
  const theirs = throughFfmpeg(path);
  for (const ch of [0, 1])
    assert.deepEqual(ours[ch], theirs[ch].map(Math.fround), `${path}, channel ${ch}`);
}

test('every WAV encoding that ffmpeg writes', (context) => {
  if (!have('ffmpeg', context)) return;
  for (const codec of ['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le', 'pcm_f64le']) {
    const path = join(folder, `${codec}.wav`);
    tool('ffmpeg', ['-v', 'error', '-y', '-i', master, '-c:a', codec, path]);
    assertSame(path);
  }
});

test('RF64, broadcast chunks and a piped header from ffmpeg', (context) => {
  if (!have('ffmpeg', context)) return;
  const variants = {
    'rf64.wav': ['-rf64', 'always'],
    'bext.wav': [
      '-write_bext',
      '1',
      '-metadata',
      'description=A take',
      '-metadata',
      'originator=test',
    ],
  };
  for (const [name, args] of Object.entries(variants)) {
    const path = join(folder, name);
    tool('ffmpeg', ['-v', 'error', '-y', '-i', master, '-c:a', 'pcm_s24le', ...args, path]);
    assertSame(path);
  }
  assert.equal(readFileSync(join(folder, 'rf64.wav')).toString('latin1', 0, 4), 'RF64');
  assert.ok(readFileSync(join(folder, 'bext.wav')).includes('bext'));
  const piped = join(folder, 'piped.wav');
  writeFileSync(
    piped,
    tool('ffmpeg', ['-v', 'error', '-i', master, '-c:a', 'pcm_s16le', '-f', 'wav', '-']).stdout,
  );
  assert.equal(readFileSync(piped).readUInt32LE(4), 0xffffffff);
  assertSame(piped);
});

test('what sox writes, extensible headers among it', (context) => {
  if (!have('sox', context) || !have('ffmpeg', context)) return;
  for (const [name, args] of [
    ['sox16.wav', ['-b', '16']],
    ['sox24.wav', ['-b', '24']],
    ['sox32.wav', ['-b', '32']],
  ]) {
    const path = join(folder, name);
    tool('sox', ['-R', master, ...args, path]);
    assertSame(path);
  }
});

test('other programs read what is written here', (context) => {
  if (!have('ffmpeg', context)) return;
  const stem = writeWav(
    join(folder, 'stem.wav'),
    source.map((ch) => ch.map((v) => v * 0.5)),
  );
  const session = join(folder, 'stem.json');
  latheOk(['new', stem, '-o', session]);
  for (const bits of ['16', '24', '32f']) {
    const out = join(folder, `written-${bits}.wav`);
    latheOk(['render', session, '-o', out, '--bits', bits]);
    const ours = readWav(out).channels;
    assert.deepEqual(throughFfmpeg(out), ours, bits);
  }
});

test('FLAC gives the same samples as the WAV it was made from', (context) => {
  if (!have('flac', context)) return;
  for (const type of ['s16', 's24']) {
    const path = writeWav(join(folder, `take-${type}.wav`), source, { type });
    tool('flac', ['--silent', '--force', '-o', `${path}.flac`, path]);
    assert.deepEqual(throughLathe(`${path}.flac`), throughLathe(path), type);
  }
});

test('clips jump about in a FLAC stem as they do in a WAV one', (context) => {
  if (!have('flac', context)) return;
  const path = writeWav(join(folder, 'jump.wav'), source, { type: 's16' });
  tool('flac', ['--silent', '--force', '-o', join(folder, 'jump.flac'), path]);
  const renders = ['jump.wav', 'jump.flac'].map((name) => {
    const session = join(folder, `${name}.json`);
    latheOk(['new', join(folder, name), '-o', session]);
    const document = JSON.parse(readFileSync(session, 'utf8'));
    document.tracks[0].clips = Array.from({ length: 12 }, (_, i) => ({
      id: `c${i}`,
      stem: document.stems[0].id,
      sourceFrame: (i * 7919) % 25000,
      frames: 4000,
      startFrame: i * 2500,
      gainDb: -12,
    }));
    writeFileSync(session, JSON.stringify(document));
    const out = join(folder, `${name}.jumped.wav`);
    latheOk(['render', session, '-o', out, '--bits', '32f']);
    return readFileSync(out);
  });
  assert.deepEqual(renders[0], renders[1]);
});

test('a damaged FLAC is a fault that names the file and the remedy, at any place of damage', (context) => {
  if (!have('flac', context)) return;
  const path = writeWav(join(folder, 'damage.wav'), source, { type: 's16' });
  const flac = join(folder, 'damage.flac');
  tool('flac', ['--silent', '--force', '-o', flac, path]);
  const whole = readFileSync(flac);
  const bad = join(folder, 'bad.flac');
  for (const share of [0.3, 0.6, 0.9, 0.999]) {
    writeFileSync(bad, whole.subarray(0, Math.floor(whole.length * share)));
    const cut = lathe(['measure', bad, '--json']);
    assert.equal(cut.status, 1, `cut at ${share}`);
    assert.match(
      cut.stderr,
      /bad\.flac: is (cut short|damaged).*Copy or download it again.*flac -d -F/,
    );
    assert.equal(cut.stdout, '');
    const flipped = Buffer.from(whole);
    flipped[Math.floor(whole.length * share)] ^= 0x55;
    writeFileSync(bad, flipped);
    const corrupt = lathe(['measure', bad, '--json']);
    assert.equal(corrupt.status, 1, `flipped at ${share}`);
    assert.match(corrupt.stderr, /bad\.flac: is (cut short|damaged)/);
  }
});
