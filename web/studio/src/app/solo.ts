// Solo is listening, not mixing: it is kept here, out of the document, undo,
// links and exports.
// Thread: main.

import type { StudioEngine } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';

export class Solo {
  readonly #tracks = createSignal<ReadonlySet<string>>(new Set());
  readonly #engine: Pick<StudioEngine, 'setSolo'>;

  constructor(engine: Pick<StudioEngine, 'setSolo'>) {
    this.#engine = engine;
  }

  tracks(): ReadonlySet<string> {
    return this.#tracks[0]();
  }

  any(): boolean {
    return this.tracks().size > 0;
  }

  has(track: string): boolean {
    return this.tracks().has(track);
  }

  /** `exclusive`: this one alone. */
  toggle(track: string, exclusive = false): void {
    const next = new Set(exclusive ? [] : this.tracks());
    if (this.has(track) && !(exclusive && this.tracks().size > 1)) next.delete(track);
    else next.add(track);
    this.#set(next);
  }

  clear(): void {
    this.#set(new Set());
  }

  /** After each open: a track that is gone is soloed no more. */
  sendAll(present: readonly string[]): void {
    this.#set(new Set([...this.tracks()].filter((track) => present.includes(track))));
  }

  #set(tracks: ReadonlySet<string>): void {
    this.#tracks[1](tracks);
    this.#engine.setSolo(tracks);
  }
}
