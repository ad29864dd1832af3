// The song rendered chunk by chunk, mix and master, each from the heap of its own
// module; a sink takes each chunk where it lies in the master's. The mix may be
// kept on the way, or be one that was kept.
// Thread: render worker.

import type { EngineModule } from '../engine/engine-module';
import type { MasterModule, MasterPass } from '../engine/master-module';
import { prepareSession } from '../session/compiled-session';
import type { MixFile } from './mix-file';
import { kChunkFrames, type RenderWork, renderMix, type Sunk } from './render-mix';
import type { SongSource } from './song-source';
import type { TrackLevels } from './track-levels';

export interface RenderModules {
  engine: EngineModule;
  master: MasterModule;
}

/** `frames` frames are in the pass's `output`, and follow on the last. */
export type ChunkSink = (pass: MasterPass, frames: number) => Sunk;

/**
 * `begin` gets the master, prepared, before the first chunk. `keep` gets the mix of a song that has
 * none kept. Gives how loud its tracks are, where that is known.
 */
export async function renderSong(
  { engine, master }: RenderModules,
  song: SongSource,
  work: RenderWork,
  begin: (pass: MasterPass) => void,
  sink: ChunkSink,
  keep: MixFile | null = null,
): Promise<TrackLevels | null> {
  if (song.mix) {
    await song.mix.master(master, song.input.compiled, {}, work, sink, begin);
    return song.mix.levels;
  }
  const pass = new master.MasterPass();
  try {
    const levels = await renderMix(
      engine,
      song,
      work.signal,
      (mix) => {
        prepareSession(master, song.input.compiled, (pointer, bytes) =>
          pass.prepare(pointer, bytes, mix.latencyFrames(), kChunkFrames),
        );
        begin(pass);
        return keep ? keep.begin(mix, pass) : pass.mixFrames();
      },
      async (mix, frames) => {
        keep?.write(engine, mix, frames);
        await sinkSilence(pass, sink);
        if (pass.done()) return;
        for (const channel of [0, 1]) {
          const from = mix.mix(channel) / 4;
          master.HEAPF32.set(engine.HEAPF32.subarray(from, from + frames), pass.input(channel) / 4);
        }
        const out = pass.process(frames);
        work.progress(pass.framesDone(), pass.totalFrames());
        if (out > 0) await sink(pass, out);
      },
    );
    await sinkSilence(pass, sink);
    if (keep) keep.levels = levels;
    return levels;
  } finally {
    pass.delete();
  }
}

/** Hands on what silence comes next, before the song's range or behind it. */
export async function sinkSilence(pass: MasterPass, sink: ChunkSink): Promise<void> {
  for (let frames = pass.silence(); frames > 0; frames = pass.silence()) await sink(pass, frames);
}
