// Dropouts of playback: blocks whose audio was missing, and buffers that the
// browser delivered late while something played. Those of the time in which an
// engine is made, or of a window that nobody listens to, are none.
// Thread: main.

import type { MeterFrame } from '@lathe/worklet/client/studio-engine';

export type DropoutFigures = Pick<MeterFrame, 'playing' | 'starvedBlocks' | 'underruns'>;

export class Dropouts {
  #underruns = 0;
  #last: DropoutFigures | null = null;

  /** Takes the next meters, and gives the dropouts so far. */
  count(meters: DropoutFigures): number {
    const before = this.#last;
    // Both of them: the browser brings its count up to date once a second, at its leisure.
    if (before?.playing && meters.playing) {
      this.#underruns += Math.max(0, (meters.underruns ?? 0) - (before.underruns ?? 0));
    }
    this.#last = meters;
    return meters.starvedBlocks + this.#underruns;
  }
}
