// The whole song measured: the master over its kept mix, or all of it rendered, the
// mix being kept on the way.
// Thread: render worker.

import type { SongMeasureReport } from '../client/song-measure-report';
import { fault } from '../messages/fault';
import type { MixCache } from './mix-cache';
import { type MixFile, renderToFile } from './mix-file';
import { mixKey } from './mix-key';
import type { RenderWork } from './render-mix';
import { type ChunkSink, type RenderModules, renderSong } from './render-song';
import type { SongCourse } from './song-course';
import type { SongSource } from './song-source';

/** `mixes`: null where its mix is not to be kept. `begin` gives who hears the song; again where the disk was full and all begins anew. */
export async function measureSong(
  modules: RenderModules,
  song: SongSource,
  mixes: MixCache | null,
  begin: () => SongCourse,
  work: RenderWork,
): Promise<SongMeasureReport> {
  const render = async (keep: MixFile | null) => {
    const course = begin();
    try {
      const sink: ChunkSink = (pass, frames) =>
        course.feed(modules.master.HEAPF64, pass.output(0), pass.output(1), frames);
      const levels = await renderSong(modules, song, work, () => {}, sink, keep);
      const tracks = song.session.tracks.map(({ id }, i) => ({ id, meanSquare: levels?.[i] ?? 0 }));
      const { startFrame = 0, silenceBeforeFrames = 0 } = song.session.master.headTail ?? {};
      const startSeconds = (startFrame - silenceBeforeFrames) / song.session.sampleRate;
      return { ...(await course.report()), startSeconds, tracks: levels ? tracks : [] };
    } finally {
      course.end();
    }
  };
  if (song.mix || !mixes?.lasting) return render(null);
  return mixes.fill(mixKey(song.session), render);
}

/** `use` gets the song's mix: the one that was kept, or one that is rendered now. */
export async function withMix<Result>(
  modules: RenderModules,
  song: SongSource,
  mixes: MixCache,
  work: RenderWork,
  use: (mix: MixFile) => Promise<Result>,
): Promise<Result> {
  if (song.mix) return use(song.mix);
  return mixes.fill(mixKey(song.session), async (mix) => {
    if (!mix) {
      throw fault(
        'disk-full',
        "There is no room on the disk for the song's mix.",
        'Free some disk space, or remove site data of other pages, and try again.',
      );
    }
    await renderToFile(modules, song, mix, work);
    return use(mix);
  });
}
