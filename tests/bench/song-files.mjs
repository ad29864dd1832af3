// The demo song, rendered by the command line: the mix as it reaches the master,
// and the finished song. Interleaved stereo float32 without a header, under build/
// so that the bench's page can fetch them.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { masters } from './song-workload.mjs';

/** The samples of a WAV file of 32-bit floats. */
function samplesOf(wav) {
  for (let at = 12; at + 8 <= wav.length; at += 8 + wav.readUInt32LE(at + 4)) {
    if (wav.toString('latin1', at, at + 4) !== 'data') continue;
    const size = Math.min(wav.readUInt32LE(at + 4), wav.length - at - 8);
    return wav.subarray(at + 8, at + 8 + size);
  }
  throw new Error('the rendered file has no samples');
}

/** `run`: runs a command. Gives each file's path, its URL below `root`, and its samples. */
export function songFiles(root, run) {
  const demo = join(root, 'web/studio/public/demo');
  const folder = join(root, 'build/bench');
  mkdirSync(folder, { recursive: true });
  const document = JSON.parse(readFileSync(join(demo, 'session.json'), 'utf8'));
  const render = (name, params) => {
    const session = join(folder, `${name}.json`);
    const wav = join(folder, `${name}.wav`);
    writeFileSync(session, JSON.stringify({ ...document, master: { params } }));
    run(
      join(root, 'build/native/lathe'),
      ...['render', session, '--stems', demo, '-o', wav, '--bits', '32f'],
    );
    const bytes = samplesOf(readFileSync(wav));
    const path = join(folder, `${name}.f32`);
    writeFileSync(path, bytes);
    return {
      path,
      url: `/build/bench/${name}.f32`,
      samples: new Float32Array(new Uint8Array(bytes).buffer),
    };
  };
  const all = masters();
  return {
    sampleRate: document.sampleRate,
    mix: render('mix', all.get('none')),
    song: render('song', all.get('usual')),
  };
}
