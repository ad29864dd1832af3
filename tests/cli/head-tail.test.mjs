// The delivered file has the document's head and tail: what is cut is cut, what is
// faded follows its curve, silence is zeros, and figures are those of that file.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { figure, lathe, latheOk, noise, readWav, temporaryFolder, writeWav } from './support.mjs';
import { measured } from './workshop.mjs';

const folder = temporaryFolder();
const frames = 96000;
const stereo = [noise(frames, 0.3, 1), noise(frames, 0.3, 2)];
const stem = writeWav(join(folder, 'pads.wav'), stereo);
const sessionPath = join(folder, 'song.json');
latheOk(['new', stem, '-o', sessionPath]);
const unity = JSON.parse(readFileSync(sessionPath, 'utf8'));

function writeSession(name, headTail) {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ ...unity, master: { ...unity.master, headTail } }));
  return path;
}

const headTail = {
  startFrame: 4800,
  endFrame: 90000,
  fadeInFrames: 9600,
  fadeInCurve: 'slow',
  fadeOutFrames: 24000,
  silenceBeforeFrames: 14400,
  silenceAfterFrames: 2400,
};

test('render writes the range with its fades between its silences', () => {
  const session = writeSession('marked.json', headTail);
  const out = join(folder, 'out.wav');
  const report = join(folder, 'out.json');
  latheOk(['render', session, '-o', out, '--bits', '32f', '--report', report]);
  const { channels, frames: written } = readWav(out);
  assert.equal(written, 14400 + 85200 + 2400);
  let worst = 0;
  for (const c of [0, 1]) {
    for (let i = 0; i < written; i++) {
      const frame = i - 14400 + 4800;
      let gain = frame >= 4800 && frame < 90000 ? 1 : 0;
      if (gain && frame < 14400) gain = ((frame - 4800) / 9600) ** 3;
      if (gain && frame >= 66000) gain *= (90000 - frame) / 24000;
      if (gain === 0) assert.ok(channels[c][i] === 0);
      else worst = Math.max(worst, Math.abs(channels[c][i] - gain * stereo[c][frame]));
    }
  }
  figure('delivered against stems times curves', worst);
  assert.ok(worst < 3e-8);
  const { file } = JSON.parse(readFileSync(report, 'utf8'));
  assert.equal(file.durationSeconds, written / 48000);
});

test('at another rate the file is as long as what is delivered', () => {
  const out = join(folder, 'cd.wav');
  latheOk(['render', writeSession('cd.json', headTail), '-o', out, '--rate', '44100']);
  assert.equal(readWav(out).frames, Math.round(((14400 + 85200 + 2400) * 44100) / 48000));
});

test('a head and tail that makes no sense is refused where it stands', () => {
  const session = writeSession('bad.json', { ...headTail, endFrame: 4800 });
  const run = lathe(['render', session, '-o', join(folder, 'bad.wav')]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /\/master\/headTail\/endFrame.*Move one of the two/);
});

test('a finished file is mastered with the head and tail of a master alone', () => {
  const settings = join(folder, 'master.json');
  const out = join(folder, 'mastered.wav');
  writeFileSync(settings, JSON.stringify({ params: {}, headTail }));
  const args = ['-o', out, '--lufs', '-20', '--settings', settings];
  latheOk(['master', stem, ...args]);
  const { channels, frames: written } = readWav(out);
  assert.equal(written, 14400 + 85200 + 2400);
  // But for dither, which ends after a second of zeros.
  assert.ok(channels[0].slice(0, 14400).every((sample) => Math.abs(sample) < 1e-6));
  const { integratedLufs } = measured(out);
  figure('loudness of the faded file, asked for -20', integratedLufs, 'LUFS');
  assert.ok(Math.abs(integratedLufs + 20) < 0.1);

  writeFileSync(settings, JSON.stringify({ params: {}, headTail: { startFrame: frames } }));
  const run = lathe(['master', stem, ...args]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /do not fit the file, which has 96000 frames/);
});

test('that of a session is of its own song: the whole file is mastered, and says so', () => {
  const out = join(folder, 'whole.wav');
  const session = writeSession('settings.json', headTail);
  const run = latheOk(['master', stem, '-o', out, '--lufs', '-20', '--settings', session]);
  assert.match(run.stderr, /for its own song; here the whole file/);
  assert.equal(readWav(out).frames, frames);
});
