// Overviews of stems for drawing, at the session's rate, fetched once each.
// Thread: main.

import type { StemPeaks, StudioEngine } from '@lathe/worklet/client/studio-engine';
import { createSignal, type Signal } from 'solid-js';

export class Peaks {
  readonly #engine: Pick<StudioEngine, 'stemPeaks'>;
  readonly #known = new Map<string, Signal<StemPeaks | null>>();

  constructor(engine: Pick<StudioEngine, 'stemPeaks'>) {
    this.#engine = engine;
  }

  /** Null until it has arrived, or while the stem is not here; tracked. */
  of(sha256: string, sampleRate: number, here: boolean): StemPeaks | null {
    const key = `${sha256} ${sampleRate}`;
    let signal = this.#known.get(key);
    if (!signal && here) {
      signal = createSignal<StemPeaks | null>(null);
      this.#known.set(key, signal);
      const set = signal[1];
      this.#engine.stemPeaks(sha256, sampleRate).then(set, () => this.#known.delete(key));
    }
    return signal?.[0]() ?? null;
  }
}
