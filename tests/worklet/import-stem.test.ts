// Importing, with the built engine and a disk in memory: what is kept, what is
// refused and how, and that nothing half-imported remains.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { EngineError, type EngineFault } from '../../worklet/src/client/studio-engine';
import type { FilesModule } from '../../worklet/src/engine/files-module';
import { importStem } from '../../worklet/src/io/import-stem';
import { StemStore } from '../../worklet/src/io/stem-store';
import type { CallContext } from '../../worklet/src/messages/rpc';
import { type SyntheticStem, stemBytes, wavBytes } from '../e2e/support/synthetic-stems';
import { MemoryDisk, PowerFailure } from './memory-folder';

const wasm = new URL('../../build/wasm/lathe-files.wasm', import.meta.url);
let reader: FilesModule;
beforeAll(async () => {
  if (!existsSync(wasm)) throw new Error('The engine is not built. Run scripts/build first.');
  const { instantiateFiles } = await import('../../worklet/src/engine/instantiate-files');
  reader = instantiateFiles(new WebAssembly.Module(readFileSync(wasm)));
});

const tone: SyntheticStem = {
  name: 'tone.wav',
  channels: 2,
  bits: 24,
  sample: (i, c) => Math.sin(i / (20 + c)) * 0.7,
};
const kFrames = 5000;

function context(signal = new AbortController().signal): CallContext {
  return { signal, progress: () => {} };
}

const blobOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);

async function tryImport(
  store: StemStore,
  name: string,
  bytes: Uint8Array,
  sessionRate: number | null = 48000,
): Promise<EngineFault | null> {
  try {
    await importStem(reader, store, { file: blobOf(bytes), name, sessionRate }, context());
    return null;
  } catch (error) {
    if (error instanceof EngineError) return error.fault;
    throw error;
  }
}

async function freshStore() {
  const disk = new MemoryDisk();
  const store = await StemStore.open(disk.root, true);
  return { disk, store, files: () => store.folder.names() };
}

