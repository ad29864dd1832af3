// A WAV file read back and measured, as anybody else would find it. Read through
// the open file into the heap: slices of a snapshot would pile up, as large as
// the file, before they are collected.
// Thread: render worker.

import type { Measurement } from '../client/studio-engine';
import type { FilesModule } from '../engine/files-module';
import type { SyncFile } from '../io/folder';
import { readWavLayout } from '../io/import-wav';
import { Breath } from './breath';
import { type RenderWork, throwIfAborted } from './render-mix';

const kChunkFrames = 16384;

/** `snapshot`: of `file`, for its header. */
export async function measureWav(
  files: FilesModule,
  snapshot: File,
  file: SyncFile,
  work: RenderWork,
): Promise<Measurement> {
  const layout = await readWavLayout(files, snapshot, snapshot.name);
  const { encoding, channels, bytesPerFrame, dataOffsetBytes, frames } = layout;
  const converter = new files.PcmConverter(encoding, channels, bytesPerFrame, kChunkFrames);
  const measurer = new files.FileMeasurer(layout.sampleRate, channels);
  const left = converter.channel(0);
  const right = channels > 1 ? converter.channel(1) : 0;
  const breath = new Breath();
  try {
    for (let done = 0; done < frames; ) {
      throwIfAborted(work.signal);
      const count = Math.min(kChunkFrames, frames - done);
      const bytes = count * bytesPerFrame;
      const input = files.HEAPU8.subarray(converter.input(), converter.input() + bytes);
      if (file.read(input, dataOffsetBytes + done * bytesPerFrame) < bytes) {
        throw new Error('the written file is shorter than its header says');
      }
      converter.convert(count);
      measurer.feed(left, right, count);
      done += count;
      work.progress(done, frames);
      const pause = breath.take();
      if (pause) await pause;
    }
    return JSON.parse(measurer.resultJson()) as Measurement;
  } finally {
    breath.close();
    measurer.delete();
    converter.delete();
  }
}
