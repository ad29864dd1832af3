// Files as the workers handle them: identity, headers, samples, peaks,
// measurement and the search for a loudness, through the bindings.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SongMeasureReport } from '../../../worklet/src/client/song-measure-report';
import type { Measurement } from '../../../worklet/src/client/studio-engine';
import { SampleEncoding } from '../../../worklet/src/engine/engine-constants';
import type { FilesModule, LoudnessSearch } from '../../../worklet/src/engine/files-module';
import type { PcmLayout } from '../../../worklet/src/engine/heap-module';
import { copyToHeap } from '../../../worklet/src/engine/instantiate';
import { deliveryOf } from '../../../worklet/src/render/delivery-of';
import { figuresMeasurer } from '../../../worklet/src/render/render-measurer';
import { prepareSession } from '../../../worklet/src/session/compiled-session';
import {
  busySession,
  compiledSession,
  newFiles,
  newMaster,
  parameterTable,
  wavStem,
} from './engine-fixture';

function parseWav(bytes: Uint8Array): { layout?: PcmLayout; fault?: string } {
  const files = newFiles();
  const parser = new files.WavParser(bytes.length);
  const buffer = files.allocate(4096);
  while (!parser.done()) {
    const offset = parser.needOffset();
    const chunk = bytes.subarray(offset, offset + parser.needBytes());
    files.HEAPU8.set(chunk, buffer);
    parser.supply(buffer, chunk.length);
  }
  files.release(buffer);
  const fault = parser.fault();
  const result = fault ? { fault: JSON.parse(fault) } : { layout: JSON.parse(parser.layoutJson()) };
  parser.delete();
  return result;
}

/** Stereo sine in the heap: pointers to left and right doubles. */
function sine(files: FilesModule, frames: number, hertz: number, amplitude: number) {
  const pointer = files.allocate(frames * 8);
  for (let i = 0; i < frames; i++) {
    files.HEAPF64[pointer / 8 + i] = amplitude * Math.sin((2 * Math.PI * hertz * i) / 48000);
  }
  return pointer;
}

