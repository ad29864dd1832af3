// Records to compare with: imported as stems are, measured once, heard in place
// of the song's master, as loud as it. As solo, they are listening, not mixing:
// kept on this device, out of the document, undo, links and exports.
// Thread: main.

import type {
  EngineFault,
  ImportedStem,
  Measurement,
  ReferenceRecord,
  StudioEngine,
} from '@lathe/worklet/client/studio-engine';
import { createEffect, createRoot, createSignal } from 'solid-js';
import { readSetting, writeSetting } from './settings';

export interface KeptReference extends ImportedStem {
  /** Null until it has been measured. */
  measurement: Measurement | null;
}

const SETTING = 'references';
/** What the engine takes. */
const MOST_GAIN_DB = 24;

type Engine = Pick<
  StudioEngine,
  'importStem' | 'presentStems' | 'measureReference' | 'setReference' | 'hearReference'
>;

export interface ReferenceSurroundings {
  engine: Engine;
  /** Null while the song has no tracks: any rate will do. */
  sessionRateHz: () => number | null;
  /** Of the whole song; tracked. */
  songLufs: () => number | null;
  /** Of the last seconds. */
  liveLufs: () => number | null;
  report: (error: unknown, doing: string) => void;
  show: (message: EngineFault['message'], remedy: EngineFault['remedy']) => void;
}

export class References {
  readonly #all = createSignal<readonly KeptReference[]>([]);
  readonly #chosen = createSignal<string | null>(null);
  readonly #heard = createSignal(false);
  readonly #busy = createSignal<string | null>(null);
  /** What the song was when it was left for the record, while its whole is not known. */
  readonly #leftAt = createSignal<number | null>(null);
  readonly #around: ReferenceSurroundings;
  #queue: Promise<void> = Promise.resolve();

  constructor(around: ReferenceSurroundings) {
    this.#around = around;
    createRoot(() => createEffect(() => around.engine.hearReference(this.heard(), this.gainDb())));
  }

  /** Tracked, as all that is read. */
  all(): readonly KeptReference[] {
    return this.#all[0]();
  }

  chosen(): KeptReference | null {
    return this.all().find(({ fileSha256 }) => fileSha256 === this.#chosen[0]()) ?? null;
  }

  heard(): boolean {
    return this.#heard[0]() && this.chosen() !== null;
  }

  /** The name of what is being imported or measured. */
  busy(): string | null {
    return this.#busy[0]();
  }

  /** What makes the chosen one as loud as the song; 0 while either is not known. */
  gainDb(): number {
    const record = this.chosen()?.measurement?.integratedLufs ?? null;
    const song = this.#around.songLufs() ?? this.#leftAt[0]();
    if (record === null || song === null) return 0;
    return Math.min(Math.max(song - record, -MOST_GAIN_DB), MOST_GAIN_DB);
  }

  /** Those of an earlier visit whose files are still here. */
  async restore(): Promise<void> {
    const kept = parse(readSetting(SETTING));
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
    for (const each of this.all()) if (!each.measurement) void this.#measure(each);
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
    const stem = this.chosen();
    if (!stem) this.#heard[1](false);
    const record: ReferenceRecord | null = stem && { stem, offsetFrames: 0 };
    this.#around.engine.setReference(record);
  }

  remove(fileSha256: string): void {
    const chosen = this.#chosen[0]() === fileSha256;
    this.#keep(this.all().filter((each) => each.fileSha256 !== fileSha256));
    if (chosen) this.choose(this.all()[0]?.fileSha256 ?? null);
  }

  toggle(): void {
    const chosen = this.chosen();
    const rateHz = this.#around.sessionRateHz();
    if (chosen && rateHz !== null && chosen.sampleRate !== rateHz && !this.heard()) {
      this.#around.show(
        `${chosen.name} is at ${chosen.sampleRate / 1000} kHz, the session at ${rateHz / 1000} kHz.`,
        `Export it at ${rateHz / 1000} kHz and add that, to hear the two in turn.`,
      );
      return;
    }
    if (!this.heard()) this.#leftAt[1](this.#around.liveLufs());
    this.#heard[1](!this.heard() && chosen !== null);
  }

  async #import(file: Blob, name: string): Promise<void> {
    const { engine, report, sessionRateHz } = this.#around;
    this.#busy[1](name);
    try {
      const stem = await engine.importStem(file, name, sessionRateHz());
      const reference = { ...stem, measurement: null };
      if (!this.all().some(({ fileSha256 }) => fileSha256 === stem.fileSha256)) {
        this.#keep([...this.all(), reference]);
      }
      this.choose(stem.fileSha256);
      await this.#measure(reference);
    } catch (error) {
      report(error, `Adding the reference ${name}`);
    } finally {
      this.#busy[1](null);
    }
  }

  async #measure(reference: KeptReference): Promise<void> {
    const { engine, report, show } = this.#around;
    try {
      const measurement = await engine.measureReference(reference);
      if (measurement.integratedLufs === null) {
        show(
          `${reference.name} is silent, or too short to have a loudness.`,
          'It plays at its own level. Choose a longer piece of the record.',
        );
      }
      this.#keep(
        this.all().map((each) =>
          each.fileSha256 === reference.fileSha256 ? { ...each, measurement } : each,
        ),
      );
    } catch (error) {
      report(error, `Measuring the reference ${reference.name}`);
    }
  }

  #keep(all: readonly KeptReference[]): void {
    this.#all[1](all);
    writeSetting(SETTING, JSON.stringify(all));
  }
}

/** Nothing where the setting is not what this wrote. */
function parse(text: string | null): KeptReference[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept)
      ? kept.filter((each) => typeof (each as KeptReference)?.fileSha256 === 'string')
      : [];
  } catch {
    return [];
  }
}
