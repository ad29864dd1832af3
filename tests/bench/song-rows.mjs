// The song's two rows: the master, by what is on in it, and measuring, against
// libebur128. Where there is a Chromium its WebAssembly counts, else node's.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeModules } from './node-modules.mjs';
import { interleaved, median } from './rounds.mjs';
import { masterSeconds, masterSession, masters, measureSeconds } from './song-workload.mjs';

const now = () => performance.now();

/** The seconds of each contender as multiples of real time. */
function speeds(times, audio) {
  return (name) => ({
    realTime: audio / median(times.get(name)),
    slowest: audio / Math.max(...times.get(name)),
    fastest: audio / Math.min(...times.get(name)),
  });
}

/**
 * `files`: of song-files.mjs. `native(work, …paths)` runs song_bench, `browser(request)`
 * bench-worker.mjs (null: there is none); both give seconds.
 */
export async function masterRow(files, native, browser, work, rounds) {
  const { mix } = files;
  const frames = mix.samples.length / 2;
  const all = masters();
  const modules = browser ? null : await nodeModules();
  const inWasm = (name) => () =>
    browser
      ? browser({ work: 'master', params: all.get(name), song: mix.url })
      : masterSeconds(modules, all.get(name), mix.samples, now);
  const natively = (name) => {
    const document = join(work, `master-${name}.json`);
    writeFileSync(document, JSON.stringify(masterSession(all.get(name), frames)));
    return () => native('master', document, mix.path);
  };
  const whole = ['usual', 'everything'];
  const times = await interleaved(
    [
      ...[...all.keys()].map((name) => [name, inWasm(name)]),
      ...whole.map((name) => [`${name}, native`, natively(name)]),
    ],
    rounds,
  );
  const speed = speeds(times, frames / files.sampleRate);
  const seconds = (name) => median(times.get(name));
  return {
    masters: whole.map((name) => ({
      name,
      ...speed(name),
      ofNative: seconds(`${name}, native`) / seconds(name),
      ofNativeAtBest: Math.min(...times.get(`${name}, native`)) / Math.min(...times.get(name)),
    })),
    /** Per cent of `everything`: what the stage takes alone. */
    shares: [...all.keys()]
      .filter((name) => !whole.includes(name) && name !== 'none')
      .map((name) => [name, (100 * (seconds(name) - seconds('none'))) / seconds('everything')]),
  };
}

export async function measureRow(files, native, browser, rounds) {
  const { song, sampleRate } = files;
  const modules = await nodeModules();
  const times = await interleaved(
    [
      ...(browser
        ? [
            [
              'Lathe, WASM in Chromium',
              () => browser({ work: 'measure', sampleRate, song: song.url }),
            ],
          ]
        : []),
      ['Lathe, WASM in node', () => measureSeconds(modules, sampleRate, song.samples, now)],
      ['Lathe, native', () => native('measure', song.path)],
      ['libebur128, native', () => native('libebur128', song.path)],
    ],
    rounds,
  );
  const speed = speeds(times, song.samples.length / 2 / sampleRate);
  const [own] = times.keys();
  return [...times].map(([name, list]) => ({
    name,
    ...speed(name),
    latheIs: median(list) / median(times.get(own)),
    latheAtBest: Math.min(...list) / Math.min(...times.get(own)),
  }));
}
