// The store seen from Solid: one signal a record, made when first read.
// Thread: main.

import { createSignal, type Signal } from 'solid-js';
import type {
  BusRecord,
  DocumentRecord,
  LaneRecord,
  MasterRecord,
  RecordKey,
  SessionRecord,
  StripRecord,
  TrackRecord,
} from '../document/records';
import type { RoutingView } from '../document/routing';
import type { DocumentStore } from '../document/store';

export class RecordSignals {
  readonly #store: DocumentStore;
  /** For the routing's functions: tracked where a reactive scope runs them. */
  readonly routing: RoutingView & Pick<DocumentStore, 'master'>;
  readonly #signals = new Map<RecordKey, Signal<DocumentRecord | undefined>>();

  constructor(store: DocumentStore) {
    this.#store = store;
    const signals = this;
    this.routing = {
      get session() {
        return signals.session();
      },
      get master() {
        return signals.master();
      },
      find: (kind, id) => signals.get(`${kind}:${id}`) as never,
    };
    store.onChange((diff) => {
      for (const [key, { after }] of diff) this.#signals.get(key)?.[1](after);
    });
  }

  /** Tracked where a reactive scope reads it. */
  get(key: RecordKey): DocumentRecord | undefined {
    let signal = this.#signals.get(key);
    if (!signal) {
      signal = createSignal<DocumentRecord | undefined>(this.#store.get(key));
      this.#signals.set(key, signal);
    }
    return signal[0]();
  }

  session(): SessionRecord {
    return this.get('session') as SessionRecord;
  }

  master(): MasterRecord {
    return this.get('master') as MasterRecord;
  }

  track(id: string): TrackRecord | undefined {
    return this.get(`track:${id}`) as TrackRecord | undefined;
  }

  bus(id: string): BusRecord | undefined {
    return this.get(`bus:${id}`) as BusRecord | undefined;
  }

  lane(id: string): LaneRecord | undefined {
    return this.get(`lane:${id}`) as LaneRecord | undefined;
  }

  /** Of a track or bus: their ids are unique together. */
  strip(id: string): StripRecord | undefined {
    return this.track(id) ?? this.bus(id);
  }
}
