// A song with markers, fades and silence: the same samples offline and live in
// WebAssembly, and in the file that the native command line writes.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  busySession,
  firstDifference,
  nativePath,
  renderOffline,
  type TestStem,
} from './engine-fixture';
import { playLive } from './play-live';

const { json, stems } = busySession(24_011, (stem: TestStem) =>
  createHash('sha256').update(stem.bytes).digest('hex'),
);
const headTail = {
  startFrame: 3001,
  endFrame: 26_000,
  fadeInFrames: 2000,
  fadeInCurve: 'equalPower',
  fadeOutFrames: 5555,
  fadeOutCurve: 'sCurve',
  silenceBeforeFrames: 9001,
  silenceAfterFrames: 700,
};
const document = JSON.parse(json);
const marked = JSON.stringify({ ...document, master: { ...document.master, headTail } });
const delivered = renderOffline(marked, stems);

describe('head and tail', () => {
  it('deliver the plain render between the fades, and zeros around it', () => {
    const plain = renderOffline(json, stems);
    expect(delivered.output[0].length).toBe(9001 + 22_999 + 700);
    // Between the fades the plain song goes on.
    for (const c of [0, 1] as const) {
      const between = delivered.output[c].subarray(9001 + 2000, 9001 + 26_000 - 5555 - 3001);
      const same = plain.output[c].subarray(5001, 26_000 - 5555);
      expect(firstDifference(same, between)).toBe(-1);
      const around = [...delivered.output[c].subarray(0, 9001), ...delivered.output[c].slice(-700)];
      expect(around.every((sample) => sample === 0)).toBe(true);
    }
    const half = delivered.output[0][9001 + 1000]! / plain.output[0][4001]!;
    expect(half).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it('are heard live from frame 0 as they are delivered, silence but for the range', () => {
    const { tap, latency, starved } = playLive(marked, stems, 441);
    expect(starved).toBe(0);
    for (const c of [0, 1] as const) {
      const range = Float32Array.from(delivered.output[c].subarray(9001, 9001 + 22_999));
      const start = latency + 3001;
      expect(firstDifference(range, tap[c]!.subarray(start, start + 22_999))).toBe(-1);
      expect(tap[c]!.subarray(0, start).every((sample) => sample === 0)).toBe(true);
    }
  });

  it.skipIf(!existsSync(nativePath))('the native command line writes the same samples', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lathe-head-tail-'));
    try {
      stems.forEach((stem, i) => {
        writeFileSync(join(folder, `stem-${i}.wav`), stem.bytes);
      });
      writeFileSync(join(folder, 'session.json'), marked);
      const path = join(folder, 'out.wav');
      execFileSync(nativePath, [
        'render',
        join(folder, 'session.json'),
        '-o',
        path,
        '--bits',
        '32f',
      ]);
      const bytes = readFileSync(path);
      const frames = delivered.output[0].length;
      const data = bytes.indexOf('data', 12, 'latin1') + 8;
      expect(bytes.readUInt32LE(data - 4)).toBe(frames * 8);
      const written = new Float32Array(bytes.buffer.slice(bytes.byteOffset + data)).subarray(
        0,
        2 * frames,
      );
      for (const c of [0, 1] as const) {
        const ours = Float32Array.from(delivered.output[c]);
        const theirs = written.filter((_, i) => i % 2 === c);
        expect(firstDifference(ours, theirs)).toBe(-1);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
