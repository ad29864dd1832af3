// ffmpeg's own filters over the strip workload, on one thread.

import { spawnSync } from 'node:child_process';
import { ffmpegChain, sampleRate, strips } from './strip-workload.mjs';

function cpuSeconds(file, filter) {
  const log = spawnSync(
    'ffmpeg',
    [
      ...['-hide_banner', '-benchmark', '-threads', '1', '-filter_threads', '1'],
      ...['-f', 'f32le', '-ar', `${sampleRate}`, '-ac', '2', '-i', file],
      ...['-af', filter, '-f', 'null', '-'],
    ],
    { encoding: 'utf8' },
  ).stderr;
  const times = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(log);
  if (!times) throw new Error(`ffmpeg did not run: ${log.slice(-500)}`);
  return Number(times[1]) + Number(times[2]);
}

/** Seconds of CPU that it spends on the strips, the cost of reading and writing taken off. */
export function ffmpegSeconds(stemFiles) {
  let total = 0;
  for (let i = 0; i < strips; i++) {
    total += cpuSeconds(stemFiles[i], ffmpegChain(i)) - cpuSeconds(stemFiles[i], 'anull');
  }
  return total;
}
