// The song rendered chunk by chunk through the engine's offline renderer; a
// sink takes each chunk where it lies in the heap. Memory does not grow with
// the song.
// Thread: render worker.

import type { EngineModule, OfflineRenderer } from '../engine/engine-module';
import { cancelled } from '../messages/fault';
import { prepareSession } from '../session/compiled-session';
import { addStems, fillRequests } from '../streaming/stem-reads';
import { Breath } from './breath';
import type { SongSource } from './song-source';

/** Frames of one chunk. */
export const kChunkFrames = 8192;

/**
 * `frames` frames are in the renderer's `output`, `renderer.mixFrames()` in its
 * `mix`, which runs ahead by the engine's latency; each follows on the last.
 */
export type ChunkSink = (renderer: OfflineRenderer, frames: number) => void;

export interface RenderWork {
  signal: AbortSignal;
  /** Frames rendered so far, of how many. */
  progress(done: number, total: number): void;
}

/** Gives the song's length in frames. `begin` hears it before the first chunk. */
export async function renderSong(
  engine: EngineModule,
  song: SongSource,
  work: RenderWork,
  begin: (songFrames: number) => void,
  sink: ChunkSink,
): Promise<number> {
  const renderer = new engine.OfflineRenderer();
  const breath = new Breath();
  try {
    addStems(renderer, song.layouts);
    prepareSession(engine, renderer, song.compiled, kChunkFrames);
    const songFrames = renderer.songFrames();
    begin(songFrames);
    while (!renderer.done()) {
      throwIfAborted(work.signal);
      const count = renderer.plan();
      const reading = fillRequests(engine, renderer.requests(), count, song.readers);
      if (reading) await reading;
      sink(renderer, renderer.render());
      work.progress(renderer.framesDone(), songFrames);
      const pause = breath.take();
      if (pause) await pause;
    }
    return songFrames;
  } finally {
    breath.close();
    renderer.delete();
  }
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled('Rendering');
}
