// Import: a dropped file → a stem in the store. One pass over the file hashes
// it, copies it, counts samples that are not finite and draws its peaks; a stem of
// another rate than the session's is then converted. What fails, is cancelled or
// does not fit leaves nothing behind.
// Thread: I/O worker.

import type { ImportedStem } from '../client/studio-engine';
import { flacOffset, kFlacHeadBytes, readFlacStreamInfo } from '../decoders/flac-stream-info';
import type { FilesModule } from '../engine/files-module';
import { cancelled, fault, isQuotaError } from '../messages/fault';
import type { CallContext } from '../messages/rpc';
import { isSampleRate, kiloHertz, SAMPLE_RATES_HZ } from '../session/sample-rates';
import { convertStem } from './convert-stem';
import { ImportFiles } from './import-files';
import { importFlac } from './import-flac';
import { importWav } from './import-wav';
import { playedAt, type StemRecord, type StemStore } from './stem-store';

/** Of the progress, where a stem is converted after it was read. */
const kReadingShare = 0.4;

/** What both kinds of import work on. */
export interface ImportJob {
  module: FilesModule;
  blob: Blob;
  name: string;
  files: ImportFiles;
  context: CallContext;
  /** Refuses a rate that no session has, or more channels than a track has. */
  admit(sampleRate: number, channels: number): void;
}

/** What an import finds out; names of files are in the store's folder. */
export type ImportOutcome = Omit<StemRecord, 'name'>;

export async function importStem(
  module: FilesModule,
  store: StemStore,
  request: { file: Blob; name: string; sessionRate: number | null; onlyCompared?: boolean },
  context: CallContext,
): Promise<ImportedStem> {
  const { file: blob, name, sessionRate, onlyCompared = false } = request;
  const files = new ImportFiles(store.folder);
  let readingShare = 1;
  const reading: CallContext = {
    signal: context.signal,
    progress: (done, total) => context.progress(done * readingShare, total),
  };
  const admit = (sampleRate: number, channels: number) => {
    refuseStrange(name, sampleRate, channels, onlyCompared ? 'reference' : 'track');
    if (sessionRate !== null && sampleRate !== sessionRate) readingShare = kReadingShare;
  };
  try {
    const outcome = await runImport({ module, blob, name, files, context: reading, admit });
    throwIfCancelled(context, name);
    files.close();
    const known = store.get(outcome.fileSha256);
    if (known) await files.remove();
    const record = claimed(known ?? { ...outcome, name }, known === undefined, onlyCompared);
    const wanted = sessionRate ?? record.sampleRate;
    if (!playedAt(record, wanted)) {
      await addConverted(module, store, record, wanted, files, {
        signal: context.signal,
        progress: (done, total) =>
          context.progress(kReadingShare + (done / total) * (1 - kReadingShare), 1),
      });
    } else if (record !== known) await store.put(record);
    return { ...importedStem(record), name };
  } catch (error) {
    await files.remove();
    throw isQuotaError(error) ? storageFull(name, blob.size) : error;
  }
}

/** What a song has once is kept, whoever compares with it. */
function claimed(record: StemRecord, isNew: boolean, onlyCompared: boolean): StemRecord {
  if (isNew) return onlyCompared ? { ...record, onlyCompared } : record;
  if (onlyCompared || !record.onlyCompared) return record;
  const { onlyCompared: _, ...kept } = record;
  return kept;
}

/** Makes a stem that is kept here ready for sessions of that rate; nothing to do where it is. */
export async function prepareStem(
  module: FilesModule,
  store: StemStore,
  { sha256, sampleRate }: { sha256: string; sampleRate: number },
  context: CallContext,
): Promise<void> {
  const record = store.get(sha256);
  if (!record) {
    throw fault('stem-missing', 'This stem is not in the store.', 'Import its file again.');
  }
  if (playedAt(record, sampleRate)) return;
  const files = new ImportFiles(store.folder);
  try {
    await addConverted(module, store, record, sampleRate, files, context);
  } catch (error) {
    await files.remove();
    throw isQuotaError(error) ? storageFull(record.name, record.frames * 8) : error;
  }
}

/** Converts the stem, and puts it into the store so. */
async function addConverted(
  module: FilesModule,
  store: StemStore,
  record: StemRecord,
  sampleRate: number,
  files: ImportFiles,
  context: CallContext,
): Promise<void> {
  const source = await store.folder.snapshot(record.pcmFile);
  if (!source) throw new Error(`the stored stem ${record.pcmFile} is gone`);
  const made = await convertStem(module, record, source, sampleRate, files, context);
  throwIfCancelled(context, record.name);
  files.close();
  await store.put({ ...record, converted: [...(record.converted ?? []), made] });
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

function refuseStrange(
  name: string,
  sampleRate: number,
  channels: number,
  use: 'track' | 'reference',
): void {
  if (channels > 2) {
    throw fault(
      'too-many-channels',
      `${name} has ${channels} channels; a ${use} takes one or two.`,
      'Export it as mono or stereo files and import those.',
      name,
    );
  }
  if (!isSampleRate(sampleRate)) {
    const rates = SAMPLE_RATES_HZ.map((rate) => rate / 1000);
    throw fault(
      'wrong-rate',
      `${name} is at ${kiloHertz(sampleRate)}, a sample rate that Lathe does not take.`,
      `Export it at ${rates.slice(0, -1).join(', ')} or ${rates.at(-1)} kHz and import that.`,
      name,
    );
  }
}

function storageFull(name: string, bytes: number) {
  return fault(
    'disk-full',
    `There is not enough storage for ${name} (${Math.ceil(bytes / 1e6)} MB); nothing of it was kept.`,
    'Free some disk space, or remove site data of other pages, and import it again.',
    name,
  );
}
