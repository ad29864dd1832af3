// What tests of commands that write an audio file share: a folder to work in, the
// run that has to succeed or to refuse, and other programs' opinion of the file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lathe, latheOk, noise, readWav, temporaryFolder, tool, writeWav } from './support.mjs';

export function workshop() {
  const folder = temporaryFolder();
  const path = (name) => join(folder, name);
  return {
    folder,
    path,
    write: (name, channels, options) => writeWav(path(name), channels, options),

    /** `lathe COMMAND INPUT -o NAME ARGS`, which has to succeed: what it wrote and said. */
    make(command, input, name, ...args) {
      const run = latheOk([command, input, '-o', path(name), ...args]);
      return { ...readWav(path(name)), path: path(name), stdout: run.stdout, stderr: run.stderr };
    },

    /** The same, which has to end with `status` and leave no file; gives what it said. */
    refuse(command, input, status, ...args) {
      const output = path('never.wav');
      const run = lathe([command, input, '-o', output, ...args]);
      assert.equal(run.signal, null, run.stderr);
      assert.equal(run.status, status, `${run.stdout}${run.stderr}`);
      assert.equal(existsSync(output), false);
      assert.doesNotMatch(run.stderr, /nan/i);
      return run.stderr;
    },
  };
}

/** A JSON file of this source tree. */
export const ownJson = (path) =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

/** `lathe measure`'s object of a file. */
export const measured = (path) => JSON.parse(latheOk(['measure', path, '--json']).stdout);

/** True peak in dBTP by the independent measure. */
export function truePeak16x(path) {
  const run = spawnSync(process.env.LATHE_TRUE_PEAK, [path], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  return Number(run.stdout);
}

/** Integrated loudness by ffmpeg, which has to be installed. */
export function ebur128(path) {
  const args = ['-hide_banner', '-nostats', '-i', path, '-af', 'ebur128', '-f', 'null', '-'];
  const text = `${tool('ffmpeg', args).stderr}`;
  return Number(/I:\s+(-?[\d.]+)/.exec(text.slice(text.lastIndexOf('Summary:')))[1]);
}

/** A beat: decaying low tones and hats, peaks near −6 dBFS. */
export function beat(rate, seed, seconds = 12) {
  const frames = seconds * rate;
  const hiss = noise(frames, 1, seed);
  return Float64Array.from({ length: frames }, (_, i) => {
    const t = i / rate;
    const kick = Math.exp(-9 * (t % 0.5)) * Math.sin(2 * Math.PI * 60 * (t % 0.5));
    const hat = Math.exp(-60 * ((t + 0.25) % 0.25)) * hiss[i];
    const chord = Math.sin(2 * Math.PI * 220 * t) + Math.sin(2 * Math.PI * 277 * t + seed);
    return 0.3 * kick + 0.08 * hat + 0.06 * chord;
  });
}
