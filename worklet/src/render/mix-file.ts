// The mix of a song kept on disk: planar float32, the left channel's frames and
// then the right's, latency and tail included. The master can be run over it again
// and again without rendering the strips.
// Thread: render worker.

import type { EngineModule, MixRenderer } from '../engine/engine-module';
import type { MasterModule, MasterPass } from '../engine/master-module';
import type { Folder, SyncFile } from '../io/folder';
import { fromStored } from '../params/param-values';
import { findParamSpec } from '../params/params.generated';
import { type CompiledSession, prepareSession } from '../session/compiled-session';
import type { ParamRecord } from '../session/session-document';
import { Breath } from './breath';
import { kChunkFrames, type RenderWork, renderMix, throwIfAborted } from './render-mix';
import { type ChunkSink, type RenderModules, sinkSilence } from './render-song';
import type { SongSource } from './song-source';
import type { TrackLevels } from './track-levels';

const kSampleBytes = 4;
const kChannels = [0, 1] as const;

export class MixFile {
  /** How loud its tracks are; null where they were not metered. */
  levels: TrackLevels | null = null;
  readonly #folder: Folder;
  readonly #name: string;
  readonly #file: SyncFile;
  #frames = 0;
  #written = 0;
  #songFrames = 0;
  #latencyFrames = 0;

  private constructor(folder: Folder, name: string, file: SyncFile) {
    this.#folder = folder;
    this.#name = name;
    this.#file = file;
  }

  static async create(folder: Folder): Promise<MixFile> {
    const name = `${crypto.randomUUID()}.mix`;
    return new MixFile(folder, name, await folder.open(name));
  }

  /** How many frames of `mix` are wanted here: enough for any setting of the master. */
  begin(mix: MixRenderer, pass: MasterPass): number {
    this.#songFrames = mix.songFrames();
    this.#latencyFrames = mix.latencyFrames();
    this.#frames = this.#songFrames + this.#latencyFrames + pass.mostLatencyFrames();
    return this.#frames;
  }

  /** The next frames of the mix. */
  write(engine: EngineModule, mix: MixRenderer, rendered: number): void {
    const frames = Math.min(rendered, this.#frames - this.#written);
    for (const channel of kChannels) {
      const from = mix.mix(channel);
      const bytes = engine.HEAPU8.subarray(from, from + frames * kSampleBytes);
      this.#file.write(bytes, this.#at(channel, this.#written));
    }
    this.#written += frames;
  }

  get songFrames(): number {
    return this.#songFrames;
  }

  /** Every frame that `begin` wanted is in it. */
  isWhole(): boolean {
    return this.#frames > 0 && this.#written === this.#frames;
  }

  /**
   * Runs the master of `compiled` over the mix, `trial`'s parameters in place of its own. `begin`
   * gets it, prepared, before the first chunk.
   */
  async master(
    master: MasterModule,
    compiled: CompiledSession,
    trial: ParamRecord,
    work: RenderWork,
    sink: ChunkSink,
    begin?: (pass: MasterPass) => void,
  ): Promise<void> {
    const pass = new master.MasterPass();
    const breath = new Breath();
    try {
      prepareSession(master, compiled, (pointer, bytes) =>
        pass.prepare(pointer, bytes, this.#latencyFrames, kChunkFrames),
      );
      for (const [key, value] of Object.entries(trial)) {
        const spec = findParamSpec('master', key);
        if (spec) pass.setParam(spec.id, fromStored(spec, value));
      }
      begin?.(pass);
      for (let at = 0; ; at += kChunkFrames) {
        throwIfAborted(work.signal);
        await sinkSilence(pass, sink);
        if (pass.done()) break;
        const frames = Math.min(kChunkFrames, this.#frames - at);
        for (const channel of kChannels) {
          const to = pass.input(channel);
          const bytes = master.HEAPU8.subarray(to, to + frames * kSampleBytes);
          this.#file.read(bytes, this.#at(channel, at));
        }
        const out = pass.process(frames);
        const sunk = out > 0 ? sink(pass, out) : undefined;
        if (sunk) await sunk;
        work.progress(pass.framesDone(), pass.totalFrames());
        const pause = breath.take();
        if (pause) await pause;
      }
    } finally {
      breath.close();
      pass.delete();
    }
  }

  async remove(): Promise<void> {
    this.#file.close();
    await this.#folder.remove(this.#name);
  }

  /** Where a channel's frame lies. */
  #at(channel: number, frame: number): number {
    return (channel * this.#frames + frame) * kSampleBytes;
  }
}

/** Renders the song's mix into `file`, and no master. */
export async function renderToFile(
  { engine, master }: RenderModules,
  song: SongSource,
  file: MixFile,
  work: RenderWork,
): Promise<void> {
  let at = 0;
  let wanted = 0;
  file.levels = await renderMix(
    engine,
    song,
    work.signal,
    (mix) => {
      const pass = new master.MasterPass();
      prepareSession(master, song.input.compiled, (pointer, bytes) =>
        pass.prepare(pointer, bytes, mix.latencyFrames(), kChunkFrames),
      );
      wanted = file.begin(mix, pass);
      pass.delete();
      return wanted;
    },
    (mix, frames) => {
      file.write(engine, mix, frames);
      at += frames;
      work.progress(Math.min(at, wanted), wanted);
    },
  );
}
