// What strips' meters show, on this device and in no document: which kind, before
// or after the fader, how often each went beyond full scale, and the strip whose
// loudness is measured.
// Thread: main.

import type { MeterFrame, Metering, StudioEngine } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';
import { readSetting, writeSetting } from './settings';

export const METER_KINDS = ['peak', 'vu', 'rms'] as const;
export type MeterKind = (typeof METER_KINDS)[number];

const KIND_SETTING = 'meters.kind';
const PRE_FADER_SETTING = 'meters.preFader';

export class StripMetering {
  readonly #engine: Pick<StudioEngine, 'setMetering'>;
  readonly #kind = createSignal<MeterKind>(
    METER_KINDS.find((kind) => kind === readSetting(KIND_SETTING)) ?? 'peak',
  );
  readonly #metering = createSignal<Metering>({
    preFader: readSetting(PRE_FADER_SETTING) === 'true',
    probe: null,
  });
  readonly #overs = createSignal<ReadonlyMap<string, number>>(new Map());

  constructor(engine: Pick<StudioEngine, 'setMetering'>) {
    this.#engine = engine;
  }

  /** Tracked, as are the others. */
  kind(): MeterKind {
    return this.#kind[0]();
  }

  setKind(kind: MeterKind): void {
    this.#kind[1](kind);
    writeSetting(KIND_SETTING, kind);
  }

  preFader(): boolean {
    return this.#metering[0]().preFader;
  }

  /** Counts of overs start anew: they were of another place. */
  setPreFader(preFader: boolean): void {
    writeSetting(PRE_FADER_SETTING, String(preFader));
    this.clearOvers();
    this.#set({ ...this.#metering[0](), preFader });
  }

  /** The strip whose loudness is measured. */
  probe(): string | null {
    return this.#metering[0]().probe;
  }

  /** Measures from now on; the same strip again starts anew. */
  setProbe(probe: string | null): void {
    this.#set({ ...this.#metering[0](), probe });
  }

  /** After each open. A strip that is gone is measured no more. */
  sendAll(present: readonly string[]): void {
    const metering = this.#metering[0]();
    const gone = metering.probe !== null && !present.includes(metering.probe);
    this.#set(gone ? { ...metering, probe: null } : metering);
  }

  /** Blocks in which the strip went beyond full scale since they were cleared. */
  overs(strip: string): number {
    return this.#overs[0]().get(strip) ?? 0;
  }

  anyOvers(): boolean {
    return this.#overs[0]().size > 0;
  }

  clearOvers(): void {
    if (this.#overs[0]().size > 0) this.#overs[1](new Map());
  }

  /** `strips`: whose the frame's meters are, in their order. */
  count({ strips: meters }: MeterFrame, strips: readonly string[]): void {
    if (meters.every(({ overBlocks }) => overBlocks === 0)) return;
    const overs = new Map(this.#overs[0]());
    for (const [index, { overBlocks }] of meters.entries()) {
      const strip = strips[index];
      if (strip !== undefined && overBlocks > 0) {
        overs.set(strip, (overs.get(strip) ?? 0) + overBlocks);
      }
    }
    this.#overs[1](overs);
  }

  #set(metering: Metering): void {
    this.#metering[1](metering);
    this.#engine.setMetering(metering);
  }
}
