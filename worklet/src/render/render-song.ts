// The song rendered chunk by chunk through the engine's offline renderer; a
// sink takes each chunk where it lies in the heap. Memory does not grow with
// the song. Where other engines render a part of it, this one is the last.
// Thread: render worker.

import type { EngineModule, OfflineRenderer } from '../engine/engine-module';
import { cancelled } from '../messages/fault';
import { prepareSession } from '../session/compiled-session';
import { addStems, fillRequests } from '../streaming/stem-reads';
import { Breath } from './breath';
import { layoutsOf, type SongSource } from './song-source';

/** Frames of one chunk, at the most. */
export const kChunkFrames = 8192;
/** Where parts hand chunks on: shorter, so that the next one has less to wait for and to hold. */
export const kPartChunkFrames = 4096;

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
  const row = song.startParts?.() ?? null;
  const renderer = new engine.OfflineRenderer();
  const breath = new Breath();
  // So that cancelling need not wait for the others.
  const stop = () => row?.sums.break(cancelled('Rendering'));
  work.signal.addEventListener('abort', stop);
  try {
    addStems(renderer, layoutsOf(song.input));
    prepareSession(engine, renderer, song.input.compiled, row ? kPartChunkFrames : kChunkFrames);
    const sums = row && trackSums(engine.HEAPF64, renderer, row.parts - 1, row.parts);
    const songFrames = renderer.songFrames();
    begin(songFrames);
    while (!renderer.done()) {
      throwIfAborted(work.signal);
      const count = renderer.plan();
      const reading = fillRequests(engine, renderer.requests(), count, song.readers);
      if (reading) await reading;
      if (sums) await row.sums.receive(sums);
      sink(renderer, renderer.render());
      work.progress(renderer.framesDone(), songFrames);
      const pause = breath.take();
      if (pause) await pause;
    }
    return songFrames;
  } finally {
    work.signal.removeEventListener('abort', stop);
    row?.end();
    breath.close();
    renderer.delete();
  }
}

/** Makes the renderer one part of several; what it takes from the part before and leaves for the next. */
export function trackSums(
  heap: Float64Array,
  renderer: OfflineRenderer,
  part: number,
  parts: number,
): Float64Array {
  const doubles = renderer.setPart(part, parts);
  const from = renderer.trackSums() / heap.BYTES_PER_ELEMENT;
  return heap.subarray(from, from + doubles);
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled('Rendering');
}
