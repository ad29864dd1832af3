// A stretch of the song rendered by itself, mix and master, for its peaks. It begins
// a little before, so that dynamics and tails have set in; it is a look, and no part
// of any export.
// Thread: render worker.

import type { MixRenderer } from '../engine/engine-module';
import type { FilesModule } from '../engine/files-module';
import { compileSession, prepareSession } from '../session/compiled-session';
import type { SessionDocument } from '../session/session-document';
import { addStems, fillRequests } from '../streaming/stem-reads';
import { courseMeasurer } from './render-measurer';
import { kChunkFrames, throwIfAborted } from './render-mix';
import type { RenderModules } from './render-song';
import { layoutsOf, type SongSource } from './song-source';

const kRunUpSeconds = 2;

/** Frames of the song. */
export interface Stretch {
  startFrame: number;
  endFrame: number;
}

/**
 * True peak in dBTP of each second of the stretch that sounds, of `session`, whose stems `song`
 * has. `metered` sees the mix once it is rendered.
 */
export async function stretchPeaks(
  { engine, master, files }: RenderModules & { files: FilesModule },
  song: SongSource,
  session: SessionDocument,
  { startFrame, endFrame }: Stretch,
  signal: AbortSignal,
  metered?: (mix: MixRenderer) => void,
): Promise<number[]> {
  const { compiled, faults } = compileSession(files, JSON.stringify(session));
  if (!compiled) throw new Error(`the song cannot be rendered: ${faults[0]?.message}`);
  const runUp = Math.min(startFrame, Math.round(kRunUpSeconds * session.sampleRate));
  const mix = new engine.MixRenderer();
  const pass = new master.MasterPass();
  const measurer = courseMeasurer(files, session.sampleRate);
  try {
    addStems(mix, layoutsOf(song.input));
    prepareSession(engine, compiled, (at, bytes) => mix.prepare(at, bytes, kChunkFrames));
    prepareSession(master, compiled, (at, bytes) =>
      pass.prepare(at, bytes, mix.latencyFrames(), kChunkFrames),
    );
    mix.startAt(startFrame - runUp);
    if (metered) mix.meterTracks();
    const wanted = endFrame - startFrame + runUp;
    for (let done = 0; done < wanted && !pass.done(); ) {
      throwIfAborted(signal);
      const reading = fillRequests(engine, mix.requests(), mix.plan(), song.readers);
      if (reading) await reading;
      const frames = mix.render();
      for (const channel of [0, 1]) {
        const from = mix.mix(channel) / 4;
        master.HEAPF32.set(engine.HEAPF32.subarray(from, from + frames), pass.input(channel) / 4);
      }
      const out = pass.process(frames);
      const first = Math.min(out, Math.max(0, runUp - done));
      const count = Math.min(out, wanted - done) - first;
      if (count > 0) {
        const skip = first * 8;
        measurer.feed(master.HEAPF64, pass.output(0) + skip, pass.output(1) + skip, count);
      }
      done += out;
    }
    metered?.(mix);
    const { truePeak } = JSON.parse(measurer.measurer.resultJson());
    return (truePeak.maxDbtp as (number | null)[]).filter((peak) => peak !== null);
  } finally {
    measurer.free();
    pass.delete();
    mix.delete();
  }
}
