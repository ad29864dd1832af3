// A WAV file read back and reported on, as anybody else would find it. Read through
// the open file into the heap: slices of a snapshot would pile up, as large as
// the file, before they are collected.
// Thread: render worker.

import type { DitherName } from '../client/studio-engine';
import { SampleEncoding } from '../engine/engine-constants';
import type { FilesModule } from '../engine/files-module';
import type { SyncFile } from '../io/folder';
import { readWavLayout } from '../io/import-wav';
import { Breath } from './breath';
import { type RenderWork, throwIfAborted } from './render-mix';

const kChunkFrames = 16384;

/** What the file itself does not tell. */
export interface WrittenAs {
  fileName: string;
  dither: DitherName;
  /** NaN: nobody asked. */
  aimLufs: number;
  ceilingDbtp: number;
}

/** `snapshot`: of `file`, for its header. Gives the JSON of a `DeliveryReport`. */
export async function reportOnWav(
  files: FilesModule,
  snapshot: File,
  file: SyncFile,
  { fileName, dither, aimLufs, ceilingDbtp }: WrittenAs,
  work: RenderWork,
): Promise<string> {
  const layout = await readWavLayout(files, snapshot, snapshot.name);
  const { encoding, channels, bytesPerFrame, dataOffsetBytes, frames } = layout;
  const converter = new files.PcmConverter(encoding, channels, bytesPerFrame, kChunkFrames);
  const report = new files.DeliveryReport(layout.sampleRate, channels);
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
      report.feed(left, right, count);
      done += count;
      work.progress(done, frames);
      const pause = breath.take();
      if (pause) await pause;
    }
    report.setAim(aimLufs, ceilingDbtp, '');
    const bits = (8 * bytesPerFrame) / channels;
    const isFloat = encoding === SampleEncoding.F32;
    return report.json(fileName, snapshot.size, bits, isFloat, dither, new Date().toISOString());
  } finally {
    breath.close();
    report.delete();
    converter.delete();
  }
}
