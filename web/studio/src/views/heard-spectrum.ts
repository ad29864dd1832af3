// The spectrum of what is heard, worked out while a picture of it is in view: on its
// own, or behind an equaliser's curve.
// Thread: main.

import { onCleanup } from 'solid-js';
import { useStudio } from '../app/studio';
import type { SpectrumSettings, SpectrumSize } from '../audio/spectrum';
import { SpectrumPicture } from '../audio/spectrum-picture';
import { pacer } from '../ui/calm';

const EVERY_MS = 30;

export interface HeardSpectrum {
  readonly picture: SpectrumPicture;
  /** The picture comes into view, or leaves it. */
  look(visible: boolean): void;
  /** In every frame; true where there is something new to draw. */
  update(nowMs: number): boolean;
}

/** Called in a component. `settings` as they stand; the resolution is the meters'. */
export function heardSpectrum(settings: () => SpectrumSettings): HeardSpectrum {
  const { engine, meters } = useStudio();
  const picture = new SpectrumPicture();
  const due = pacer(EVERY_MS);
  let stopLooking: (() => void) | null = null;
  const look = (visible: boolean) => {
    if (visible) {
      stopLooking ??= meters.look();
      return;
    }
    stopLooking?.();
    stopLooking = null;
  };
  onCleanup(() => look(false));
  return {
    picture,
    look,
    update: (nowMs) =>
      stopLooking !== null &&
      due(nowMs) &&
      picture.update(engine.scope, Number(meters.size()) as SpectrumSize, settings()),
  };
}
