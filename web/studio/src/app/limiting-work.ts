// "Why?": which tracks make the limiter work, asked of renders that leave one out.
// Thread: main.

import { createSignal } from 'solid-js';
import { toDocument } from '../document/document-shape';
import { stripName } from '../document/records';
import { findStrip } from '../document/routing';
import { isCancelled } from './faults';
import { limitingText } from './limiting-text';
import type { Studio } from './studio';

export class LimitingWork {
  readonly #studio: Studio;
  readonly #fraction = createSignal<number | null>(null);
  readonly #text = createSignal('');
  #abort: AbortController | null = null;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** 0…1 while it works; null otherwise. */
  fraction(): number | null {
    return this.#fraction[0]();
  }

  /** What was found last; empty while nothing was asked. */
  text(): string {
    return this.#text[0]();
  }

  clear(): void {
    this.cancel();
    this.#text[1]('');
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** `wantedLufs`: as if the song were driven there; null: as it stands. */
  async run(wantedLufs: number | null): Promise<void> {
    if (this.fraction() !== null) return;
    const { engine, faults, store, songMeasure } = this.#studio;
    const abort = new AbortController();
    this.#abort = abort;
    this.#fraction[1](0);
    this.#text[1]('');
    try {
      const isLufs = songMeasure.measurement()?.integratedLufs ?? null;
      const missing = wantedLufs === null || isLufs === null ? 0 : wantedLufs - isLufs;
      const report = await songMeasure.during(() =>
        engine.explainLimiting(toDocument(store), Math.max(0, missing), {
          signal: abort.signal,
          onProgress: ({ done, total }) => this.#fraction[1](total > 0 ? done / total : 0),
        }),
      );
      this.#text[1](
        limitingText(report, {
          lufs: wantedLufs ?? isLufs,
          wouldBe: missing > 0,
          nameOf: (id) => stripName(findStrip(store, id)) || id,
        }),
      );
    } catch (error) {
      if (!isCancelled(error)) faults.report(error, 'Explaining the limiter');
    } finally {
      this.#fraction[1](null);
      this.#abort = null;
    }
  }
}
