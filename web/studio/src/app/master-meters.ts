// What the meters of the output show: choices kept on this device, the loudness of
// the last minutes, and whether anybody looks at samples.
// Thread: main.

import type { StudioEngine } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';
import { LoudnessHistory } from '../audio/loudness-history';
import { choiceSetting } from './choice-setting';
import type { Frame } from './frame-loop';

/** Of the choices of time over which loudness is drawn. */
export const LONGEST_HISTORY_MINUTES = 15;

export class MasterMeters {
  readonly scale = choiceSetting('meters.scale', ['absolute', 'ebu9', 'ebu18']);
  readonly level = choiceSetting('meters.level', ['k14', 'k12', 'k20', 'vu']);
  readonly image = choiceSetting('meters.image', ['polar', 'lissajous']);
  readonly zoom = choiceSetting('meters.zoom', ['follow', 'full']);
  readonly size = choiceSetting('meters.spectrum.size', ['8192', '2048', '4096', '16384']);
  readonly tilt = choiceSetting('meters.spectrum.tilt', ['4.5', '3', '0']);
  readonly averaging = choiceSetting('meters.spectrum.average', ['fast', 'slow']);
  readonly hold = choiceSetting('meters.spectrum.hold', ['falling', 'off', 'endless']);
  readonly source = choiceSetting('meters.spectrum.of', ['both', 'mid', 'side']);
  readonly minutes = choiceSetting('meters.minutes', ['1', '5', '15']);
  /** Of playing, since the meters were reset. */
  readonly history = new LoudnessHistory(LONGEST_HISTORY_MINUTES);
  readonly #engine: Pick<StudioEngine, 'resetMeters' | 'setScope'>;
  readonly #resets = createSignal(0);
  #looking = 0;
  #lastMs: number | null = null;

  constructor(engine: Pick<StudioEngine, 'resetMeters' | 'setScope'>) {
    this.#engine = engine;
  }

  /** Starts all that is measured since a reset anew. */
  reset(): void {
    this.#engine.resetMeters();
    this.history.clear();
    this.#resets[1]((count) => count + 1);
  }

  /** How often that was; tracked. */
  resets(): number {
    return this.#resets[0]();
  }

  /** Somebody looks at samples, until what is returned is called. */
  look(): () => void {
    if (++this.#looking === 1) this.#engine.setScope(true);
    let looks = true;
    return () => {
      if (!looks) return;
      looks = false;
      if (--this.#looking === 0) this.#engine.setScope(false);
    };
  }

  /** In every frame. */
  follow({ levels, nowMs }: Frame): void {
    const elapsedMs = nowMs - (this.#lastMs ?? nowMs);
    this.#lastMs = levels?.playing ? nowMs : null;
    if (levels?.playing) this.history.add(levels.momentaryLufs, levels.shortTermLufs, elapsedMs);
  }
}
