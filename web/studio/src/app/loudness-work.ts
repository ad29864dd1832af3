// "Make it −11 LUFS": finds the drive and trim that reach a loudness under a
// ceiling and writes them into the document as one undo step, or says why not.
// Thread: main.

import type { LoudnessResult } from '@lathe/worklet/client/studio-engine';
import { clampParam } from '@lathe/worklet/params/param-values';
import { type ParamSpec, paramSpec } from '@lathe/worklet/params/params.generated';
import { createSignal } from 'solid-js';
import { toDocument } from '../document/document-shape';
import { formatFigure } from '../params/format';
import { LOUDNESS_INTENTS, type LoudnessIntent, referenceIntent } from './loudness-intents';
import { readSetting, writeSetting } from './settings';
import type { Studio } from './studio';

/** The wanted loudness is no parameter of the engine, but its control is like any other. */
export const TARGET_SPEC = {
  kind: 'number',
  key: 'targetLufs',
  name: 'Loudness wanted',
  unit: 'LUFS',
  min: -30,
  max: -5,
  default: -11,
  taper: 'linear',
  choices: [],
} as unknown as ParamSpec;

/**
 * What the file must stay under. The limiter's own ceiling may come to stand
 * higher, where a trim after it lowers everything.
 */
export const CEILING_SPEC: ParamSpec = {
  ...paramSpec('master', 'limiter.ceilingDbtp'),
  name: 'True peak allowed',
};

function kept(spec: ParamSpec): number {
  const text = readSetting(spec.key);
  return text === null ? spec.default : clampParam(spec, Number(text));
}

export class LoudnessWork {
  readonly #studio: Studio;
  readonly #target = createSignal(kept(TARGET_SPEC));
  readonly #ceiling = createSignal(kept(CEILING_SPEC));
  readonly #fraction = createSignal<number | null>(null);
  readonly #referenceLufs = createSignal<number | null>(null);
  readonly #outcome = createSignal<{ text: string; reached: boolean } | null>(null);
  #abort: AbortController | null = null;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** A reference's, once one is known. */
  intents(): readonly LoudnessIntent[] {
    const reference = this.#referenceLufs[0]();
    return reference === null
      ? LOUDNESS_INTENTS
      : [...LOUDNESS_INTENTS, referenceIntent(clampParam(TARGET_SPEC, reference))];
  }

  /** The loudness of the reference that is chosen; null: there is none. */
  setReference(lufs: number | null): void {
    this.#referenceLufs[1](lufs);
  }

  targetLufs(): number {
    return this.#target[0]();
  }

  setTarget(lufs: number): void {
    this.#target[1](clampParam(TARGET_SPEC, lufs));
    writeSetting(TARGET_SPEC.key, String(this.targetLufs()));
  }

  ceilingDbtp(): number {
    return this.#ceiling[0]();
  }

  setCeiling(dbtp: number): void {
    this.#ceiling[1](clampParam(CEILING_SPEC, dbtp));
    writeSetting(CEILING_SPEC.key, String(this.ceilingDbtp()));
  }

  /** 0…1 while it works; null otherwise. */
  fraction(): number | null {
    return this.#fraction[0]();
  }

  /** What came of the last run, in words. */
  outcome(): { text: string; reached: boolean } | null {
    return this.#outcome[0]();
  }

  cancel(): void {
    this.#abort?.abort();
  }

  async run(): Promise<void> {
    if (this.fraction() !== null) return;
    const { engine, faults, store, songMeasure, limiting } = this.#studio;
    limiting.clear();
    const abort = new AbortController();
    this.#abort = abort;
    this.#fraction[1](0);
    this.#outcome[1](null);
    try {
      const result = await songMeasure.during(() =>
        engine.reachLoudness(toDocument(store), this.targetLufs(), this.ceilingDbtp(), {
          signal: abort.signal,
          onProgress: ({ done, total }) => this.#fraction[1](total > 0 ? done / total : 0),
        }),
      );
      this.#finish(result);
    } catch (error) {
      faults.report(error, 'Reaching the loudness');
    } finally {
      this.#fraction[1](null);
      this.#abort = null;
    }
  }

  #finish(result: LoudnessResult): void {
    if (!result.reached) {
      this.#outcome[1]({ text: result.reason, reached: false });
      return;
    }
    const { driveDb, trimDb, limiterOn, limiterCeilingDbtp, measurement } = result;
    this.#studio.change('master.applyLoudness', {
      driveDb,
      trimDb,
      limiterOn,
      limiterCeilingDbtp,
    });
    const lufs = formatFigure(measurement.integratedLufs);
    const peak = formatFigure(measurement.truePeakDbtp);
    this.#outcome[1]({
      text: `Reached ${lufs} LUFS at ${peak} dBTP with ${formatFigure(driveDb)} dB of drive and ${formatFigure(trimDb)} dB of trim.`,
      reached: true,
    });
  }
}
