// A stem that is kept at its own rate, converted to a session's: float samples in a
// file beside it, and their peaks. Length, alignment and every bit are those of
// `lathe render`, which converts with the same code.
// Thread: I/O worker.

import type { FilesModule } from '../engine/files-module';
import { fault } from '../messages/fault';
import type { CallContext } from '../messages/rpc';
import { framesAtRate, kiloHertz } from '../session/sample-rates';
import { blobChunks } from './blob-chunks';
import type { ImportFiles } from './import-files';
import { throwIfCancelled } from './import-stem';
import { cacheHeader, floatCacheLayout, kCacheHeaderBytes } from './pcm-cache';
import { StemAnalysis } from './stem-analysis';
import type { ConvertedStem, StemRecord } from './stem-store';

const kChunkFrames = 65536;

/** `source`: the file that holds the stem's samples at its own rate. New files go to `files`. */
export async function convertStem(
  module: FilesModule,
  stem: StemRecord,
  source: Blob,
  sampleRate: number,
  files: ImportFiles,
  context: CallContext,
): Promise<ConvertedStem> {
  const { encoding, channels, bytesPerFrame, dataOffsetBytes } = stem.layout;
  const frames = framesAtRate(stem, sampleRate);
  if (frames === 0) throw tooShort(stem.name, sampleRate);
  const layout = floatCacheLayout(sampleRate, channels, frames);
  const pcm = await files.create('wav');
  const converter = new module.StemConverter(
    encoding,
    channels,
    bytesPerFrame,
    stem.sampleRate,
    sampleRate,
    kChunkFrames,
  );
  const analysis = new StemAnalysis(module, layout);
  let at = kCacheHeaderBytes;
  const keep = (bytes: number) => {
    const pointer = converter.output();
    analysis.supply(pointer, bytes);
    pcm.file.write(module.HEAPU8.subarray(pointer, pointer + bytes), at);
    at += bytes;
  };
  try {
    if (!converter.ready()) throw new Error(`${kiloHertz(stem.sampleRate)} is not converted`);
    const end = dataOffsetBytes + stem.frames * bytesPerFrame;
    const samples = source.slice(dataOffsetBytes, end);
    const chunkBytes = kChunkFrames * bytesPerFrame;
    for await (const { start, bytes } of blobChunks(samples, (from) =>
      Math.min(from + chunkBytes, samples.size),
    )) {
      throwIfCancelled(context, stem.name);
      module.HEAPU8.set(bytes, converter.input());
      keep(converter.convert(bytes.length / bytesPerFrame));
      context.progress(start + bytes.length, samples.size);
    }
    for (let bytes = converter.flush(); bytes > 0; bytes = converter.flush()) keep(bytes);
    if (at !== kCacheHeaderBytes + frames * layout.bytesPerFrame) {
      throw new Error(`the stored stem ${stem.pcmFile} ends early`);
    }
    pcm.file.write(cacheHeader(layout), 0);
    const peaks = await files.create('peaks');
    const { framesPerPeak } = analysis.finish(peaks.file);
    return { sampleRate, pcmFile: pcm.name, layout, peaksFile: peaks.name, framesPerPeak };
  } finally {
    analysis.delete();
    converter.delete();
  }
}

function tooShort(name: string, sampleRate: number) {
  return fault(
    'empty',
    `${name} is too short: not one frame is left of it at ${kiloHertz(sampleRate)}.`,
    'Leave it out, or export it again with what comes before and after.',
    name,
  );
}
