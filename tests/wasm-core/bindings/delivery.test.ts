// What export does with the master's output, through the bindings: to the file's
// rate, under the ceiling, and quantised as each file asks.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SampleEncoding } from '../../../worklet/src/engine/engine-constants';
import type { MasterModule } from '../../../worklet/src/engine/master-module';
import { prepareSession } from '../../../worklet/src/session/compiled-session';
import {
  busySession,
  compiledSession,
  nativePath,
  newFiles,
  newMaster,
  wavStem,
} from './engine-fixture';

const kChunk = 4096;

/** A tone of `hertz` on both sides, delivered from one rate to another. */
function deliverTone(
  master: MasterModule,
  from: number,
  to: number,
  frames: number,
  hertz: number,
  amplitude: number,
  ceilingDbtp: number,
) {
  const pass = new master.DeliveryPass();
  expect(pass.prepare(from, to, 2, frames, ceilingDbtp, kChunk)).toBe(0);
  const input = master.allocate(kChunk * 8);
  const made: number[] = [];
  for (let at = 0; !pass.done(); at += kChunk) {
    const count = Math.max(0, Math.min(kChunk, frames - at));
    for (let i = 0; i < count; i++) {
      master.HEAPF64[input / 8 + i] = amplitude * Math.sin((2 * Math.PI * hertz * (at + i)) / from);
    }
    const n = pass.process(input, input, count);
    expect(n).toBeLessThanOrEqual(pass.maxOutputFrames());
    const out = pass.output(1) / 8;
    made.push(...master.HEAPF64.subarray(out, out + n));
  }
  const took = pass.limitedDb();
  expect(made.length).toBe(pass.totalFrames());
  expect(pass.framesDone()).toBe(made.length);
  pass.delete();
  return { made, took };
}

describe('delivery', () => {
  it('puts every frame where it was, at the new rate', () => {
    const { made, took } = deliverTone(newMaster(), 44100, 48000, 11_025, 997, 0.5, -1);
    expect(made.length).toBe(12_000);
    expect(took).toBe(0);
    let worst = 0;
    for (let i = 2000; i < 10_000; i++) {
      const exact = 0.5 * Math.sin((2 * Math.PI * 997 * i) / 48000);
      worst = Math.max(worst, Math.abs(made[i]! - exact));
    }
    console.log(`[ figure ] delivered_tone_error ${20 * Math.log10(worst)} dBFS`);
    expect(worst).toBeLessThan(1e-7);
  });

  it('limits again under the ceiling, and says by how much', () => {
    const { made, took } = deliverTone(newMaster(), 48000, 44100, 24_000, 997, 0.9, -6);
    const peak = 20 * Math.log10(Math.max(...made.map(Math.abs)));
    expect(peak).toBeLessThan(-6);
    expect(peak).toBeGreaterThan(-6.3);
    expect(took).toBeCloseTo(6 + 20 * Math.log10(0.9), 0);
  });

  it('passes equal rates to the bit, and refuses what it cannot convert', () => {
    const master = newMaster();
    const { made } = deliverTone(master, 48000, 48000, 9000, 440, 1.5, -6);
    expect(made[30]).toBe(1.5 * Math.sin((2 * Math.PI * 440 * 30) / 48000));
    const pass = new master.DeliveryPass();
    expect(pass.prepare(48000, 4000, 2, 100, Number.NaN, 128)).toBe(1);
    expect(pass.prepare(48000, 47_999, 2, 100, Number.NaN, 128)).toBe(2);
    expect(pass.done()).toBe(true);
    pass.delete();
  });

  it("knows the ceiling that a document's master keeps", () => {
    const master = newMaster();
    const { json } = busySession(5000, () => '0'.repeat(64));
    const document = JSON.parse(json);
    const ceilingWith = (params: object) => {
      document.master.params = params;
      document.automation = [];
      const pass = new master.MasterPass();
      const compiled = compiledSession(JSON.stringify(document));
      prepareSession(master, compiled, (at, bytes) => pass.prepare(at, bytes, 0, kChunk));
      const ceiling = pass.ceilingDbtp();
      pass.delete();
      return ceiling;
    };
    expect(ceilingWith({ driveDb: 3 })).toBeNaN();
    expect(ceilingWith({ 'limiter.on': true, 'limiter.ceilingDbtp': -0.5, trimDb: -2 })).toBe(-2.5);
  });

  it('dithers each file as it asks', () => {
    const files = newFiles();
    const plane = files.allocate(96_000 * 8);
    files.HEAPF64.fill(0, plane / 8, plane / 8 + 96_000);
    const lastSamples = (kind: number, autoBlack: boolean, bits: number) => {
      const writer = new files.WavWriter(48000, bits, 96_000, 1, 96_000);
      const used = writer.setDither(kind, autoBlack);
      const count = writer.convert(plane, plane, 96_000);
      const bytes = files.HEAPU8.slice(writer.bytes(), writer.bytes() + count);
      writer.delete();
      return { used, noise: bytes.subarray(count - 4000).some((byte) => byte !== 0) };
    };
    expect(lastSamples(1, false, 16)).toEqual({ used: 1, noise: true });
    expect(lastSamples(1, true, 16)).toEqual({ used: 1, noise: false });
    expect(lastSamples(0, false, 16)).toEqual({ used: 0, noise: false });
    expect(lastSamples(2, false, 16)).toEqual({ used: 2, noise: true });
    expect(lastSamples(2, false, 24)).toEqual({ used: 1, noise: true });
    expect(lastSamples(2, false, 32)).toEqual({ used: 0, noise: false });
  });

  it.skipIf(!existsSync(nativePath))('reports what the command line reports, to the byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lathe-report-'));
    const at = (name: string) => join(folder, name);
    try {
      const { bytes } = wavStem(2, 50_000, 300, 4);
      writeFileSync(at('in.wav'), bytes);
      const args = ['--rate', '44100', '--report', at('report.json')];
      execFileSync(nativePath, ['convert', at('in.wav'), '-o', at('out.wav'), ...args]);
      const files = newFiles();
      const written = readFileSync(at('out.wav'));
      const frames = written.readUInt32LE(40) / 6;
      const converter = new files.PcmConverter(SampleEncoding.S24, 2, 6, frames);
      files.HEAPU8.set(written.subarray(44, 44 + frames * 6), converter.input());
      converter.convert(frames);
      const report = new files.DeliveryReport(44100, 2);
      for (let from = 0; from < frames; from += 1000) {
        const [left, right] = [0, 1].map((c) => converter.channel(c) + 8 * from) as [
          number,
          number,
        ];
        report.feed(left, right, Math.min(1000, frames - from));
      }
      report.setAim(Number.NaN, Number.NaN, '');
      const text = report.json('out.wav', written.length, 24, false, 'tpdf', '');
      expect(`${text}\n`).toBe(readFileSync(at('report.json'), 'utf8'));
      // What missed its aim is said, and a date stands where the caller gives one.
      report.setAim(-3, -30, 'loud');
      const dated = JSON.parse(report.json('ü".wav', 1, 24, false, 'tpdf', '2026-11-23'));
      expect(dated.file.name).toBe('ü".wav');
      expect(dated.date).toBe('2026-11-23');
      expect(dated.aim).toEqual({ lufs: -3, ceilingDbtp: -30, target: 'loud' });
      expect(dated.misses).toHaveLength(2);
      expect(dated.misses[0]).toMatch(/LU quieter than the −3\.0 LUFS aimed at/);
      expect(dated.misses[1]).toMatch(/over the ceiling of −30\.0 dBTP/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
