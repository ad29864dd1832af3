// The monitor section's values: after the export tap, so never in the document,
// in undo or in a link; kept on this device.
// Thread: main.

import type { StudioEngine } from '@lathe/worklet/client/studio-engine';
import { clampParam } from '@lathe/worklet/params/param-values';
import { findParamSpec, paramSpecs } from '@lathe/worklet/params/params.generated';
import { createSignal, type Signal } from 'solid-js';
import { readSetting, writeSetting } from './settings';

/** Kept from one visit to the next; mute and dim would only puzzle whoever comes back. */
const KEPT_KEYS = ['volumeDb', 'dimDb'];

export class Monitor {
  readonly #values = new Map<string, Signal<number>>();
  readonly #engine: Pick<StudioEngine, 'setParam'>;

  constructor(engine: Pick<StudioEngine, 'setParam'>) {
    this.#engine = engine;
    for (const spec of paramSpecs('monitor')) {
      const kept = KEPT_KEYS.includes(spec.key) ? readSetting(`monitor.${spec.key}`) : null;
      const value = kept === null ? spec.default : clampParam(spec, Number(kept));
      this.#values.set(spec.key, createSignal(value));
    }
  }

  get(key: string): number {
    return this.#values.get(key)?.[0]() ?? 0;
  }

  set(key: string, value: number): void {
    const spec = findParamSpec('monitor', key);
    const signal = this.#values.get(key);
    if (!spec || !signal) return;
    const clamped = clampParam(spec, value);
    signal[1](clamped);
    this.#engine.setParam('monitor', key, clamped);
    if (KEPT_KEYS.includes(key)) writeSetting(`monitor.${key}`, String(clamped));
  }

  toggle(key: string): void {
    this.set(key, this.get(key) >= 0.5 ? 0 : 1);
  }

  /** All values to the engine: after each open, as a new engine starts from defaults. */
  sendAll(): void {
    for (const [key, [value]] of this.#values) this.#engine.setParam('monitor', key, value());
  }
}
