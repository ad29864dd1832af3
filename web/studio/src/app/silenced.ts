// The strips that solo silences, followed through solo and routing.
// Thread: main.

import { createMemo, createRoot } from 'solid-js';
import { strips } from '../document/routing';
import type { RecordSignals } from './record-signals';
import type { Solo } from './solo';
import { silencedBySolo } from './solo-heard';

const NONE: ReadonlySet<string> = new Set();

function same(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

/** Ids, tracked. Lasts as long as the page. */
export function followSilenced(records: RecordSignals, solo: Solo): () => ReadonlySet<string> {
  return createRoot(() =>
    createMemo(
      // Without a solo nothing else is read, so that a moving fader costs nothing.
      () =>
        solo.any() && solo.mode() === 'inPlace'
          ? silencedBySolo(strips(records.routing), solo.strips())
          : NONE,
      NONE,
      { equals: same },
    ),
  );
}
