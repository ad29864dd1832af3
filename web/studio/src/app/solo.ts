// Solo is listening, not mixing: it is kept here, out of the document, undo,
// links and exports. By ids of tracks and buses.
// Thread: main.

import type { SoloModeName, StudioEngine } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';
import { readSetting, writeSetting } from './settings';

export const SOLO_MODES = ['inPlace', 'afterFader', 'preFader'] as const;
const MODE_SETTING = 'solo.mode';

export class Solo {
  readonly #mode = createSignal<SoloModeName>(
    SOLO_MODES.find((mode) => mode === readSetting(MODE_SETTING)) ?? 'inPlace',
  );
  readonly #strips = createSignal<ReadonlySet<string>>(new Set());
  readonly #engine: Pick<StudioEngine, 'setSolo'>;

  constructor(engine: Pick<StudioEngine, 'setSolo'>) {
    this.#engine = engine;
  }

  strips(): ReadonlySet<string> {
    return this.#strips[0]();
  }

  /** How the soloed strips are heard: in place, or instead of the mix. Tracked. */
  mode(): SoloModeName {
    return this.#mode[0]();
  }

  setMode(mode: SoloModeName): void {
    this.#mode[1](mode);
    writeSetting(MODE_SETTING, mode);
    this.#engine.setSolo(this.strips(), mode);
  }

  any(): boolean {
    return this.strips().size > 0;
  }

  has(strip: string): boolean {
    return this.strips().has(strip);
  }

  /** `exclusive`: this one alone. */
  toggle(strip: string, exclusive = false): void {
    const next = new Set(exclusive ? [] : this.strips());
    if (this.has(strip) && !(exclusive && this.strips().size > 1)) next.delete(strip);
    else next.add(strip);
    this.#set(next);
  }

  clear(): void {
    this.#set(new Set());
  }

  /** After each open: a strip that is gone is soloed no more. */
  sendAll(present: readonly string[]): void {
    this.#set(new Set([...this.strips()].filter((strip) => present.includes(strip))));
  }

  #set(strips: ReadonlySet<string>): void {
    this.#strips[1](strips);
    this.#engine.setSolo(strips, this.mode());
  }
}
