// An output file appears whole or not at all: not half-written after Ctrl-C,
// not half-written when the disk fills up.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { latheOk, noise, temporaryFolder, writeWav } from './support.mjs';

const binary = process.env.LATHE ?? 'build/native/lathe';
const folder = temporaryFolder();
const stem = writeWav(join(folder, 'stem.wav'), [noise(48000, 0.2, 1)]);
const session = join(folder, 'long.json');
latheOk(['new', stem, '-o', session]);
// One second of sound, six hours into the song: a render that takes its time.
const document = JSON.parse(readFileSync(session, 'utf8'));
document.tracks[0].clips[0].startFrame = 6 * 3600 * 48000;
writeFileSync(session, JSON.stringify(document));

const leftovers = () => readdirSync(folder).filter((name) => name.startsWith('out.wav'));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  test(`${signal} in the middle of a render leaves nothing behind`, async () => {
    const out = join(folder, 'out.wav');
    const run = spawn(binary, ['render', session, '-o', out], { stdio: 'ignore' });
    const ended = new Promise((resolve) => run.on('exit', (_code, by) => resolve(by)));
    // Wait until a good part of the file is there under its temporary name.
    for (let waited = 0; waited < 1000; waited++) {
      const [name] = leftovers();
      if (name && statSync(join(folder, name)).size > 1 << 20) break;
      await setTimeout(10);
    }
    assert.equal(leftovers().length, 1, 'the render was under way');
    assert.equal(existsSync(out), false, 'and had not yet its name');
    run.kill(signal);
    assert.equal(await ended, signal);
    assert.deepEqual(leftovers(), []);
  });
}

test('a full disk is a fault with a remedy, and leaves nothing behind', () => {
  const out = join(folder, 'out.wav');
  writeFileSync(out, 'precious');
  // The shell limits the size of files to 1 MB, and the write fails as on a full disk.
  const run = spawnSync(
    'bash',
    ['-c', 'trap "" XFSZ; ulimit -f 1000; "$0" render "$1" -o "$2"', binary, session, out],
    { encoding: 'utf8' },
  );
  assert.equal(run.status, 1, run.stderr);
  assert.match(run.stderr, /out\.wav: cannot be written: the disk is full\. Make room/);
  assert.deepEqual(leftovers(), ['out.wav']);
  assert.equal(readFileSync(out, 'utf8'), 'precious');
});
