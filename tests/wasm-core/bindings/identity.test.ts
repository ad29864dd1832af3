// One session, one set of samples: offline and live in WebAssembly under node,
// and the native command line where it is built.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareSession } from '../../../worklet/src/session/compiled-session';
import {
  busySession,
  compiledSession,
  firstDifference,
  nativePath,
  newFiles,
  newMaster,
  parameterTable,
  renderOffline,
} from './engine-fixture';
import { playLive } from './play-live';

const { json, stems } = busySession(24_011, (stem) =>
  createHash('sha256').update(stem.bytes).digest('hex'),
);
const offline = renderOffline(json, stems);
const offlineFloat = offline.output.map((channel) => Float32Array.from(channel));

/** The render as a file at `rate` has it, under the document's ceiling. */
function delivered(rate: number): Float64Array[] {
  const master = newMaster();
  const pass = new master.DeliveryPass();
  const frames = offline.output[0].length;
  expect(pass.prepare(48000, rate, 2, frames, -1, frames)).toBe(0);
  const planes = offline.output.map((samples) => {
    const plane = master.allocate(frames * 8);
    master.HEAPF64.set(samples, plane / 8);
    return plane;
  });
  const out = [0, 1].map(() => new Float64Array(pass.totalFrames()));
  for (let at = 0, given = frames; !pass.done(); given = 0) {
    const count = pass.process(planes[0]!, planes[1]!, given);
    for (const c of [0, 1]) {
      const from = pass.output(c) / 8;
      out[c]!.set(master.HEAPF64.subarray(from, from + count), at);
    }
    at += count;
  }
  return out;
}

describe('identity', () => {
  it('the song sounds, so that comparing means something', () => {
    const peak = offline.output[0].reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(peak).toBeGreaterThan(0.3);
    expect(peak).toBeLessThanOrEqual(10 ** (-1 / 20) + 0.01);
  });

  it.each([1, 128, 441])('live from frame 0 equals offline at a quantum of %i', (quantum) => {
    const { tap, latency, starved } = playLive(json, stems, quantum);
    expect(latency).toBeGreaterThan(0);
    expect(starved).toBe(0);
    for (const c of [0, 1]) {
      const heard = tap[c]!.subarray(latency, latency + offlineFloat[c]!.length);
      expect(firstDifference(offlineFloat[c]!, heard)).toBe(-1);
    }
  });

  it.each([128, 1000])('a chunk of %i frames gives the same render', (chunk) => {
    const chunked = renderOffline(json, stems, chunk);
    for (const c of [0, 1] as const) {
      expect(firstDifference(offline.output[c], chunked.output[c])).toBe(-1);
    }
  });

  it('the master over the cached mix gives the same samples', () => {
    const master = newMaster();
    const pass = new master.MasterPass();
    const feed = 4096;
    // The document's master is another; what is set counts.
    const other = { ...JSON.parse(json), master: { params: { trimDb: -20 } } };
    prepareSession(master, compiledSession(JSON.stringify(other)), (pointer, bytes) =>
      pass.prepare(pointer, bytes, offline.mixLatencyFrames, feed),
    );
    const table = parameterTable();
    const id = (key: string) => table.find((p) => p.scope === 'master' && p.key === key)!.id;
    pass.setParam(id('trimDb'), 0);
    pass.setParam(id('driveDb'), 9);
    pass.setParam(id('limiter.on'), 1);
    pass.setParam(id('limiter.ceilingDbtp'), -1);
    const total = pass.totalFrames();
    const out = [new Float64Array(total), new Float64Array(total)];
    let done = 0;
    for (let at = 0; !pass.done(); at += feed) {
      const frames = Math.max(0, Math.min(feed, offline.mix[0].length - at));
      for (const c of [0, 1] as const) {
        master.HEAPF32.set(offline.mix[c].subarray(at, at + frames), pass.input(c) / 4);
      }
      const count = pass.process(frames);
      for (const c of [0, 1]) {
        const from = pass.output(c) / 8;
        out[c]!.set(master.HEAPF64.subarray(from, from + count), done);
      }
      done += count;
    }
    for (const c of [0, 1]) expect(firstDifference(offline.output[c]!, out[c]!)).toBe(-1);
  });

  it.skipIf(!existsSync(nativePath))('the native command line writes the same file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lathe-identity-'));
    try {
      stems.forEach((stem, i) => {
        writeFileSync(join(folder, `stem-${i}.wav`), stem.bytes);
      });
      writeFileSync(join(folder, 'session.json'), json);
      for (const [bits, rate] of [
        [32, 48000],
        [24, 48000],
        [16, 48000],
        [24, 44100],
        [32, 96000],
      ] as const) {
        const path = join(folder, `native-${bits}.wav`);
        execFileSync(nativePath, [
          'render',
          join(folder, 'session.json'),
          '-o',
          path,
          '--bits',
          bits === 32 ? '32f' : `${bits}`,
          '--rate',
          `${rate}`,
        ]);
        const files = newFiles();
        const samples = delivered(rate);
        const frames = samples[0]!.length;
        const writer = new files.WavWriter(rate, bits, frames, 7, frames);
        const planes = [0, 1].map((c) => {
          const plane = files.allocate(frames * 8);
          files.HEAPF64.set(samples[c]!, plane / 8);
          return plane;
        });
        const head = files.HEAPU8.slice(writer.header(), writer.header() + writer.headerBytes());
        const count = writer.convert(planes[0]!, planes[1]!, frames);
        const body = files.HEAPU8.slice(writer.bytes(), writer.bytes() + count);
        const tail = new Uint8Array(writer.trailerBytes());
        const ours = Buffer.concat([head, body, tail]);
        expect(ours.length).toBe(writer.fileBytes());
        expect(firstDifference(ours, readFileSync(path)), `${bits} bits, ${rate} Hz`).toBe(-1);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
