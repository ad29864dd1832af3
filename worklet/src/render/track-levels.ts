// How loud each track is after its fader, over all that was rendered: what it takes
// to say how a track stands against the rest. Every engine of a render tells of its
// own tracks; the others are 0 there.
// Thread: render worker and part workers.

import type { EngineModule, MixRenderer } from '../engine/engine-module';

/** Mean square of both channels together, in the document's order. */
export type TrackLevels = Float64Array<ArrayBuffer>;

/** Adds what `mix` has rendered. */
export function addTrackLevels(engine: EngineModule, mix: MixRenderer, levels: TrackLevels): void {
  for (const track of levels.keys()) {
    levels[track]! += engine.HEAPF64[mix.takeTrackMeter(track) / 8 + 1]!;
  }
}
