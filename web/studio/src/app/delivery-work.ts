// What becomes of the master wherever it goes: asked of the engine anew whenever the
// whole song has been measured, so that the page has no rules of its own.
// Thread: main.

import type { Delivery } from '@lathe/worklet/client/delivery';
import { createEffect, createRoot, createSignal } from 'solid-js';
import type { Studio } from './studio';

export class DeliveryWork {
  readonly #outcome = createSignal<Delivery | null>(null);

  constructor(studio: Studio) {
    let asked = 0;
    createRoot(() =>
      createEffect(() => {
        const measurement = studio.songMeasure.measurement();
        const turn = ++asked;
        if (!measurement) {
          this.#outcome[1](null);
          return;
        }
        const { sampleRate } = studio.records.session();
        studio.engine
          .delivery(measurement, { sampleRate })
          .then((outcome) => {
            if (turn === asked) this.#outcome[1](outcome);
          })
          .catch((error) => studio.faults.report(error, 'Asking where the master can go'));
      }),
    );
  }

  /** Of the last figures of the whole song; null where it has none. Tracked. */
  outcome(): Delivery | null {
    return this.#outcome[0]();
  }
}