describe('what is imported is kept as it is', () => {
  test('a WAV: byte for byte, its SHA-256 and its peaks', async () => {
    const { store } = await freshStore();
    const bytes = wavBytes(tone, kFrames);
    const stem = await importStem(
      reader,
      store,
      { file: blobOf(bytes), name: 'tone.wav', sessionRate: 48000 },
      context(),
    );
    expect(stem).toEqual({
      name: 'tone.wav',
      frames: kFrames,
      channels: 2,
      sampleRate: 48000,
      fileSha256: createHash('sha256').update(bytes).digest('hex'),
      nonFiniteSamples: 0,
    });
    const record = store.get(stem.fileSha256)!;
    const kept = await store.folder.snapshot(record.originalFile);
    expect(Buffer.from(await kept!.arrayBuffer()).equals(bytes)).toBe(true);
    const peaks = new Int8Array(
      await (await store.folder.snapshot(record.peaksFile))!.arrayBuffer(),
    );
    expect(peaks.length).toBe(2 * Math.ceil(kFrames / 512));
    for (let i = 0; i + 2 < peaks.length; i += 2) {
      expect(peaks[i]).toBe(-89); // −0.7 · 127, rounded outward
      expect(peaks[i + 1]).toBe(89);
    }
  });

  for (const bits of [16, 24] as const) {
    test(`a ${bits}-bit FLAC: the original, and the very PCM that was encoded`, async () => {
      const { store } = await freshStore();
      const source = { ...tone, bits, flac: true };
      const bytes = stemBytes(source, 70_000);
      const { fileSha256 } = await importStem(
        reader,
        store,
        { file: blobOf(bytes), name: 'tone.flac', sessionRate: 48000 },
        context(),
      );
      const record = store.get(fileSha256)!;
      const original = await store.folder.snapshot(record.originalFile);
      expect(Buffer.from(await original!.arrayBuffer()).equals(bytes)).toBe(true);
      const cache = Buffer.from(await (await store.folder.snapshot(record.pcmFile))!.arrayBuffer());
      const wav = wavBytes(source, 70_000);
      expect(cache.subarray(record.layout.dataOffsetBytes).equals(wav.subarray(44))).toBe(true);
      // The cache is a WAV in its own right: sox reads the same samples from it.
      const decoded = execFileSync(
        'flac',
        ['-d', '-s', '-c', '--force-raw-format', '--endian=little', '--sign=signed', '-'],
        {
          input: bytes,
          maxBuffer: 1 << 28,
        },
      );
      expect(cache.subarray(80).equals(decoded)).toBe(true);
    });
  }

  test('the same file twice: one copy', async () => {
    const { store, files } = await freshStore();
    const bytes = wavBytes(tone, kFrames);
    expect(await tryImport(store, 'a.wav', bytes)).toBeNull();
    const before = (await files()).sort();
    expect(await tryImport(store, 'b.wav', bytes)).toBeNull();
    expect((await files()).sort()).toEqual(before);
  });

  test('samples that are not finite are counted', async () => {
    const { store } = await freshStore();
    const frames = 1000;
    const bytes = Buffer.alloc(44 + frames * 4);
    wavBytes({ ...tone, channels: 1, bits: 16 }, 0).copy(bytes);
    bytes.writeUInt32LE(36 + frames * 4, 4);
    bytes.writeUInt16LE(3, 20);
    bytes.writeUInt32LE(48000 * 4, 28);
    bytes.writeUInt16LE(4, 32);
    bytes.writeUInt16LE(32, 34);
    bytes.writeUInt32LE(frames * 4, 40);
    for (const [i, value] of [Number.NaN, Number.POSITIVE_INFINITY, -0.5].entries()) {
      bytes.writeFloatLE(value, 44 + 40 * (i + 1));
    }
    const stem = await importStem(
      reader,
      store,
      { file: blobOf(bytes), name: 'nan.wav', sessionRate: null },
      context(),
    );
    expect(stem.nonFiniteSamples).toBe(2);
  });
});

describe('what is refused leaves nothing, and says which file and what to do', () => {
  const wav = () => wavBytes(tone, kFrames);
  const flac = () => stemBytes({ ...tone, flac: true }, kFrames);
  const patched = (bytes: Buffer, at: number, value: number) => {
    bytes.writeUInt32LE(value, at);
    return bytes;
  };
  const cases: [string, () => Uint8Array, EngineFault['code'] | EngineFault['code'][]][] = [
    ['a zero-length file', () => new Uint8Array(0), 'empty'],
    ['a text file', () => Buffer.from('Dear Sir, please find enclosed…'), 'not-audio'],
    ['an MP3', () => Buffer.from(`ID3\x04\0\0\0\0\0\x0a${'x'.repeat(500)}`, 'latin1'), 'not-audio'],
    ['a WAV cut in its header', () => wav().subarray(0, 30), ['truncated', 'bad-header']],
    ['a WAV cut in its samples', () => wav().subarray(0, 9000), 'truncated'],
    ['a WAV of header only', () => wavBytes(tone, 0), 'empty'],
    [
      'a WAV whose header claims 4 GB',
      () => patched(wav(), 40, 0xfffffff0),
      ['truncated', 'bad-header'],
    ],
    ['a WAV with a rate of 0', () => patched(wav(), 24, 0), 'bad-header'],
    ['a WAV of compressed data', () => patched(wav(), 20, 0x00020055), ['bad-header', 'not-audio']],
    ['a FLAC cut short', () => flac().subarray(0, flac().length - 500), 'truncated'],
    ['a FLAC of header only', () => flac().subarray(0, 42), ['empty', 'truncated']],
    [
      'a FLAC with a flipped bit',
      () => {
        const bytes = flac();
        bytes[bytes.length - 300]! ^= 4;
        return bytes;
      },
      'truncated',
    ],
  ];
  for (const [what, make, code] of cases) {
    test(what, async () => {
      const { store, files } = await freshStore();
      await tryImport(store, 'good.wav', wavBytes({ ...tone, channels: 1 }, 600));
      const before = (await files()).sort();
      const fault = await tryImport(store, 'strange name.wav', make());
      expect(fault, 'it was accepted').not.toBeNull();
      expect([code].flat()).toContain(fault!.code);
      expect(fault!.message).toContain('strange name.wav');
      expect(fault!.remedy.length).toBeGreaterThan(15);
      expect((await files()).sort()).toEqual(before);
    });
  }

  test('a disk that fills up half-way', async () => {
    for (const quotaBytes of [0, 1000, 20_000, 30_100]) {
      const { disk, store, files } = await freshStore();
      disk.quotaBytes = quotaBytes;
      const fault = await tryImport(store, 'kick.wav', wavBytes(tone, kFrames));
      expect(fault).toMatchObject({ code: 'disk-full', fileName: 'kick.wav' });
      expect(await files()).toEqual([]);
      disk.quotaBytes = 1e9;
      expect(await tryImport(store, 'kick.wav', wavBytes(tone, kFrames))).toBeNull();
    }
  });

  test('cancelled', async () => {
    const { store, files } = await freshStore();
    const abort = new AbortController();
    const work = importStem(
      reader,
      store,
      { file: blobOf(wavBytes(tone, 400_000)), name: 'long.wav', sessionRate: null },
      { signal: abort.signal, progress: () => abort.abort() },
    );
    await expect(work).rejects.toMatchObject({ fault: { code: 'cancelled' } });
    expect(await files()).toEqual([]);
  });
});

