// Brings stems in: one after the other, with progress, cancellable, the music
// playing on. A stem that a link or session is missing is matched by its hash;
// any other becomes a track. One drop is one undo step.
// Thread: main.

import type { ImportedStem, Progress } from '@lathe/worklet/client/studio-engine';
import { kiloHertz } from '@lathe/worklet/session/sample-rates';
import type { SessionDocument, StemDocument } from '@lathe/worklet/session/session-document';
import { createSignal } from 'solid-js';
import { isCancelled } from './faults';
import { isReferenceName } from './reference-name';
import { commonestRateHz, sniffRateHz } from './sniff-rate';
import type { Studio } from './studio';

export interface ImportProgress {
  fileName: string;
  /** From 1. */
  index: number;
  count: number;
  /** Of all the files' bytes, 0…1. */
  fraction: number;
}

export interface StemFile {
  file: Blob;
  name: string;
  trackName?: string;
  colour?: string;
}

/** New tracks reach the engine in portions, as each portion is a change of structure. */
const PORTION_MS = 1500;

export class StemImport {
  readonly #studio: Studio;
  readonly #progress = createSignal<ImportProgress | null>(null);
  readonly #missing = createSignal<ReadonlySet<string>>(new Set());
  #abort: AbortController | null = null;
  #queue: Promise<void> = Promise.resolve();
  #batch = 0;
  #arrived = false;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  progress(): ImportProgress | null {
    return this.#progress[0]();
  }

  /** Hashes of the session's stems that are not on this device. */
  missing(): ReadonlySet<string> {
    return this.#missing[0]();
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** Finds out which stems of a document are here; those of another rate are made ready for it. */
  async findMissing({ stems, sampleRate }: SessionDocument): Promise<void> {
    const { engine } = this.#studio;
    const here = await engine.presentStems(stems.map(({ fileSha256 }) => fileSha256));
    const others = stems.filter((stem) => stem.sampleRate !== sampleRate);
    const unready = await this.#prepare(
      others.filter(({ fileSha256 }) => here.has(fileSha256)),
      sampleRate,
    );
    const missing = stems
      .map(({ fileSha256 }) => fileSha256)
      .filter((hash) => !here.has(hash) || unready.has(hash));
    this.#missing[1](new Set(missing));
  }

  /** Whether all of a document's stems that are here can be played at another rate now. */
  async makeReady({ stems }: SessionDocument, sampleRate: number): Promise<boolean> {
    const others = stems.filter(
      (stem) => stem.sampleRate !== sampleRate && !this.missing().has(stem.fileSha256),
    );
    return (await this.#prepare(others, sampleRate)).size === 0;
  }

  /** Gives the hashes of those that are not ready after all. */
  async #prepare(stems: readonly StemDocument[], sampleRate: number): Promise<ReadonlySet<string>> {
    const { engine, faults } = this.#studio;
    const unready = new Set(stems.map(({ fileSha256 }) => fileSha256));
    const abort = new AbortController();
    this.#abort = abort;
    try {
      for (const [index, { fileSha256, name }] of stems.entries()) {
        const onProgress = ({ done, total }: Progress) =>
          this.#progress[1]({
            fileName: name,
            index: index + 1,
            count: stems.length,
            fraction: (index + done / total) / stems.length,
          });
        await engine.prepareStem(fileSha256, sampleRate, { signal: abort.signal, onProgress });
        unready.delete(fileSha256);
      }
    } catch (error) {
      faults.report(error, 'Converting the stems');
    } finally {
      this.#progress[1](null);
      this.#abort = null;
    }
    return unready;
  }

  /** Imports after whatever is being imported already. */
  add(files: readonly StemFile[]): Promise<void> {
    const run = this.#queue.then(async () => {
      const records = this.#recordsAmong(files);
      await this.#import(files.filter((from) => !records.includes(from)));
      // After the stems, which say at what rate the song is.
      await this.#studio.references.add(records);
    });
    this.#queue = run.catch(() => {});
    return run;
  }

  /** Those that are to be compared with, by their names; a stem of the session stays one. */
  #recordsAmong(files: readonly StemFile[]): StemFile[] {
    const { store } = this.#studio;
    const stems = new Set(store.session.stemIds.map((id) => store.find('stem', id)?.name));
    return files.filter(({ name }) => isReferenceName(name) && !stems.has(name));
  }

  async #import(files: readonly StemFile[]): Promise<void> {
    const { engine, faults, store } = this.#studio;
    if (files.length === 0) return;
    if (!engine.writable) {
      faults.show(
        'Stems cannot be added here: this session is open in another tab.',
        'Close the other tab, then reload this one.',
      );
      return;
    }
    const batch = `${++this.#batch}`;
    const abort = new AbortController();
    this.#abort = abort;
    const totalBytes = files.reduce((sum, { file }) => sum + Math.max(1, file.size), 0);
    const fresh = store.session.stemIds.length === 0;
    let rateHz = fresh
      ? commonestRateHz(
          await Promise.all(files.map(({ file }) => sniffRateHz(file).catch(() => null))),
        )
      : store.session.sampleRate;
    const converted = new Set<number>();
    let doneBytes = 0;
    let portion: { stem: ImportedStem; from: StemFile }[] = [];
    let portionSinceMs = performance.now();
    const flush = () => {
      this.#openArrived();
      this.#addTracks(portion, batch, rateHz);
      portion = [];
      portionSinceMs = performance.now();
    };
    try {
      for (const [index, from] of files.entries()) {
        const size = Math.max(1, from.file.size);
        const show = (fraction: number) =>
          this.#progress[1]({
            fileName: from.name,
            index: index + 1,
            count: files.length,
            fraction: (doneBytes + fraction * size) / totalBytes,
          });
        show(0);
        try {
          const stem = await engine.importStem(from.file, from.name, rateHz, {
            signal: abort.signal,
            onProgress: ({ done, total }) => show(total > 0 ? done / total : 0),
          });
          rateHz ??= stem.sampleRate;
          if (stem.sampleRate !== rateHz) converted.add(stem.sampleRate);
          if (this.#received(stem)) portion.push({ stem, from });
        } catch (error) {
          if (isCancelled(error)) break;
          faults.report(error, `Importing ${from.name}`);
        }
        doneBytes += size;
        if (performance.now() - portionSinceMs > PORTION_MS) flush();
      }
      flush();
      if (rateHz !== null && converted.size > 0) this.#tellConverted([...converted], rateHz);
    } finally {
      this.#progress[1](null);
      this.#abort = null;
    }
  }

  /** True when the stem should become a track; false when it was one that was missing. */
  #received(stem: ImportedStem): boolean {
    const { faults, store } = this.#studio;
    if (stem.nonFiniteSamples > 0) {
      const count = stem.nonFiniteSamples.toLocaleString();
      faults.notice(
        `${stem.name} holds ${count} samples that are no numbers; they play as silence.`,
        'Export the stem again if it was meant to sound there.',
      );
    }
    const missing = this.missing();
    if (missing.has(stem.fileSha256)) {
      const left = new Set(missing);
      left.delete(stem.fileSha256);
      this.#missing[1](left);
      this.#arrived = true;
      return false;
    }
    const namesake = store.session.stemIds
      .map((id) => store.find('stem', id))
      .find((known) => known?.name === stem.name && missing.has(known.fileSha256));
    if (namesake) {
      faults.show(
        `${stem.name} is not the file this session was made with: the name is the same, the contents are not.`,
        'Drop the original file. To use this one instead, rename it and drop it again.',
      );
      return false;
    }
    return true;
  }

  /** The document has not changed, but more of it can be heard. */
  #openArrived(): void {
    if (!this.#arrived) return;
    this.#arrived = false;
    void this.#studio.follower.reopen();
    this.#studio.songMeasure.changed();
  }

  #tellConverted(ratesHz: readonly number[], rateHz: number): void {
    this.#studio.faults.notice(
      `Stems at ${[...ratesHz]
        .sort((a, b) => a - b)
        .map(kiloHertz)
        .join(' and ')} were converted to ${kiloHertz(rateHz)}, the session’s rate.`,
      'Their files are kept as they are. A session takes the rate of most stems in its first drop.',
    );
  }

  #addTracks(
    portion: readonly { stem: ImportedStem; from: StemFile }[],
    batch: string,
    rateHz: number | null,
  ): void {
    const { store, faults } = this.#studio;
    for (const { stem, from } of portion) {
      if (store.session.trackIds.length >= 128) {
        faults.show(
          `${stem.name} was not added: a session holds 128 tracks.`,
          'Remove tracks you do not need, or mix some of them down first.',
        );
        continue;
      }
      const first = store.session.stemIds.length === 0;
      this.#studio.change('track.addFromStem', {
        stem,
        batch,
        ...(from.trackName ? { name: from.trackName } : {}),
        ...(from.colour ? { colour: from.colour } : {}),
        ...(first ? { sessionRateHz: rateHz ?? stem.sampleRate } : {}),
      });
    }
    const ids = store.session.trackIds;
    if (portion.length > 0 && !this.#studio.selection()) this.#studio.select(ids[0] ?? null);
  }
}
