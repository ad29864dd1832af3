// "Make it −11 LUFS": finds the drive and trim that reach a loudness under a
// ceiling and writes them into the document as one undo step, or says why not.
// Thread: main.

import type { LoudnessResult } from '@lathe/worklet/client/studio-engine';
import { clampParam } from '@lathe/worklet/params/param-values';
import { type ParamSpec, paramSpec } from '@lathe/worklet/params/params.generated';
import { createSignal } from 'solid-js';
import { toDocument } from '../document/document-shape';
import { formatFigure } from '../params/format';
import type { References } from './references';
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

/** Kept as the wanted figure is: the reference's, whichever it is. */
const AS_REFERENCE = 'targetAsReference';

function kept(spec: ParamSpec): number {
  const text = readSetting(spec.key);
  return text === null ? spec.default : clampParam(spec, Number(text));
}

export class LoudnessWork {
  readonly #studio: Studio;
  readonly #target = createSignal(kept(TARGET_SPEC));
  readonly #ceiling = createSignal(kept(CEILING_SPEC));
  readonly #fraction = createSignal<number | null>(null);
  readonly #asReference = createSignal(readSetting(AS_REFERENCE) === 'yes');
  readonly #outcome = createSignal<{ text: string; reached: boolean } | null>(null);
  #abort: AbortController | null = null;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** What the reference that is chosen comes to; the nearest that can be asked for. */
  targetLufs(): number {
    const reference = this.asReference() ? this.#studio.references.lufs() : null;
    return reference === null ? this.#target[0]() : clampParam(TARGET_SPEC, reference);
  }

  setTarget(lufs: number): void {
    this.#follow(false);
    this.#target[1](clampParam(TARGET_SPEC, lufs));
    writeSetting(TARGET_SPEC.key, String(this.targetLufs()));
  }

  /** Whether the loudness wanted is the reference's. */
  asReference(): boolean {
    return this.#asReference[0]() && this.#studio.references.lufs() !== null;
  }

  /** As loud as the reference that is chosen, now and when another is; or says why not. */
  wantReference(): void {
    const { references } = this.#studio;
    const lufs = references.lufs();
    this.#outcome[1](null);
    if (lufs === null) {
      this.#outcome[1]({ text: noReference(references), reached: false });
      return;
    }
    this.#follow(true);
    const target = this.targetLufs();
    if (target === lufs) return;
    const text = `${references.chosen()?.name} is at ${formatFigure(lufs)} LUFS, which is beyond what can be asked for: ${formatFigure(target)} LUFS is the nearest.`;
    this.#outcome[1]({ text, reached: false });
  }

  #follow(follows: boolean): void {
    this.#asReference[1](follows);
    writeSetting(AS_REFERENCE, follows ? 'yes' : 'no');
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

function noReference(references: References): string {
  const chosen = references.chosen();
  if (!chosen) {
    return 'There is no reference to be as loud as. Add a finished record under References.';
  }
  return chosen.figures
    ? `${chosen.name} has no loudness: it is silent, or too short. Choose another reference.`
    : `${chosen.name} is still being measured. Ask again in a moment.`;
}