describe('files', () => {
  it("hashes as node's crypto does, in pieces", () => {
    const files = newFiles();
    const { bytes } = wavStem(2, 5000, 300, 4);
    const pointer = copyToHeap(files, bytes);
    const sha = new files.Sha256();
    for (let at = 0; at < bytes.length; at += 777) {
      sha.update(pointer + at, Math.min(777, bytes.length - at));
    }
    expect(sha.hex()).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('finds the samples of a WAV file, and says what is wrong with what is not one', () => {
    const { bytes, layout } = wavStem(2, 500, 300, 4);
    expect(parseWav(bytes).layout).toEqual(layout);
    const { fault } = parseWav(new TextEncoder().encode('not audio at all, just words'));
    expect(fault).toMatchObject({ problem: expect.any(String), remedy: expect.any(String) });
  });

  it('scans peaks and counts samples that are not finite', () => {
    const files = newFiles();
    const { bytes, layout } = wavStem(2, 10_000, 300, 4);
    const view = new DataView(bytes.buffer);
    view.setFloat32(44 + 8 * 700, Number.NaN, true);
    view.setFloat32(44 + 8 * 9000 + 4, Number.POSITIVE_INFINITY, true);
    const pointer = copyToHeap(files, bytes);
    const scan = new files.StemScan(layout.encoding, 2, 8);
    for (let frame = 0; frame < 10_000; frame += 333) {
      const frames = Math.min(333, 10_000 - frame);
      scan.supply(pointer + 44 + frame * 8, frames * 8);
    }
    scan.finish();
    expect(scan.nonFiniteSamples()).toBe(2);
    const per = scan.framesPerPeak();
    expect(scan.peakCount()).toBe(Math.ceil(10_000 / per));
    for (let peak = 0; peak < scan.peakCount(); peak++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let i = peak * per * 2; i < Math.min((peak + 1) * per, 10_000) * 2; i++) {
        const sample = view.getFloat32(44 + i * 4, true);
        const value = Number.isFinite(sample) ? sample : 0;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      // Rounded outward to 1/127.
      const [min, max] = files.HEAP8.subarray(scan.peaks() + 2 * peak);
      expect(min! / 127 - low).toBeLessThanOrEqual(1e-6);
      expect(high - max! / 127).toBeLessThanOrEqual(1e-6);
      expect(low - min! / 127).toBeLessThan(1.01 / 127);
      expect(max! / 127 - high).toBeLessThan(1.01 / 127);
    }
  });

  it.each([16, 24, 32])('writes %i bits that read back as what went in', (bits) => {
    const files = newFiles();
    const frames = 3001;
    const plane = sine(files, frames, 997, 0.7);
    files.HEAPF64[plane / 8 + 5] = 1.5;
    const writer = new files.WavWriter(48000, bits, frames, 1, 1024);
    const file = new Uint8Array(writer.fileBytes());
    file.set(files.HEAPU8.subarray(writer.header(), writer.header() + writer.headerBytes()));
    let at = writer.headerBytes();
    for (let frame = 0; frame < frames; frame += 1024) {
      const from = plane + frame * 8;
      const count = writer.convert(from, from, Math.min(1024, frames - frame));
      file.set(files.HEAPU8.subarray(writer.bytes(), writer.bytes() + count), at);
      at += count;
    }
    expect(at + writer.trailerBytes()).toBe(file.length);
    expect(writer.clippedSamples()).toBe(2);

    const layout = parseWav(file).layout!;
    expect(layout.frames).toBe(frames);
    expect(layout.encoding).toBe(
      { 16: SampleEncoding.S16, 24: SampleEncoding.S24, 32: SampleEncoding.F32 }[bits],
    );
    const reader = new files.PcmConverter(layout.encoding, 2, layout.bytesPerFrame, frames);
    files.HEAPU8.set(
      file.subarray(layout.dataOffsetBytes, layout.dataOffsetBytes + frames * layout.bytesPerFrame),
      reader.input(),
    );
    reader.convert(frames);
    const right = files.HEAPF64.subarray(reader.channel(1) / 8, reader.channel(1) / 8 + frames);
    // Rounding and ±1 LSB of dither; float keeps 24 bits of mantissa.
    const bound = bits === 32 ? 2 ** -24 : 1.5 / 2 ** (bits - 1);
    for (let i = 0; i < frames; i++) {
      const sent = files.HEAPF64[plane / 8 + i]!;
      const expected = bits === 32 ? sent : Math.min(sent, 1);
      expect(Math.abs(right[i]! - expected)).toBeLessThanOrEqual(bound);
    }
  });

  it('says where a master can go by the same table as the command line', () => {
    const files = newFiles();
    const measured = { integratedLufs: -9.8, truePeakDbtp: 0.3 } as Measurement;
    const { date, targets, outcomes } = deliveryOf(files, measured, { sampleRate: 44100 });
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(outcomes.map(({ target }) => target)).toEqual(targets.map(({ id }) => id));
    const spotify = outcomes[targets.findIndex(({ id }) => id === 'spotify')];
    expect(spotify).toMatchObject({ gainDb: -4.2, playedLufs: -14, verdict: 'fail' });
    expect(spotify?.findings[0]?.text).toBe('Peaks at 0.30 dBTP; −1.0 dBTP is the ceiling.');
    const silent = { integratedLufs: null, truePeakDbtp: null } as Measurement;
    expect(deliveryOf(files, silent).outcomes[0]).toMatchObject({ gainDb: null, verdict: 'warn' });
  });

  it('measures −23 LUFS where EBU Tech 3341 says so', () => {
    const files = newFiles();
    const frames = 48000 * 20;
    const plane = sine(files, frames, 1000, 10 ** (-23 / 20));
    const measurer = new files.FileMeasurer(48000, 2);
    for (let at = 0; at < frames; at += 8192) {
      const from = plane + at * 8;
      measurer.feed(from, from, Math.min(8192, frames - at));
    }
    const result = JSON.parse(measurer.resultJson());
    expect(result.integratedLufs).toBeGreaterThan(-23.1);
    expect(result.integratedLufs).toBeLessThan(-22.9);
    expect(result.durationSeconds).toBe(20);
    expect(result.channels).toBe(2);
    const silent = JSON.parse(new files.FileMeasurer(48000, 2).resultJson());
    expect(silent.integratedLufs).toBeNull();
    expect(silent.truePeakDbtp).toBeNull();
  });

  it("tells a song's course: 5 s at −23 LUFS, then 15 s at −33", () => {
    const files = newFiles();
    const loud = 48000 * 5;
    const measurer = new files.SongMeasurer(48000, 2);
    for (const [frames, lufs] of [
      [loud, -23],
      [3 * loud, -33],
    ] as const) {
      const plane = sine(files, frames, 1000, 10 ** (lufs / 20));
      for (let at = 0; at < frames; at += 8192) {
        const from = plane + at * 8;
        measurer.feed(from, from, Math.min(8192, frames - at));
      }
      files.release(plane);
    }
    const song = JSON.parse(measurer.resultJson()) as SongMeasureReport;
    const { pointSeconds, maxShortTermLufs } = song.loudness;
    const at = (seconds: number) => maxShortTermLufs[Math.floor(seconds / pointSeconds)]!;
    console.log(`[ figure ] short-term at 4.5 s ${at(4.5)}, at 15 s ${at(15)} LUFS`);
    expect(Math.abs(at(4.5) + 23)).toBeLessThan(0.1);
    expect(Math.abs(at(15) + 33)).toBeLessThan(0.1);
    expect(song.measurement.durationSeconds).toBe(20);
    const { lowestLufs, seconds, secondsBelow, secondsAbove } = song.shortTermHistogram;
    const all = seconds.reduce((sum, each) => sum + each, secondsBelow + secondsAbove);
    expect(all).toBeCloseTo(20, 1);
    expect(seconds[-34 - lowestLufs]! + seconds[-33 - lowestLufs]!).toBeGreaterThan(11.5);
    const loudest = song.spectrum.levelDb.reduce<number>(
      (best, level, band, levels) => ((level ?? -200) > (levels[best] ?? -200) ? band : best),
      0,
    );
    expect(song.spectrum.hz[loudest]).toBe(1000);
  });

  it('finds the master that reaches a loudness, and the pass confirms it', () => {
    const master = newMaster();
    const files = newFiles();
    const frames = 48000 * 6;
    const { bytes } = wavStem(2, frames, 220, 8);
    // Any song as long as the mix, its master neutral.
    const song = JSON.parse(busySession(frames, () => '0'.repeat(64)).json);
    const compiled = compiledSession(JSON.stringify({ ...song, master: { params: {} } }));
    const view = new DataView(bytes.buffer);
    const mix = [0, 1].map((c) =>
      Float32Array.from({ length: frames }, (_, i) => view.getFloat32(44 + (i * 2 + c) * 4, true)),
    );
    const feed = 8192;
    const table = parameterTable().filter(({ scope }) => scope === 'master');
    const measure = (value: (id: number) => number) => {
      const pass = new master.MasterPass();
      prepareSession(master, compiled, (pointer, length) => pass.prepare(pointer, length, 0, feed));
      for (const { id } of table) if (!Number.isNaN(value(id))) pass.setParam(id, value(id));
      const measurer = figuresMeasurer(files, 48000);
      for (let at = 0; !pass.done(); at += feed) {
        const count = Math.max(0, Math.min(feed, frames - at));
        for (const c of [0, 1]) {
          master.HEAPF32.set(mix[c]!.subarray(at, at + count), pass.input(c) / 4);
        }
        const out = pass.process(count);
        measurer.feed(master.HEAPF64, pass.output(0), pass.output(1), out);
      }
      pass.delete();
      return measurer.measurer;
    };
    const search: LoudnessSearch = new files.LoudnessSearch();
    search.begin(
      -11,
      -1,
      measure(() => Number.NaN),
      5,
      100,
    );
    for (let trials = 0; !search.done(); trials++) {
      expect(trials).toBeLessThan(20);
      search.report(measure((id) => search.trialParam(id)));
    }
    expect(search.reached(), search.reason()).toBe(true);
    const check = JSON.parse(measure((id) => search.resultParam(id)).resultJson());
    expect(Math.abs(check.integratedLufs + 11)).toBeLessThan(0.1);
    expect(check.truePeakDbtp).toBeLessThan(-1 + 0.05);
    expect(JSON.parse(search.resultMeasurementJson())).toEqual(check);

    const impossible = new files.LoudnessSearch();
    impossible.begin(-11, -1, new files.FileMeasurer(48000, 2), 5, 100);
    expect(impossible.done()).toBe(true);
    expect(impossible.reached()).toBe(false);
    expect(impossible.reason().length).toBeGreaterThan(20);
  });
});
