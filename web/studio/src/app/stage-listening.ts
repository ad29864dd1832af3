// One stage of a strip or of the master heard by itself: without it, only what it
// changes, or what its detector hears; or bands of the master's multiband alone.
// As solo, it is listening, not mixing: it is kept here, out of the document,
// undo, links and exports. One thing at a time.
// Thread: main.

import type {
  BandsListen,
  MasterListen,
  StageKey,
  StageListen,
  StripListen,
  StudioEngine,
} from '@lathe/worklet/client/studio-engine';
import { paramSpec } from '@lathe/worklet/params/params.generated';
import { createEffect, createRoot, createSignal } from 'solid-js';
import { readParam } from '../document/params';
import type { RecordSignals } from './record-signals';

export type ListenModeName = Exclude<StageListen, BandsListen>['mode'];
/** Whose stage it is. */
export type ListenPlace = Pick<StripListen, 'strip' | 'stage'> | Pick<MasterListen, 'master'>;

/** Only these have a detector whose key can be heard. */
const WITH_KEY: readonly StageKey[] = ['gate', 'comp', 'deesser'];

export function listenModes(place: ListenPlace): readonly ListenModeName[] {
  const keyed = 'stage' in place && WITH_KEY.includes(place.stage);
  return keyed ? ['bypass', 'delta', 'key'] : ['bypass', 'delta'];
}

function isAt(heard: StageListen, place: ListenPlace): boolean {
  if ('master' in heard) return 'master' in place && heard.master === place.master;
  return 'strip' in place && heard.strip === place.strip && heard.stage === place.stage;
}

export class StageListening {
  readonly #heard = createSignal<StageListen | null>(null);
  readonly #engine: Pick<StudioEngine, 'setListen'>;

  constructor(engine: Pick<StudioEngine, 'setListen'>) {
    this.#engine = engine;
  }

  /** Tracked. */
  heard(): StageListen | null {
    return this.#heard[0]();
  }

  /** How a stage is heard; null where it is not the one. Tracked. */
  modeOf(place: ListenPlace): ListenModeName | null {
    const heard = this.heard();
    return heard && heard.mode !== 'bands' && isAt(heard, place) ? heard.mode : null;
  }

  set(place: ListenPlace, mode: ListenModeName): void {
    this.#set({ ...place, mode } as StageListen);
  }

  /** Those of the multiband that are heard alone, from 1; none: all are heard. Tracked. */
  bands(): readonly number[] {
    const heard = this.heard();
    return heard?.mode === 'bands' ? heard.bands : [];
  }

  toggleBand(band: number): void {
    const others = this.bands().filter((each) => each !== band);
    this.#setBands(others.length < this.bands().length ? others : [...others, band].sort());
  }

  clear(): void {
    if (this.heard()) this.#set(null);
  }

  /** A stage or band that is switched off, or whose strip is gone, is listened to no more. */
  follow(records: Pick<RecordSignals, 'strip' | 'master'>): void {
    const isOn = (heard: StageListen) => {
      if ('master' in heard) {
        const on = paramSpec('master', `${heard.master}.on`);
        return readParam(records.master().params, on) >= 0.5;
      }
      const params = records.strip(heard.strip)?.params;
      return params ? readParam(params, paramSpec('strip', `${heard.stage}.on`)) >= 0.5 : false;
    };
    createRoot(() =>
      createEffect(() => {
        const heard = this.heard();
        if (!heard) return;
        if (!isOn(heard)) this.clear();
        else if (heard.mode === 'bands') {
          // The choice counts from two bands.
          const count =
            2 + readParam(records.master().params, paramSpec('master', 'multiband.bands'));
          const present = heard.bands.filter((band) => band <= count);
          if (present.length < heard.bands.length) this.#setBands(present);
        }
      }),
    );
  }

  #setBands(bands: readonly number[]): void {
    this.#set(bands.length > 0 ? { master: 'multiband', mode: 'bands', bands } : null);
  }

  #set(listen: StageListen | null): void {
    this.#heard[1](listen);
    this.#engine.setListen(listen);
  }
}