test('what waits for the disk at any time is little, as playback waits with it', async () => {
  for (const sessionRate of [48000, 44100]) {
    const { disk, store } = await freshStore();
    const frames = 1_200_000;
    const bytes = wavBytes({ ...tone, sample: (i) => (i % 100) / 100 }, frames);
    expect(await tryImport(store, 'long.wav', bytes, sessionRate)).toBeNull();
    expect(disk.usedBytes()).toBeGreaterThan(frames * 6);
    const figure = disk.mostUnflushedBytes / 2 ** 20;
    console.log(`[ figure ] at ${sessionRate} Hz: at most ${figure.toFixed(1)} MiB unflushed`);
    expect(figure).toBeLessThanOrEqual(5);
  }
});

test('wherever the power fails during an import, the next start finds whole stems only', async () => {
  const first = wavBytes({ ...tone, channels: 1 }, 700);
  const second = wavBytes(tone, 3000);
  for (let bytesUntilCrash = 0; bytesUntilCrash < 30_000; bytesUntilCrash += 613) {
    const disk = new MemoryDisk();
    const store = await StemStore.open(disk.root, true);
    disk.bytesUntilCrash = bytesUntilCrash;
    let kept = 0;
    try {
      for (const bytes of [first, second]) {
        await importStem(
          reader,
          store,
          { file: blobOf(bytes), name: 'x', sessionRate: null },
          context(),
        );
        ++kept;
      }
    } catch (error) {
      if (!(error instanceof PowerFailure)) throw error;
    }
    // Whatever the dying tab still tidied up, put an orphan where it cannot have.
    disk.bytesUntilCrash = Number.POSITIVE_INFINITY;
    disk.root.restart();
    (await store.folder.open('orphan.wav')).close();
    const again = await StemStore.open(disk.root, true);
    const found = [first, second].filter((bytes) =>
      again.get(createHash('sha256').update(bytes).digest('hex')),
    );
    expect(found.length).toBeGreaterThanOrEqual(kept);
    const files = await again.folder.names();
    expect(files).not.toContain('orphan.wav');
    expect(files.length).toBe(2 * found.length);
    for (const bytes of found) {
      const record = again.get(createHash('sha256').update(bytes).digest('hex'))!;
      const file = await again.folder.snapshot(record.pcmFile);
      expect(Buffer.from(await file!.arrayBuffer()).equals(bytes)).toBe(true);
    }
  }
});
