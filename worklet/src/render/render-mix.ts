// A song's mix rendered chunk by chunk; a sink takes each chunk where it lies in
// the engine's heap. Memory does not grow with the song. Where other engines
// render a part of it, this one is the last.
// Thread: render worker; `trackSums` also part workers.

import type { EngineModule, MixRenderer } from '../engine/engine-module';
import { cancelled } from '../messages/fault';
import { prepareSession } from '../session/compiled-session';
import { addStems, fillRequests } from '../streaming/stem-reads';
import { Breath } from './breath';
import { layoutsOf, type SongSource } from './song-source';
import { addTrackLevels, type TrackLevels } from './track-levels';

/** Frames of one chunk, at the most. */
export const kChunkFrames = 8192;
/** Where parts hand chunks on: shorter, so that the next one has less to wait for and to hold. */
export const kPartChunkFrames = 4096;

/** What a sink answers: what to wait for before the next chunk, if anything. */
export type Sunk = Promise<void> | undefined;

/** `frames` frames, whole blocks, are in the renderer's `mix`, and follow on the last. */
export type MixSink = (renderer: MixRenderer, frames: number) => Sunk;

export interface RenderWork {
  signal: AbortSignal;
  /** Frames rendered so far, of how many. */
  progress(done: number, total: number): void;
}

/**
 * `begin` hears of the renderer before its first chunk, and says how many frames of the mix are
 * wanted, latency and tail included. Gives how loud tracks were, where `song` is to be metered.
 */
export async function renderMix(
  engine: EngineModule,
  song: SongSource,
  signal: AbortSignal,
  begin: (renderer: MixRenderer) => number,
  sink: MixSink,
): Promise<TrackLevels | null> {
  const renderer = new engine.MixRenderer();
  const breath = new Breath();
  let row: ReturnType<NonNullable<SongSource['startParts']>> | null = null;
  // So that cancelling need not wait for the others.
  const stop = () => row?.sums.break(cancelled('Rendering'));
  signal.addEventListener('abort', stop);
  try {
    const chunk = song.startParts ? kPartChunkFrames : kChunkFrames;
    addStems(renderer, layoutsOf(song.input));
    prepareSession(engine, song.input.compiled, (pointer, bytes) =>
      renderer.prepare(pointer, bytes, chunk),
    );
    const wanted = begin(renderer);
    if (song.input.metered) renderer.meterTracks();
    row = song.startParts?.(wanted) ?? null;
    const sums = row && trackSums(engine.HEAPF64, renderer, row.parts - 1, row.parts);
    for (let rendered = 0; rendered < wanted; ) {
      throwIfAborted(signal);
      const count = renderer.plan();
      const reading = fillRequests(engine, renderer.requests(), count, song.readers);
      if (reading) await reading;
      if (row && sums) await row.sums.receive(sums);
      const frames = renderer.render();
      rendered += frames;
      const sunk = sink(renderer, frames);
      if (sunk) await sunk;
      const pause = breath.take();
      if (pause) await pause;
    }
    if (!song.input.metered) return null;
    const levels = (await row?.sums.levels()) ?? new Float64Array(song.input.trackCount);
    addTrackLevels(engine, renderer, levels);
    return levels;
  } finally {
    signal.removeEventListener('abort', stop);
    row?.end();
    breath.close();
    renderer.delete();
  }
}

/** Makes the renderer one part of several; what it takes from the part before and leaves for the next. */
export function trackSums(
  heap: Float64Array,
  renderer: MixRenderer,
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
