// A WAV file read back and measured, as anybody else would find it.
// Thread: render worker.

import type { Measurement } from '../client/studio-engine';
import type { FilesModule } from '../engine/files-module';
import { blobChunks } from '../io/blob-chunks';
import { readWavLayout } from '../io/import-wav';
import { type RenderWork, throwIfAborted } from './render-song';

const kChunkFrames = 16384;

export async function measureWav(
  files: FilesModule,
  file: File,
  work: RenderWork,
): Promise<Measurement> {
  const layout = await readWavLayout(files, file, file.name);
  const { encoding, channels, bytesPerFrame, dataOffsetBytes, frames } = layout;
  const converter = new files.PcmConverter(encoding, channels, bytesPerFrame, kChunkFrames);
  const measurer = new files.FileMeasurer(layout.sampleRate, channels);
  const left = converter.channel(0);
  const right = channels > 1 ? converter.channel(1) : 0;
  const samples = file.slice(dataOffsetBytes, dataOffsetBytes + frames * bytesPerFrame);
  const readBytes = 32 * kChunkFrames * bytesPerFrame;
  const end = (start: number) => Math.min(start + readBytes, samples.size);
  let done = 0;
  try {
    for await (const { bytes } of blobChunks(samples, end)) {
      for (let at = 0; at < bytes.length; at += kChunkFrames * bytesPerFrame) {
        throwIfAborted(work.signal);
        const piece = bytes.subarray(at, at + kChunkFrames * bytesPerFrame);
        const count = piece.length / bytesPerFrame;
        files.HEAPU8.set(piece, converter.input());
        converter.convert(count);
        measurer.feed(left, right, count);
        done += count;
        work.progress(done, frames);
      }
    }
    return JSON.parse(measurer.resultJson()) as Measurement;
  } finally {
    measurer.delete();
    converter.delete();
  }
}
