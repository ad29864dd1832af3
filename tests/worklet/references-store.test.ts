// A record to compare with, in the store: freed to the last byte once it is removed,
// unless a song has it, or somebody still reads it; and refused in plain words.
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { FilesModule } from '../../worklet/src/engine/files-module';
import { importStem } from '../../worklet/src/io/import-stem';
import { StemStore } from '../../worklet/src/io/stem-store';
import { referenceDocument } from '../../worklet/src/session/reference-document';
import { type SyntheticStem, wavBytes } from '../e2e/support/synthetic-stems';
import { MemoryDisk } from './memory-folder';

const wasm = new URL('../../build/wasm/lathe-files.wasm', import.meta.url);
let files: FilesModule;
beforeAll(async () => {
  if (!existsSync(wasm)) throw new Error('The engine is not built. Run scripts/build first.');
  const { instantiateFiles } = await import('../../worklet/src/engine/instantiate-files');
  files = instantiateFiles(new WebAssembly.Module(readFileSync(wasm)));
});

const tone = (channels: number): SyntheticStem => ({
  name: 'record.wav',
  channels: channels as 1 | 2,
  bits: 16,
  sample: (i) => 0.5 * Math.sin(i / 20),
});

async function fresh() {
  const disk = new MemoryDisk();
  return { disk, store: await StemStore.open(disk.root, true) };
}

function take(store: StemStore, bytes: Uint8Array, onlyCompared: boolean, sessionRate = 48000) {
  const request = { file: new Blob([new Uint8Array(bytes)]), name: 'record.wav', sessionRate };
  const context = { signal: new AbortController().signal, progress: () => {} };
  return importStem(files, store, { ...request, onlyCompared }, context);
}

test('what is removed leaves nothing, converted or not, and is gone after a restart', async () => {
  for (const rate of [48000, 44100]) {
    const { disk, store } = await fresh();
    const { fileSha256 } = await take(store, wavBytes(tone(2), rate, rate), true);
    expect(store.get(fileSha256)?.onlyCompared).toBe(true);
    expect(await store.folder.names()).toHaveLength(rate === 48000 ? 2 : 4);
    await store.forget(fileSha256);
    expect(await store.folder.names()).toEqual([]);
    const again = await StemStore.open(disk.root, true);
    expect(again.get(fileSha256)).toBeUndefined();
    console.log(`[ figure ] ${rate} Hz: ${disk.usedBytes()} bytes left, all of them the index`);
    expect(disk.usedBytes()).toBeLessThan(1000);
  }
});

test('imported as a stem too, before or after, it is the song’s', async () => {
  const bytes = wavBytes(tone(2), 4800, 48000);
  for (const order of [
    [true, false],
    [false, true],
  ]) {
    const { disk, store } = await fresh();
    let sha256 = '';
    for (const onlyCompared of order) {
      sha256 = (await take(store, bytes, onlyCompared)).fileSha256;
    }
    expect(store.get(sha256)?.onlyCompared).toBeUndefined();
    const again = await StemStore.open(disk.root, true);
    expect(again.get(sha256)).toMatchObject({ frames: 4800 });
    expect(again.get(sha256)?.onlyCompared).toBeUndefined();
  }
});

test('what is being read goes when it is let go of', async () => {
  const { store } = await fresh();
  const { fileSha256 } = await take(store, wavBytes(tone(2), 4800, 48000), true);
  const { pcmFile } = store.get(fileSha256)!;
  const handle = await store.folder.open(pcmFile);
  await store.forget(fileSha256);
  expect(store.get(fileSha256)).toBeUndefined();
  expect(await store.folder.names()).toEqual([pcmFile]);
  handle.close();
  await store.removeLeft();
  expect(await store.folder.names()).toEqual([]);
});

test('a full disk forgets nothing by halves', async () => {
  const { disk, store } = await fresh();
  const { fileSha256 } = await take(store, wavBytes(tone(2), 4800, 48000), true);
  disk.bytesUntilCrash = 0;
  await expect(store.forget(fileSha256)).rejects.toThrow();
  expect(store.get(fileSha256)).toBeDefined();
  expect(await store.folder.names()).toHaveLength(2);
});

test('six channels and a rate of its own are answered with what to do', async () => {
  const { store } = await fresh();
  const six = wavBytes(tone(6), 480, 48000);
  await expect(take(store, six, true)).rejects.toMatchObject({
    fault: {
      code: 'too-many-channels',
      message: 'record.wav has 6 channels; a reference takes one or two.',
      remedy: 'Export it as mono or stereo files and import those.',
    },
  });
  await expect(take(store, wavBytes(tone(2), 480, 37800), true)).rejects.toMatchObject({
    fault: { code: 'wrong-rate' },
  });
  expect(await store.folder.names()).toEqual([]);
});

test('on the song’s timeline it lies where its offset says, at the song’s rate', () => {
  const stem = {
    ...{ name: 'record.wav', frames: 44100, channels: 2, sampleRate: 44100 },
    fileSha256: 'a',
  };
  const clip = (offsetFrames: number) =>
    referenceDocument({ stem, offsetFrames }, 48000).tracks[0]!.clips[0]!;
  expect(clip(0)).toMatchObject({ sourceFrame: 0, frames: 48000, startFrame: 0 });
  expect(clip(96000)).toMatchObject({ sourceFrame: 0, frames: 48000, startFrame: 96000 });
  expect(clip(-12000)).toMatchObject({ sourceFrame: 12000, frames: 36000, startFrame: 0 });
  // Over before the song begins: a frame, as a clip cannot be empty.
  expect(clip(-96000)).toMatchObject({ sourceFrame: 47999, frames: 1 });
  expect(referenceDocument({ stem, offsetFrames: 0 }, 48000).stems[0]).toMatchObject(stem);
});
