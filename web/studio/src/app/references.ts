// Records to compare with: imported as stems are, measured once, heard in place
// of the song's master, as loud as it, and where the song's time is laid against
// theirs. As solo, they are listening, not mixing: kept on this device, out of the
// document, undo, links and exports.
// Thread: main.

import type {
  EngineFault,
  ReferenceRecord,
  StudioEngine,
} from '@lathe/worklet/client/studio-engine';
import { kiloHertz } from '@lathe/worklet/session/sample-rates';
import { createEffect, createMemo, createRoot, createSignal, on } from 'solid-js';
import { isCancelled } from './faults';
import {
  type KeptReference,
  keepReferences,
  keptReferences,
  MOST_OFFSET_SECONDS,
} from './kept-references';

/** What the engine takes. */
const MOST_GAIN_DB = 24;

type Engine = Pick<
  StudioEngine,
  | 'importReference'
  | 'forgetReference'
  | 'presentStems'
  | 'prepareStem'
  | 'measureReference'
  | 'setReference'
  | 'hearReference'
>;

export interface ReferenceSurroundings {
  engine: Engine;
  /** Null while the song has no tracks: any rate will do. Tracked. */
  sessionRateHz: () => number | null;
  /** Whether the song has that file for a stem, or had, and undo may bring it back. */
  inSong: (fileSha256: string) => boolean;
  /** Of the whole song; tracked. */
  songLufs: () => number | null;
  /** Of the last seconds. */
  liveLufs: () => number | null;
  report: (error: unknown, doing: string) => void;
  show: (message: string, remedy: EngineFault['remedy']) => void;
}

export class References {
  readonly #all = createSignal<readonly KeptReference[]>([]);
  readonly #chosen = createSignal<string | null>(null);
  /** Which one the engine has. */
  readonly #atHand = createSignal<string | null>(null);
  readonly #wanted = createSignal(false);
  readonly #busy = createSignal<string | null>(null);
  /** What the song was when it was left for the record, while its whole is not known. */
  readonly #leftAt = createSignal<number | null>(null);
  readonly #around: ReferenceSurroundings;
  readonly #measuring = new Map<string, AbortController>();
  #queue: Promise<void> = Promise.resolve();

  constructor(around: ReferenceSurroundings) {
    this.#around = around;
    createRoot(() => {
      createEffect(() => around.engine.hearReference(this.heard(), this.gainDb()));
      // Another record, another place of it, or a song of another rate.
      const place = createMemo(() => {
        const chosen = this.chosen();
        return chosen && `${chosen.fileSha256} ${chosen.offsetSeconds} ${around.sessionRateHz()}`;
      }, null);
      createEffect(on(place, () => void this.#refer(), { defer: true }));
    });
  }

  /** Tracked, as all that is read. */
  all(): readonly KeptReference[] {
    return this.#all[0]();
  }

  chosen(): KeptReference | null {
    return this.all().find(({ fileSha256 }) => fileSha256 === this.#chosen[0]()) ?? null;
  }

  /** The chosen one, at the song's rate. */
  isAtHand(): boolean {
    const chosen = this.#chosen[0]();
    return chosen !== null && chosen === this.#atHand[0]();
  }

  heard(): boolean {
    return this.#wanted[0]() && this.isAtHand();
  }

  /** What is being done, and to which, in words. */
  busy(): string | null {
    return this.#busy[0]();
  }

  /** Of the chosen one; null where it has none. */
  lufs(): number | null {
    return this.chosen()?.figures?.measurement.integratedLufs ?? null;
  }

  /** What makes the chosen one as loud as the song; 0 while either is not known. */
  gainDb(): number {
    const record = this.lufs();
    const song = this.#around.songLufs() ?? this.#leftAt[0]();
    if (record === null || song === null) return 0;
    return Math.min(Math.max(song - record, -MOST_GAIN_DB), MOST_GAIN_DB);
  }

  /** Those of an earlier visit whose files are still here. */
  async restore(): Promise<void> {
    const kept = keptReferences();
    if (kept.length === 0) return;
    const { engine, report } = this.#around;
    try {
      const present = await engine.presentStems(kept.map((each) => each.fileSha256));
      this.#keep(kept.filter(({ fileSha256 }) => present.has(fileSha256)));
    } catch (error) {
      report(error, 'Finding the references');
      return;
    }
    this.choose(this.all()[0]?.fileSha256 ?? null);
    for (const each of this.all()) if (!each.figures) void this.#measure(each);
  }

  /** One after the other; the last becomes the chosen one. */
  add(files: readonly { file: Blob; name: string }[]): Promise<void> {
    for (const { file, name } of files) {
      this.#queue = this.#queue.then(() => this.#import(file, name));
    }
    return this.#queue;
  }

  choose(fileSha256: string | null): void {
    this.#chosen[1](fileSha256);
    if (!this.chosen()) this.#wanted[1](false);
  }

  /** Song time at which the chosen one begins; below 0 it has begun before the song. */
  setOffset(seconds: number): void {
    const offsetSeconds = Math.min(Math.max(seconds, -MOST_OFFSET_SECONDS), MOST_OFFSET_SECONDS);
    this.#change(this.#chosen[0](), { offsetSeconds });
  }

  /** Its file goes too, unless the song has it for a stem. */
  async remove(fileSha256: string): Promise<void> {
    const { engine, inSong, report } = this.#around;
    const chosen = this.#chosen[0]() === fileSha256;
    this.#measuring.get(fileSha256)?.abort();
    this.#keep(this.all().filter((each) => each.fileSha256 !== fileSha256));
    if (chosen) this.choose(this.all()[0]?.fileSha256 ?? null);
    if (inSong(fileSha256)) return;
    try {
      await engine.forgetReference(fileSha256);
    } catch (error) {
      report(error, 'Removing the reference');
    }
  }

  toggle(): void {
    if (this.#around.sessionRateHz() === null) {
      this.#around.show(
        'There is no song yet to hear a reference in place of.',
        'Add stems first.',
      );
      return;
    }
    const wanted = !this.#wanted[0]() && this.chosen() !== null;
    if (wanted) this.#leftAt[1](this.#around.liveLufs());
    this.#wanted[1](wanted);
  }

  /** Gives the engine the chosen one, at the song's rate; the newest of several calls counts. */
  async #refer(): Promise<void> {
    const { engine, report, sessionRateHz } = this.#around;
    const stem = this.chosen();
    const rateHz = sessionRateHz();
    if (!stem || rateHz === null) {
      this.#atHand[1](null);
      engine.setReference(null);
      return;
    }
    const isNewest = () => {
      const now = this.chosen();
      return now?.fileSha256 === stem.fileSha256 && sessionRateHz() === rateHz;
    };
    if (stem.sampleRate !== rateHz) {
      try {
        await this.#during(`converting ${stem.name} to ${kiloHertz(rateHz)}`, () =>
          engine.prepareStem(stem.fileSha256, rateHz),
        );
      } catch (error) {
        report(error, `Converting the reference ${stem.name}`);
        return;
      }
      if (!isNewest()) return;
    }
    const offsetFrames = Math.round((this.chosen()?.offsetSeconds ?? 0) * rateHz);
    const record: ReferenceRecord = { stem, offsetFrames };
    engine.setReference(record);
    this.#atHand[1](stem.fileSha256);
  }

