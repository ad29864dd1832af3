// Stems kept once, by the hash of their file. Audio lies in files of its own
// under names that are never used twice; the index says which file holds
// which stem, and is written only when all of a stem's files are whole. So a
// file that the index does not name is the rest of an import that never
// ended, and is removed at the next start.
// Thread: I/O worker.

import type { ImportedStem } from '../client/studio-engine';
import type { PcmLayout } from '../engine/heap-module';
import type { StemFile } from '../messages/io-protocol';
import type { Folder } from './folder';
import { SlotPair } from './slot-pair';

/** What is played, and its overview. */
export interface PlayedStem {
  pcmFile: string;
  layout: PcmLayout;
  peaksFile: string;
  framesPerPeak: number;
}

/** A stem as it is played in sessions of another rate than its own. */
export interface ConvertedStem extends PlayedStem {
  sampleRate: number;
}

/** Played at its own rate: the original itself, or the PCM decoded from it. */
export interface StemRecord extends ImportedStem, PlayedStem {
  /** The file as imported. */
  originalFile: string;
  /** Left out where no session of another rate has had it yet. */
  converted?: ConvertedStem[];
  /** No song has it: it is kept to be compared with, until `forget`. */
  onlyCompared?: true;
}

interface IndexDocument {
  format: 'lathe-stem-index';
  version: 1;
  stems: StemRecord[];
}

export class StemStore {
  readonly folder: Folder;
  readonly #index: SlotPair;
  readonly #writable: boolean;
  #stems = new Map<string, StemRecord>();
  /** Of stems that are forgotten, not to be removed yet: somebody reads them. */
  #leaving = new Set<string>();

  private constructor(root: Folder, folder: Folder, writable: boolean) {
    this.folder = folder;
    this.#index = new SlotPair(root, 'stem-index');
    this.#writable = writable;
  }

  /** Reads the index and, where writable, removes files that it does not name. */
  static async open(root: Folder, writable: boolean): Promise<StemStore> {
    const store = new StemStore(root, await root.folder('stems'), writable);
    await store.reload();
    if (writable) await store.#sweep();
    return store;
  }

  /** Reads the index again: another tab may have imported since. */
  async reload(): Promise<void> {
    const text = await this.#index.read();
    this.#stems = new Map(parseIndex(text).map((record) => [record.fileSha256, record]));
  }

  get(sha256: string): StemRecord | undefined {
    return this.#stems.get(sha256);
  }

  /** A stem as a session of that rate plays it; undefined where it is not here, or not at that rate. */
  played(sha256: string, sampleRate: number): PlayedStem | undefined {
    const record = this.#stems.get(sha256);
    return record && playedAt(record, sampleRate);
  }

  stemFile(sha256: string, sampleRate: number): StemFile | undefined {
    const played = this.played(sha256, sampleRate);
    return played && { fileSha256: sha256, fileName: played.pcmFile, layout: played.layout };
  }

  /** From here on the stem exists, as this record has it, also after a crash. */
  async put(record: StemRecord): Promise<void> {
    await this.#write(new Map(this.#stems).set(record.fileSha256, record));
  }

  /**
   * From here on it does not exist. Its files go, those that are being read with a later
   * `removeLeft`, or at the next start.
   */
  async forget(sha256: string): Promise<void> {
    const record = this.#stems.get(sha256);
    if (!record) return;
    const rest = new Map(this.#stems);
    rest.delete(sha256);
    await this.#write(rest);
    for (const name of filesOf(record)) this.#leaving.add(name);
    await this.removeLeft();
  }

  /** Removes what of the forgotten is read no more. */
  async removeLeft(): Promise<void> {
    for (const name of [...this.#leaving]) {
      await this.folder.remove(name).then(
        () => this.#leaving.delete(name),
        () => {},
      );
    }
  }

  /** A name that no file of the folder has or had. */
  newFileName(extension: string): string {
    return `${crypto.randomUUID()}.${extension}`;
  }

  async #write(stems: Map<string, StemRecord>): Promise<void> {
    if (!this.#writable) throw new Error('the store is open for reading only');
    await this.#index.write(formatIndex([...stems.values()]));
    this.#stems = stems;
  }

  async #sweep(): Promise<void> {
    const kept = new Set([...this.#stems.values()].flatMap(filesOf));
    for (const name of await this.folder.names()) {
      if (!kept.has(name)) await this.folder.remove(name);
    }
  }
}

function filesOf(record: StemRecord): string[] {
  const played = [record, ...(record.converted ?? [])];
  return [record.originalFile, ...played.flatMap(({ pcmFile, peaksFile }) => [pcmFile, peaksFile])];
}

export function playedAt(record: StemRecord, sampleRate: number): PlayedStem | undefined {
  if (record.sampleRate === sampleRate) return record;
  return record.converted?.find((each) => each.sampleRate === sampleRate);
}

export function formatIndex(stems: StemRecord[]): string {
  const index: IndexDocument = { format: 'lathe-stem-index', version: 1, stems };
  return JSON.stringify(index);
}

/** Empty where there is no index, or one of a version this code does not know. */
export function parseIndex(text: string | null): StemRecord[] {
  if (text === null) return [];
  const index = JSON.parse(text) as IndexDocument;
  return index.format === 'lathe-stem-index' && index.version === 1 ? index.stems : [];
}
