// Export: render, convert, write in chunks to the disk, then read the written
// file back and measure it. Cancelled or failed, no file is left.
// Thread: render worker.

import type { SampleFormat } from '../client/studio-engine';
import type { FilesModule, WavWriter } from '../engine/files-module';
import type { Folder, SyncFile } from '../io/folder';
import type { WrittenFile } from '../messages/render-protocol';
import { HeapPlanes } from './heap-planes';
import { measureWav } from './measure-wav';
import { kChunkFrames, type RenderWork } from './render-mix';
import { type RenderModules, renderSong } from './render-song';
import type { SongSource } from './song-source';

const kBits: Record<SampleFormat, number> = { '16': 16, '24': 24, '32f': 32 };
/** Reading back takes about as long as a light render: the share of the progress it gets. */
const kRenderShare = 0.75;

export async function exportWav(
  modules: RenderModules & { files: FilesModule },
  song: SongSource,
  format: SampleFormat,
  folder: Folder,
  work: RenderWork,
): Promise<WrittenFile & { name: string }> {
  const name = `${crypto.randomUUID()}.wav`;
  const file = await folder.open(name);
  let open = true;
  try {
    const clippedSamples = await writeSong(modules, song, format, file, {
      signal: work.signal,
      progress: (done, total) => work.progress((done / total) * kRenderShare, 1),
    });
    file.flush();
    const measurement = await measureWav(modules.files, await snapshotOf(folder, name), file, {
      signal: work.signal,
      progress: (done, total) =>
        work.progress(kRenderShare + (done / total) * (1 - kRenderShare), 1),
    });
    file.close();
    open = false;
    const written = await snapshotOf(folder, name);
    return { name, file: written, measurement, clippedSamples };
  } catch (error) {
    if (open) file.close();
    await folder.remove(name);
    throw error;
  }
}

async function snapshotOf(folder: Folder, name: string): Promise<File> {
  const file = await folder.snapshot(name);
  if (!file) throw new Error('the written file is gone');
  return file;
}

/** Gives the count of clipped samples. */
async function writeSong(
  modules: RenderModules & { files: FilesModule },
  song: SongSource,
  format: SampleFormat,
  file: SyncFile,
  work: RenderWork,
): Promise<number> {
  const { files, master } = modules;
  const { sampleRate, ditherSeed } = song.session;
  const planes = new HeapPlanes(files, kChunkFrames);
  let writer: WavWriter | null = null;
  let at = 0;
  const append = (pointer: number, bytes: number) => {
    file.write(files.HEAPU8.subarray(pointer, pointer + bytes), at);
    at += bytes;
  };
  try {
    await renderSong(
      modules,
      song,
      work,
      (songFrames) => {
        writer = new files.WavWriter(
          sampleRate,
          kBits[format],
          songFrames,
          ditherSeed,
          kChunkFrames,
        );
        append(writer.header(), writer.headerBytes());
      },
      (pass, frames) => {
        planes.take(master.HEAPF64, pass.output(0), pass.output(1), frames);
        const bytes = writer!.convert(planes.left, planes.right, frames);
        append(writer!.bytes(), bytes);
      },
    );
    const trailer = writer!.trailerBytes();
    if (trailer > 0) file.write(new Uint8Array(trailer), at);
    return writer!.clippedSamples();
  } finally {
    (writer as WavWriter | null)?.delete();
    planes.free();
  }
}
