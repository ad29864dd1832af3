// The song rendered chunk by chunk, mix and master, each from the heap of its own
// module; a sink takes each chunk where it lies in the master's.
// Thread: render worker.

import type { EngineModule } from '../engine/engine-module';
import type { MasterModule, MasterPass } from '../engine/master-module';
import { prepareSession } from '../session/compiled-session';
import { kChunkFrames, type RenderWork, renderMix } from './render-mix';
import type { SongSource } from './song-source';

export interface RenderModules {
  engine: EngineModule;
  master: MasterModule;
}

/** `frames` frames are in the pass's `output`, and follow on the last. */
export type ChunkSink = (pass: MasterPass, frames: number) => void;

/** `begin` gets the master, prepared, before the first chunk. */
export async function renderSong(
  { engine, master }: RenderModules,
  song: SongSource,
  work: RenderWork,
  begin: (pass: MasterPass) => void,
  sink: ChunkSink,
): Promise<void> {
  const pass = new master.MasterPass();
  try {
    await renderMix(
      engine,
      song,
      work.signal,
      (mix) => {
        prepareSession(master, song.input.compiled, (pointer, bytes) =>
          pass.prepare(pointer, bytes, mix.latencyFrames(), kChunkFrames),
        );
        begin(pass);
        return pass.totalFrames() + pass.latencyFrames();
      },
      (mix, frames) => {
        for (const channel of [0, 1]) {
          const from = mix.mix(channel) / 4;
          master.HEAPF32.set(engine.HEAPF32.subarray(from, from + frames), pass.input(channel) / 4);
        }
        const out = pass.process(frames);
        if (out > 0) sink(pass, out);
        work.progress(pass.framesDone(), pass.totalFrames());
      },
    );
  } finally {
    pass.delete();
  }
}
