// Import of WAV, RF64 and BW64: the file is kept as it is and played from
// where its samples stand.
// Thread: I/O worker.

import type { EngineFault } from '../client/studio-engine';
import type { FilesModule } from '../engine/files-module';
import type { PcmLayout } from '../engine/heap-module';
import { fault } from '../messages/fault';
import { blobChunks } from './blob-chunks';
import { HeapBuffer } from './heap-buffer';
import { type ImportJob, type ImportOutcome, readBytes, throwIfCancelled } from './import-stem';
import { StemAnalysis } from './stem-analysis';

const kChunkBytes = 1 << 20;
/** Most that the header parser asks for at a time, with room. */
const kHeaderBytes = 4096;

export async function importWav(job: ImportJob): Promise<ImportOutcome> {
  const { module, blob, name, files, context } = job;
  const layout = await readWavLayout(module, blob, name);
  job.admit(layout.sampleRate, layout.channels);

  const copy = await files.create('wav');
  const hash = new module.Sha256();
  const analysis = new StemAnalysis(module, layout);
  const buffer = new HeapBuffer(module, kChunkBytes);
  try {
    for await (const { start, bytes } of blobChunks(blob, wholeFrameChunks(layout, blob.size))) {
      throwIfCancelled(context, name);
      buffer.bytes.set(bytes);
      hash.update(buffer.pointer, bytes.length);
      if (start >= layout.dataOffsetBytes && start < dataEnd(layout)) {
        analysis.supply(buffer.pointer, bytes.length);
      }
      copy.file.write(bytes, start);
      context.progress(start + bytes.length, blob.size);
    }
    const peaks = await files.create('peaks');
    const found = analysis.finish(peaks.file);
    return {
      frames: layout.frames,
      channels: layout.channels,
      sampleRate: layout.sampleRate,
      fileSha256: hash.hex(),
      originalFile: copy.name,
      pcmFile: copy.name,
      layout,
      peaksFile: peaks.name,
      ...found,
    };
  } finally {
    buffer.free();
    analysis.delete();
    hash.delete();
  }
}

/** Parses the header; a fault names the file. */
export async function readWavLayout(
  module: FilesModule,
  blob: Blob,
  name: string,
): Promise<PcmLayout> {
  const parser = new module.WavParser(blob.size);
  const buffer = new HeapBuffer(module, kHeaderBytes);
  try {
    while (!parser.done()) {
      const bytes = await readBytes(blob, parser.needOffset(), parser.needBytes());
      buffer.bytes.set(bytes);
      parser.supply(buffer.pointer, bytes.length);
    }
    const problem = parser.fault();
    if (problem !== '') {
      const found = JSON.parse(problem) as { problem: string; remedy: string };
      throw fault(faultCode(found.problem), `${name} ${found.problem}.`, found.remedy, name);
    }
    return JSON.parse(parser.layoutJson()) as PcmLayout;
  } finally {
    buffer.free();
    parser.delete();
  }
}

/** The kind of fault that the parser's words describe; import-stem.test.ts holds each to it. */
function faultCode(problem: string): EngineFault['code'] {
  if (/^(ends|is cut short)/.test(problem)) return 'truncated';
  if (/^(is empty|holds no audio)/.test(problem)) return 'empty';
  if (/^is (not an audio file|a RIFF file, but)/.test(problem)) return 'not-audio';
  return 'bad-header';
}

function dataEnd(layout: PcmLayout): number {
  return layout.dataOffsetBytes + layout.frames * layout.bytesPerFrame;
}

/** Chunks that begin and end with the samples, and between them hold whole frames. */
function wholeFrameChunks(layout: PcmLayout, fileBytes: number): (start: number) => number {
  const end = dataEnd(layout);
  const step = kChunkBytes - (kChunkBytes % layout.bytesPerFrame);
  return (start) => {
    if (start < layout.dataOffsetBytes)
      return Math.min(start + kChunkBytes, layout.dataOffsetBytes);
    if (start < end) return Math.min(start + step, end);
    return Math.min(start + kChunkBytes, fileBytes);
  };
}
