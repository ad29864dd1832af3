// Import: a dropped file → a stem in the store. One pass over the file hashes
// it, copies it, counts samples that are not finite and draws its peaks. What
// fails, is cancelled or does not fit leaves nothing behind.
// Thread: I/O worker.

import type { ImportedStem } from '../client/studio-engine';
import { flacOffset, kFlacHeadBytes, readFlacStreamInfo } from '../decoders/flac-stream-info';
import type { FilesModule } from '../engine/files-module';
import { cancelled, fault, isQuotaError } from '../messages/fault';
import type { CallContext } from '../messages/rpc';
import { ImportFiles } from './import-files';
import { importFlac } from './import-flac';
import { importWav } from './import-wav';
import type { StemRecord, StemStore } from './stem-store';

/** What both kinds of import work on. */
export interface ImportJob {
  module: FilesModule;
  blob: Blob;
  name: string;
  files: ImportFiles;
  context: CallContext;
  /** Refuses a rate other than the session's, or more channels than a track has. */
  admit(sampleRate: number, channels: number): void;
}

/** What an import finds out; names of files are in the store's folder. */
export type ImportOutcome = Omit<StemRecord, 'name'>;

export async function importStem(
  module: FilesModule,
  store: StemStore,
  request: { file: Blob; name: string; sessionRate: number | null },
  context: CallContext,
): Promise<ImportedStem> {
  const { file: blob, name, sessionRate } = request;
  const files = new ImportFiles(store.folder);
  const job: ImportJob = {
    module,
    blob,
    name,
    files,
    context,
    admit: (sampleRate, channels) => admit(name, sampleRate, channels, sessionRate),
  };
  try {
    const outcome = await runImport(job);
    throwIfCancelled(context, name);
    files.close();
    const known = store.get(outcome.fileSha256);
    if (known) await files.remove();
    else await store.add({ ...outcome, name });
    return { ...importedStem(known ?? { ...outcome, name }), name };
  } catch (error) {
    await files.remove();
    throw isQuotaError(error) ? storageFull(name, blob.size) : error;
  }
}

export function importedStem(record: StemRecord): ImportedStem {
  const { name, frames, channels, sampleRate, fileSha256, nonFiniteSamples } = record;
  return { name, frames, channels, sampleRate, fileSha256, nonFiniteSamples };
}

export function throwIfCancelled(context: CallContext, name: string): void {
  if (context.signal.aborted) throw cancelled(`Importing ${name}`);
}

async function runImport(job: ImportJob): Promise<ImportOutcome> {
  const { blob, name } = job;
  if (blob.size === 0) {
    throw fault('empty', `${name} is empty.`, 'Export it again and import the new file.', name);
  }
  const head = await readBytes(blob, 0, 12);
  const riff = String.fromCharCode(...head.subarray(0, 4));
  if (riff === 'RIFF' || riff === 'RF64' || riff === 'BW64') return importWav(job);
  const offset = flacOffset(head);
  const info = readFlacStreamInfo(await readBytes(blob, offset, kFlacHeadBytes), offset);
  if (info) return importFlac(job, info);
  throw fault(
    'not-audio',
    `${name} is not a WAV or FLAC file.`,
    'Export the stem as WAV or FLAC and import that.',
    name,
  );
}

export async function readBytes(blob: Blob, at: number, count: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(at, at + count).arrayBuffer());
}

function admit(name: string, sampleRate: number, channels: number, sessionRate: number | null) {
  if (channels > 2) {
    throw fault(
      'too-many-channels',
      `${name} has ${channels} channels; a track takes one or two.`,
      'Export it as mono or stereo files and import those.',
      name,
    );
  }
  if (sessionRate !== null && sampleRate !== sessionRate) {
    throw fault(
      'wrong-rate',
      `${name} is at ${kiloHertz(sampleRate)}, the session at ${kiloHertz(sessionRate)}.`,
      `Export it at ${kiloHertz(sessionRate)} and import that, or start a new session at ${kiloHertz(sampleRate)}.`,
      name,
    );
  }
}

function kiloHertz(rate: number): string {
  return `${rate / 1000} kHz`;
}

function storageFull(name: string, bytes: number) {
  return fault(
    'disk-full',
    `There is not enough storage for ${name} (${Math.ceil(bytes / 1e6)} MB); nothing of it was kept.`,
    'Free some disk space, or remove site data of other pages, and import it again.',
    name,
  );
}
