// One stage of one strip heard by itself: without it, only what it changes, or
// what its detector hears. As solo, it is listening, not mixing: it is kept here,
// out of the document, undo, links and exports.
// Thread: main.

import type { StageKey, StageListen, StudioEngine } from '@lathe/worklet/client/studio-engine';
import { paramSpec } from '@lathe/worklet/params/params.generated';
import { createEffect, createRoot, createSignal } from 'solid-js';
import { readParam } from '../document/params';
import type { RecordSignals } from './record-signals';

export type ListenModeName = StageListen['mode'];

/** Only these have a detector whose key can be heard. */
const WITH_KEY: readonly StageKey[] = ['gate', 'comp', 'deesser'];

export function listenModes(stage: StageKey): readonly ListenModeName[] {
  return WITH_KEY.includes(stage) ? ['bypass', 'delta', 'key'] : ['bypass', 'delta'];
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
  modeOf(strip: string, stage: StageKey): ListenModeName | null {
    const heard = this.heard();
    return heard?.strip === strip && heard.stage === stage ? heard.mode : null;
  }

  set(listen: StageListen): void {
    this.#set(listen);
  }

  clear(): void {
    if (this.heard()) this.#set(null);
  }

  /** A stage that is switched off, or whose strip is gone, is listened to no more. */
  follow(records: Pick<RecordSignals, 'strip'>): void {
    createRoot(() =>
      createEffect(() => {
        const heard = this.heard();
        if (!heard) return;
        const params = records.strip(heard.strip)?.params;
        const on = paramSpec('strip', `${heard.stage}.on`);
        if (!params || readParam(params, on) < 0.5) this.clear();
      }),
    );
  }

  #set(listen: StageListen | null): void {
    this.#heard[1](listen);
    this.#engine.setListen(listen);
  }
}
