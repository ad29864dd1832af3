// The whole song's loudness, true peak and range: rendered and measured in a
// worker once a change has settled, begun anew when another change comes. The
// figures say whether they are of the session as it is.
// Thread: main.

import type { SongMeasureReport } from '@lathe/worklet/client/song-measure-report';
import type { Measurement } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';
import type { Diff } from '../document/diff';
import { songFrames, toDocument } from '../document/document-shape';
import { effectOf } from '../document/engine-follower';
import { isCancelled } from './faults';
import type { Studio } from './studio';

export type MeasureState = 'none' | 'stale' | 'measuring' | 'current';

const SETTLED_MS = 900;

export class SongMeasure {
  readonly #studio: Studio;
  readonly #song = createSignal<SongMeasureReport | null>(null);
  readonly #state = createSignal<MeasureState>('none');
  readonly #fraction = createSignal(0);
  #measuredAtMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #abort: AbortController | null = null;
  #running: Promise<void> | null = null;
  #version = 0;
  #held = 0;

  constructor(studio: Studio) {
    this.#studio = studio;
    studio.store.onChange((diff) => {
      if (isHeard(diff)) this.changed();
    });
  }

  /** The last figures; `state` says whether they still hold. */
  measurement(): Measurement | null {
    return this.song()?.measurement ?? null;
  }

  /** The same, with the song's course. */
  song(): SongMeasureReport | null {
    return this.#song[0]();
  }

  /** When they were found, of performance.now(). */
  get measuredAtMs(): number {
    return this.#measuredAtMs;
  }

  state(): MeasureState {
    return this.#state[0]();
  }

  fraction(): number {
    return this.#fraction[0]();
  }

  /** What is heard has changed: measure again once it has settled. */
  changed(): void {
    ++this.#version;
    this.#abort?.abort();
    const { store, stems } = this.#studio;
    // Without all its stems the song has no figures.
    const possible = songFrames(store) > 0 && stems.missing().size === 0;
    if (!possible) this.#song[1](null);
    this.#state[1](possible ? 'stale' : 'none');
    this.#schedule(SETTLED_MS);
  }

  /** Renders nothing while `work` runs, so that a long work has the worker to itself. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    ++this.#held;
    this.#abort?.abort();
    try {
      await this.#running;
      return await work();
    } finally {
      --this.#held;
      if (this.state() !== 'current') this.#schedule(0);
    }
  }

  /** Figures of the session as it is; measures now unless they are known. Null where there are none. */
  async current(signal?: AbortSignal): Promise<Measurement | null> {
    while (this.state() !== 'current' && this.state() !== 'none') {
      signal?.throwIfAborted();
      if (!this.#running) this.#begin();
      await this.#running;
    }
    return this.measurement();
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.state() !== 'stale') return;
    this.#timer = setTimeout(() => {
      // A drag is still going on: wait for its end.
      if (this.#studio.history.inGesture) this.#schedule(SETTLED_MS);
      else if (this.#held === 0) this.#begin();
    }, delayMs);
  }

  #begin(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#running || this.state() !== 'stale') return;
    this.#running = this.#measure().finally(() => {
      this.#running = null;
      if (this.state() === 'stale' && this.#held === 0) this.#schedule(SETTLED_MS);
    });
  }

  async #measure(): Promise<void> {
    const { engine, faults, store } = this.#studio;
    const abort = new AbortController();
    this.#abort = abort;
    const version = this.#version;
    this.#fraction[1](0);
    this.#state[1]('measuring');
    try {
      const song = await engine.measureSong(toDocument(store), {
        signal: abort.signal,
        onProgress: ({ done, total }) => this.#fraction[1](total > 0 ? done / total : 0),
      });
      if (version !== this.#version) return;
      this.#measuredAtMs = performance.now();
      this.#song[1](song);
      this.#state[1]('current');
    } catch (error) {
      if (version !== this.#version) return;
      if (isCancelled(error)) {
        this.#state[1]('stale');
        return;
      }
      // Said once; the next change tries again.
      this.#song[1](null);
      this.#state[1]('none');
      faults.report(error, 'Measuring the song');
    }
  }
}

function isHeard(diff: Diff): boolean {
  return [...diff.values()].some((change) => effectOf(change) !== 'none');
}
