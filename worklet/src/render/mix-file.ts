// The mix of a song kept on disk: planar float32, the left channel's frames and
// then the right's, latency and tail included. The master can be run over it again
// and again without rendering the strips.
// Thread: render worker.

import type { Pointer } from '../engine/heap-module';
import type { MasterModule, MasterPass } from '../engine/master-module';
import type { Folder, SyncFile } from '../io/folder';
import { fromStored } from '../params/param-values';
import { paramSpecs } from '../params/params.generated';
import { prepareSession } from '../session/compiled-session';
import type { ParamRecord } from '../session/session-document';
import { Breath } from './breath';
import { kChunkFrames, type RenderWork, renderMix, throwIfAborted } from './render-mix';
import type { RenderModules } from './render-song';
import type { SongSource } from './song-source';

const kSampleBytes = 4;

export class MixFile {
  readonly #folder: Folder;
  readonly #name: string;
  readonly #file: SyncFile;
  readonly #song: SongSource;
  #frames = 0;
  #latencyFrames = 0;

  private constructor(folder: Folder, name: string, file: SyncFile, song: SongSource) {
    this.#folder = folder;
    this.#name = name;
    this.#file = file;
    this.#song = song;
  }

  /** Renders and keeps the mix; `hear` gets the song's frames of it, chunk by chunk (f32 left and right, frames). */
  static async render(
    modules: RenderModules,
    song: SongSource,
    folder: Folder,
    work: RenderWork,
    hear: (left: Pointer, right: Pointer, frames: number) => void,
  ): Promise<MixFile> {
    const name = `${crypto.randomUUID()}.mix`;
    const mix = new MixFile(folder, name, await folder.open(name), song);
    try {
      await mix.#render(modules, work, hear);
      return mix;
    } catch (error) {
      await mix.remove();
      throw error;
    }
  }

  /** Runs the master over the mix; `sink` gets its output (f64). `params`: as a document's master has them. */
  async master(
    master: MasterModule,
    params: ParamRecord,
    work: RenderWork,
    sink: (left: Pointer, right: Pointer, frames: number) => void,
  ): Promise<void> {
    const pass = this.#pass(master, this.#latencyFrames);
    const breath = new Breath();
    try {
      for (const spec of paramSpecs('master')) {
        pass.setParam(spec.id, fromStored(spec, params[spec.key]));
      }
      for (let at = 0; !pass.done(); at += kChunkFrames) {
        throwIfAborted(work.signal);
        const frames = Math.min(kChunkFrames, this.#frames - at);
        this.#load(master, pass, at, frames);
        const out = pass.process(frames);
        if (out > 0) sink(pass.output(0), pass.output(1), out);
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

  async #render(
    { engine, master }: RenderModules,
    work: RenderWork,
    hear: (left: Pointer, right: Pointer, frames: number) => void,
  ): Promise<void> {
    let at = 0;
    await renderMix(
      engine,
      this.#song,
      work.signal,
      (mix) => {
        this.#latencyFrames = mix.latencyFrames();
        const pass = this.#pass(master, this.#latencyFrames);
        // Enough for any setting of the master.
        this.#frames = mix.songFrames() + this.#latencyFrames + pass.mostLatencyFrames();
        pass.delete();
        return this.#frames;
      },
      (mix, rendered) => {
        const frames = Math.min(rendered, this.#frames - at);
        const [left, right] = [mix.mix(0), mix.mix(1)];
        for (const [channel, from] of [left, right].entries()) {
          const bytes = engine.HEAPU8.subarray(from, from + frames * kSampleBytes);
          this.#file.write(bytes, (channel * this.#frames + at) * kSampleBytes);
        }
        const skip = Math.min(frames, Math.max(0, this.#latencyFrames - at));
        const end = Math.min(frames, this.#latencyFrames + mix.songFrames() - at);
        if (end > skip) {
          const offset = skip * kSampleBytes;
          hear(left + offset, right + offset, end - skip);
        }
        at += frames;
        work.progress(at, this.#frames);
      },
    );
  }

  #pass(master: MasterModule, latencyFrames: number): MasterPass {
    const pass = new master.MasterPass();
    prepareSession(master, this.#song.input.compiled, (pointer, bytes) =>
      pass.prepare(pointer, bytes, latencyFrames, kChunkFrames),
    );
    return pass;
  }

  #load(master: MasterModule, pass: MasterPass, at: number, frames: number): void {
    for (const channel of [0, 1]) {
      const to = pass.input(channel);
      const bytes = master.HEAPU8.subarray(to, to + frames * kSampleBytes);
      this.#file.read(bytes, (channel * this.#frames + at) * kSampleBytes);
    }
  }
}
