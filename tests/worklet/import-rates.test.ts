// Stems of another rate than the session's: converted on import as `lathe convert`
// converts them, kept beside the file as it came, and whole or not at all.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FilesModule } from '../../worklet/src/engine/files-module';
import { importStem, prepareStem } from '../../worklet/src/io/import-stem';
import { StemStore } from '../../worklet/src/io/stem-store';
import type { CallContext } from '../../worklet/src/messages/rpc';
import { framesAtRate, SAMPLE_RATES_HZ } from '../../worklet/src/session/sample-rates';
import { type SyntheticStem, stemBytes, wavBytes } from '../e2e/support/synthetic-stems';
import { MemoryDisk } from './memory-folder';

const kLathe = fileURLToPath(new URL('../../build/native/lathe', import.meta.url));
const wasm = new URL('../../build/wasm/lathe-files.wasm', import.meta.url);
const work = mkdtempSync(join(tmpdir(), 'lathe-rates-'));
let files: FilesModule;
beforeAll(async () => {
  if (!existsSync(wasm)) throw new Error('The engine is not built. Run scripts/build first.');
  const { instantiateFiles } = await import('../../worklet/src/engine/instantiate-files');
  files = instantiateFiles(new WebAssembly.Module(readFileSync(wasm)));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const kHz = 997;
const toneAt = (rate: number, more: Partial<SyntheticStem> = {}): SyntheticStem => ({
  name: 'tone.wav',
  channels: 2,
  bits: 24,
  sample: (i, c) => 0.5 * Math.sin((i * kHz * (c + 1) * 2 * Math.PI) / rate),
  ...more,
});

async function freshStore() {
  const disk = new MemoryDisk();
  return { disk, store: await StemStore.open(disk.root, true) };
}

function context(signal = new AbortController().signal, seen: number[] = []): CallContext {
  return { signal, progress: (done, total) => seen.push(done / total) };
}

function take(
  store: StemStore,
  bytes: Uint8Array,
  sessionRate: number | null,
  { name = 'tone.wav', call = context() } = {},
) {
  const file = new Blob([new Uint8Array(bytes)]);
  return importStem(files, store, { file, name, sessionRate }, call);
}

async function bytesOf(store: StemStore, name: string): Promise<Buffer> {
  return Buffer.from(await (await store.folder.snapshot(name))!.arrayBuffer());
}

/** The samples of `lathe convert`, as bytes. */
function convertedBytes(bytes: Uint8Array, rate: number, extension: string): Buffer {
  const [input, output] = [join(work, `in.${extension}`), join(work, 'out.wav')];
  writeFileSync(input, bytes);
  execFileSync(kLathe, ['convert', input, '-o', output, '--rate', `${rate}`, '--bits', '32f']);
  const wav = readFileSync(output);
  return wav.subarray(wav.indexOf('data', 12, 'latin1') + 8);
}

const kCases = [
  { from: 44100, to: 48000, channels: 2, flac: false },
  { from: 96000, to: 48000, channels: 1, flac: false },
  { from: 22050, to: 192000, channels: 1, flac: false },
  { from: 192000, to: 44100, channels: 2, flac: true },
] as const;

describe('a stem of another rate than the session', () => {
  for (const { from, to, channels, flac } of kCases) {
    test(`${from} Hz into ${to} Hz: lathe convert's samples, in their place`, async () => {
      const { store } = await freshStore();
      const frames = from + 777;
      const bytes = stemBytes(toneAt(from, { channels, flac }), frames, from);
      const seen: number[] = [];
      const stem = await take(store, bytes, to, { call: context(undefined, seen) });
      expect(stem).toMatchObject({ frames, sampleRate: from, channels });
      expect(stem.fileSha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      const record = store.get(stem.fileSha256)!;
      expect((await bytesOf(store, record.originalFile)).equals(bytes)).toBe(true);

      const played = store.played(stem.fileSha256, to)!;
      const length = Math.round((frames * to) / from);
      expect(played.layout.frames).toBe(length);
      expect(framesAtRate(stem, to)).toBe(length);
      const cache = await bytesOf(store, played.pcmFile);
      const samples = cache.subarray(played.layout.dataOffsetBytes);
      expect(samples.equals(convertedBytes(bytes, to, flac ? 'flac' : 'wav'))).toBe(true);

      // The tone lies where it lay: no latency, no other pitch.
      let worst = 0;
      for (let i = Math.round(0.1 * to); i < 0.9 * to; ++i) {
        const wanted = 0.5 * Math.sin((i * kHz * 2 * Math.PI) / to);
        worst = Math.max(worst, Math.abs(samples.readFloatLE(i * 4 * channels) - wanted));
      }
      console.log(`[ figure ] ${from} → ${to} Hz: off by ${worst.toExponential(1)} at most`);
      expect(worst).toBeLessThan(2e-7);

      const peaks = await bytesOf(store, played.peaksFile);
      expect(peaks.length).toBe(2 * Math.ceil(length / 512));
      expect(seen.at(-1)).toBeCloseTo(1);
      expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    });
  }

  test('its length is the engine’s, at every pair of rates', () => {
    for (const from of SAMPLE_RATES_HZ) {
      for (const to of SAMPLE_RATES_HZ) {
        for (const frames of [1, 2, 147, 44100, 10_000_019, 24 * 3600 * 192_000]) {
          const exact = (2n * BigInt(frames) * BigInt(to) + BigInt(from)) / (2n * BigInt(from));
          expect(framesAtRate({ frames, sampleRate: from }, to)).toBe(Number(exact));
        }
      }
    }
  });

  test('the rates are those of the engine’s documents', () => {
    const schema = JSON.parse(execFileSync(kLathe, ['schema'], { encoding: 'utf8' }));
    expect(schema.properties.sampleRate.enum).toEqual([...SAMPLE_RATES_HZ]);
  });

  test('kept here already, it is made ready for another session’s rate, once', async () => {
    const { store } = await freshStore();
    const bytes = wavBytes(toneAt(44100), 44100, 44100);
    const { fileSha256: sha256 } = await take(store, bytes, 44100);
    expect(store.played(sha256, 48000)).toBeUndefined();
    await prepareStem(files, store, { sha256, sampleRate: 48000 }, context());
    const names = (await store.folder.names()).sort();
    await prepareStem(files, store, { sha256, sampleRate: 48000 }, context());
    await take(store, bytes, 48000);
    expect((await store.folder.names()).sort()).toEqual(names);
    expect(store.played(sha256, 44100)?.layout.frames).toBe(44100);
    expect(store.played(sha256, 48000)?.layout.frames).toBe(48000);
  });

  test('after a restart it is there at both rates, and nothing else is', async () => {
    const { disk, store } = await freshStore();
    const { fileSha256 } = await take(store, wavBytes(toneAt(96000), 9600, 96000), 48000);
    disk.root.restart();
    (await store.folder.open('orphan.wav')).close();
    const again = await StemStore.open(disk.root, true);
    for (const [rate, frames] of [
      [96000, 9600],
      [48000, 4800],
    ] as const) {
      const played = again.played(fileSha256, rate)!;
      expect(played.layout.frames).toBe(frames);
      expect((await bytesOf(again, played.pcmFile)).length).toBeGreaterThan(frames);
    }
    expect(await again.folder.names()).not.toContain('orphan.wav');
    expect((await again.folder.names()).length).toBe(4);
  });
});

describe('what goes wrong leaves nothing, and says what to do', () => {
  test('a rate that no session has', async () => {
    const { store } = await freshStore();
    for (const rate of [8000, 12345, 384000]) {
      await expect(
        take(store, wavBytes(toneAt(48000), 3000, rate), 48000, { name: 'odd.wav' }),
      ).rejects.toMatchObject({
        fault: {
          code: 'wrong-rate',
          message: expect.stringContaining(`odd.wav is at ${rate / 1000} kHz`),
          remedy: expect.stringContaining('44.1, 48'),
        },
      });
    }
    expect(await store.folder.names()).toEqual([]);
  });

  test('so short that not one frame is left', async () => {
    const { store } = await freshStore();
    const click = wavBytes({ ...toneAt(192000), sample: () => 0.5 }, 2, 192000);
    await expect(take(store, click, 22050)).rejects.toMatchObject({ fault: { code: 'empty' } });
    expect(await store.folder.names()).toEqual([]);
  });

  test('cancelled while it is converted', async () => {
    const { store } = await freshStore();
    const abort = new AbortController();
    const progress = (done: number, total: number) => {
      if (done / total > 0.5) abort.abort();
    };
    const call = { signal: abort.signal, progress };
    await expect(
      take(store, wavBytes(toneAt(44100), 300_000, 44100), 48000, { call }),
    ).rejects.toMatchObject({ fault: { code: 'cancelled' } });
    expect(await store.folder.names()).toEqual([]);
  });

  test('a disk that is full before all of it is converted', async () => {
    const bytes = wavBytes(toneAt(44100), 5000, 44100);
    for (const quotaBytes of [bytes.length + 200, bytes.length + 20_000]) {
      const { disk, store } = await freshStore();
      disk.quotaBytes = quotaBytes;
      await expect(take(store, bytes, 48000, { name: 'kick.wav' })).rejects.toMatchObject({
        fault: { code: 'disk-full', fileName: 'kick.wav' },
      });
      expect(await store.folder.names()).toEqual([]);
      disk.quotaBytes = 1e9;
      expect((await take(store, bytes, 48000)).sampleRate).toBe(44100);
    }
  });
});
