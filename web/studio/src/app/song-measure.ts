// The whole song's loudness, true peak and range: rendered and measured in a
// worker once a change has settled, begun anew when another change comes. The
// figures say whether they are of the session as it is, and since when.
// Thread: main.

import type { SongMeasureReport } from '@lathe/worklet/client/song-measure-report';
import type { LongWork, Measurement } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';
import { isCancelled } from './faults';
import { songConsequences } from './song-consequences';

export type MeasureState = 'none' | 'stale' | 'measuring' | 'current';

export const SETTLED_MS = 250;

/** What it needs of the studio. */
export interface MeasuredSong {
  /** Of the document as it is. */
  measure(work: LongWork): Promise<SongMeasureReport>;
  /** Whether there is something to measure: a song with all of its stems. */
  possible(): boolean;
  inGesture(): boolean;
  nameOf(strip: string): string;
  onError(error: unknown): void;
  nowMs(): number;
}

export class SongMeasure {
  readonly #host: MeasuredSong;
  readonly #song = createSignal<SongMeasureReport | null>(null);
  readonly #measuredMs = createSignal<number | null>(null);
  readonly #state = createSignal<MeasureState>('none');
  readonly #fraction = createSignal(0);
  readonly #consequence = createSignal('');
  #timer: ReturnType<typeof setTimeout> | null = null;
  #abort: AbortController | null = null;
  #running: Promise<void> | null = null;
  #version = 0;
  #held = 0;

  constructor(host: MeasuredSong) {
    this.#host = host;
  }

  /** The last figures; `state` says whether they still hold. */
  measurement(): Measurement | null {
    return this.song()?.measurement ?? null;
  }

  /** The same, with the song's course. */
  song(): SongMeasureReport | null {
    return this.#song[0]();
  }

  state(): MeasureState {
    return this.#state[0]();
  }

  fraction(): number {
    return this.#fraction[0]();
  }

  /** When `song` was measured, by the host's clock; null where there is none. */
  measuredMs(): number | null {
    return this.#measuredMs[0]();
  }

  /** What the last changes did to the song, in words; empty where nothing to speak of. */
  consequence(): string {
    return this.#consequence[0]();
  }

  /** What is heard has changed: measure again once it has settled. */
  changed(): void {
    ++this.#version;
    this.#abort?.abort();
    // Without all its stems the song has no figures.
    const possible = this.#host.possible();
    if (!possible) this.#forget();
    this.#state[1](possible ? 'stale' : 'none');
    this.#schedule(SETTLED_MS);
  }

  /** Another song: what was measured is not to be compared with it. */
  replaced(): void {
    this.#forget();
    this.changed();
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

  #forget(): void {
    this.#song[1](null);
    this.#measuredMs[1](null);
    this.#consequence[1]('');
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.state() !== 'stale') return;
    this.#timer = setTimeout(() => {
      // A drag is still going on: wait for its end.
      if (this.#host.inGesture()) this.#schedule(SETTLED_MS);
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
    const abort = new AbortController();
    this.#abort = abort;
    const version = this.#version;
    this.#fraction[1](0);
    this.#state[1]('measuring');
    try {
      const song = await this.#host.measure({
        signal: abort.signal,
        onProgress: ({ done, total }) => this.#fraction[1](total > 0 ? done / total : 0),
      });
      if (version !== this.#version) return;
      this.#take(song);
    } catch (error) {
      if (version !== this.#version) return;
      if (isCancelled(error)) {
        this.#state[1]('stale');
        return;
      }
      // Said once; the next change tries again.
      this.#forget();
      this.#state[1]('none');
      this.#host.onError(error);
    }
  }

  #take(song: SongMeasureReport): void {
    const before = this.song();
    this.#consequence[1](before ? songConsequences(before, song, this.#host.nameOf) : '');
    this.#song[1](song);
    this.#measuredMs[1](this.#host.nowMs());
    this.#state[1]('current');
  }
}
