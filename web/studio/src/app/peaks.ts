// Overviews of stems for drawing, fetched once each.
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
  of(sha256: string, here: boolean): StemPeaks | null {
    let signal = this.#known.get(sha256);
    if (!signal && here) {
      signal = createSignal<StemPeaks | null>(null);
      this.#known.set(sha256, signal);
      const set = signal[1];
      this.#engine.stemPeaks(sha256).then(set, () => this.#known.delete(sha256));
    }
    return signal?.[0]() ?? null;
  }
}