  async #import(file: Blob, name: string): Promise<void> {
    const { engine, report, sessionRateHz } = this.#around;
    try {
      const rateHz = sessionRateHz();
      const stem = await this.#during(`reading ${name}`, () =>
        engine.importReference(file, name, rateHz),
      );
      this.#tell(stem, rateHz);
      if (!this.all().some(({ fileSha256 }) => fileSha256 === stem.fileSha256)) {
        this.#keep([...this.all(), { ...stem, figures: null, offsetSeconds: 0 }]);
      }
      this.choose(stem.fileSha256);
      const added = this.chosen();
      if (added && !added.figures) await this.#measure(added);
    } catch (error) {
      report(error, `Adding the reference ${name}`);
    }
  }

  #tell({ name, sampleRate, nonFiniteSamples }: KeptFile, rateHz: number | null): void {
    const { show } = this.#around;
    if (rateHz !== null && sampleRate !== rateHz) {
      show(
        `The reference ${name} is at ${kiloHertz(sampleRate)}; it is heard converted to ${kiloHertz(rateHz)}, the session’s rate.`,
        'Its figures are those of the file as it is.',
      );
    }
    if (nonFiniteSamples > 0) {
      show(
        `The reference ${name} holds ${nonFiniteSamples.toLocaleString()} samples that are no numbers; they play as silence.`,
        'Find another copy of it: this one is damaged.',
      );
    }
  }

  async #measure(reference: KeptReference): Promise<void> {
    const { engine, report, show } = this.#around;
    const { fileSha256, name } = reference;
    const abort = new AbortController();
    this.#measuring.set(fileSha256, abort);
    try {
      const { measurement, spectrum } = await this.#during(`measuring ${name}`, () =>
        engine.measureReference(reference, { signal: abort.signal }),
      );
      if (measurement.integratedLufs === null) {
        show(
          `${name} is silent, or too short to have a loudness.`,
          'It plays at its own level. Choose a longer piece of the record.',
        );
      }
      this.#change(fileSha256, { figures: { measurement, spectrum } });
    } catch (error) {
      if (!isCancelled(error)) report(error, `Measuring the reference ${name}`);
    } finally {
      this.#measuring.delete(fileSha256);
    }
  }

  async #during<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.#busy[1](what);
    try {
      return await work();
    } finally {
      if (this.busy() === what) this.#busy[1](null);
    }
  }

  #change(fileSha256: string | null, change: Partial<KeptReference>): void {
    this.#keep(
      this.all().map((each) => (each.fileSha256 === fileSha256 ? { ...each, ...change } : each)),
    );
  }

  #keep(all: readonly KeptReference[]): void {
    this.#all[1](all);
    keepReferences(all);
  }
}

type KeptFile = Pick<KeptReference, 'name' | 'sampleRate' | 'nonFiniteSamples'>;
