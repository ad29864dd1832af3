// Import of FLAC: the file is kept as it is, and next to it the PCM it holds,
// which is what is played. Every sample is checked to be there: a decoder that
// stumbles over a damaged frame makes the import fail.
// Thread: I/O worker.

import type { Decoder } from '../decoders/decoder';
import type { FlacStreamInfo } from '../decoders/flac-stream-info';
import { fault } from '../messages/fault';
import { blobChunks } from './blob-chunks';
import { HeapBuffer } from './heap-buffer';
import { type ImportJob, type ImportOutcome, throwIfCancelled } from './import-stem';
import { cacheHeader, cacheLayout, kCacheHeaderBytes, packPcm } from './pcm-cache';
import { StemAnalysis } from './stem-analysis';

const kChunkBytes = 256 << 10;
/** Longest decoded piece that is packed at once. */
const kPackFrames = 65536;

export async function importFlac(job: ImportJob, info: FlacStreamInfo): Promise<ImportOutcome> {
  const { module, blob, name, files, context } = job;
  const { sampleRate, channels, bitsPerSample } = info;
  job.admit(sampleRate, channels);

  const copy = await files.create('flac');
  const pcm = await files.create('wav');
  const hash = new module.Sha256();
  const draft = cacheLayout(sampleRate, channels, bitsPerSample, info.totalFrames);
  const analysis = new StemAnalysis(module, draft);
  const encoded = new HeapBuffer(module, kChunkBytes);
  const packed = new HeapBuffer(module, kPackFrames * draft.bytesPerFrame);
  let decoder: Decoder | null = null;
  let frames = 0;

  const keep = (planar: Int32Array[], count: number) => {
    for (let done = 0; done < count; done += kPackFrames) {
      const now = Math.min(kPackFrames, count - done);
      const piece = planar.map((samples) => samples.subarray(done, done + now));
      const bytes = packPcm(piece, now, bitsPerSample, packed.bytes);
      analysis.supply(packed.pointer, bytes);
      pcm.file.write(
        packed.bytes.subarray(0, bytes),
        kCacheHeaderBytes + frames * draft.bytesPerFrame,
      );
      frames += now;
    }
  };

  try {
    const { FlacDecoder } = await import('../decoders/flac-decoder');
    decoder = new FlacDecoder(info);
    const end = (start: number) => Math.min(start + kChunkBytes, blob.size);
    for await (const { start, bytes } of blobChunks(blob, end)) {
      throwIfCancelled(context, name);
      encoded.bytes.set(bytes);
      hash.update(encoded.pointer, bytes.length);
      copy.file.write(bytes, start);
      const audio = await decoder.decode(bytes);
      keep(audio.planar, audio.frames);
      context.progress(start + bytes.length, blob.size);
    }
    const rest = await decoder.finish();
    keep(rest.planar, rest.frames);
    if (frames === 0 || (info.totalFrames > 0 && frames !== info.totalFrames)) {
      throw truncated(name, frames, info.totalFrames);
    }

    const layout = { ...draft, frames };
    pcm.file.write(cacheHeader(layout), 0);
    const peaks = await files.create('peaks');
    const found = analysis.finish(peaks.file);
    return {
      frames,
      channels,
      sampleRate,
      fileSha256: hash.hex(),
      originalFile: copy.name,
      pcmFile: pcm.name,
      layout,
      peaksFile: peaks.name,
      ...found,
    };
  } finally {
    decoder?.close();
    packed.free();
    encoded.free();
    analysis.delete();
    hash.delete();
  }
}

function truncated(name: string, frames: number, expected: number) {
  if (frames === 0) {
    return fault(
      'empty',
      `${name} holds no audio.`,
      'Export it again and import the new file.',
      name,
    );
  }
  return fault(
    'truncated',
    `${name} is damaged or cut short: ${frames} of ${expected} frames could be decoded.`,
    'Copy or export it again and import the new file.',
    name,
  );
}
