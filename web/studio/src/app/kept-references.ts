// What is kept of references from one visit to the next: which files, how they
// measure, and where the song lies against them.
// Thread: main.

import type { ImportedStem } from '@lathe/worklet/client/studio-engine';
import type { ComparedFigures } from '../audio/reference-differences';
import { readSetting, writeSetting } from './settings';

export interface KeptReference extends ImportedStem {
  /** Null until it has been measured. */
  figures: ComparedFigures | null;
  /** Song time at which it begins; below 0 it has begun before the song. */
  offsetSeconds: number;
}

/** Records are not laid further off than this. */
export const MOST_OFFSET_SECONDS = 600;

const SETTING = 'references';

/** None where the setting is not what this wrote; what an earlier version lacked is measured anew. */
export function keptReferences(): KeptReference[] {
  try {
    const kept: unknown = JSON.parse(readSetting(SETTING) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((each: Partial<KeptReference> | null) =>
      typeof each?.fileSha256 === 'string' ? [whole(each as KeptReference)] : [],
    );
  } catch {
    return [];
  }
}

export function keepReferences(all: readonly KeptReference[]): void {
  writeSetting(SETTING, JSON.stringify(all));
}

function whole(kept: KeptReference): KeptReference {
  const { name, frames, channels, sampleRate, fileSha256, nonFiniteSamples } = kept;
  const figures = kept.figures?.measurement && kept.figures.spectrum ? kept.figures : null;
  const offsetSeconds = Number.isFinite(kept.offsetSeconds) ? kept.offsetSeconds : 0;
  return {
    ...{ name, frames, channels, sampleRate, fileSha256, nonFiniteSamples },
    ...{ figures, offsetSeconds },
  };
}
