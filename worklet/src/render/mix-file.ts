// The mix bus of a song kept on disk: planar float32, the left channel's frames
// and then the right's. The master can be run over it again and again without
// rendering the strips.
// Thread: render worker.

import type { EngineModule, MasterPass } from '../engine/engine-module';
import type { Pointer } from '../engine/heap-module';
import type { Folder, SyncFile } from '../io/folder';
import { fromStored } from '../params/param-values';
import { paramSpecs } from '../params/params.generated';
import type { ParamRecord } from '../session/session-document';
import { Breath } from './breath';
import { kChunkFrames, type RenderWork, renderSong, throwIfAborted } from './render-song';
import type { SongSource } from './song-source';

const kSampleBytes = 4;

export class MixFile {
  readonly #folder: Folder;
  readonly #name: string;
  readonly #file: SyncFile;
  readonly frames: number;

  private constructor(folder: Folder, name: string, file: SyncFile, frames: number) {
    this.#folder = folder;
    this.#name = name;
    this.#file = file;
    this.frames = frames;
  }

  /** Renders and keeps the mix; `hear` gets every chunk (f32 left and right, frames). */
  static async render(
    engine: EngineModule,
    song: SongSource,
    folder: Folder,
    work: RenderWork,
    hear: (left: Pointer, right: Pointer, frames: number) => void,
  ): Promise<MixFile> {
    const name = `${crypto.randomUUID()}.mix`;
    const file = await folder.open(name);
    try {
      let total = 0;
      let at = 0;
      const begin = (songFrames: number) => {
        total = songFrames;
      };
      await renderSong(engine, song, work, begin, (renderer) => {
        const frames = renderer.mixFrames();
        for (const channel of [0, 1]) {
          const from = renderer.mix(channel);
          const bytes = engine.HEAPU8.subarray(from, from + frames * kSampleBytes);
          file.write(bytes, (channel * total + at) * kSampleBytes);
        }
        hear(renderer.mix(0), renderer.mix(1), frames);
        at += frames;
      });
      return new MixFile(folder, name, file, total);
    } catch (error) {
      file.close();
      await folder.remove(name);
      throw error;
    }
  }

  /** Runs the master over the mix; `sink` gets its output (f64). `params`: as a document's master has them. */
  async master(
    engine: EngineModule,
    sampleRate: number,
    params: ParamRecord,
    work: RenderWork,
    sink: (left: Pointer, right: Pointer, frames: number) => void,
  ): Promise<void> {
    const pass = new engine.MasterPass();
    const breath = new Breath();
    try {
      pass.prepare(sampleRate, this.frames, kChunkFrames);
      for (const spec of paramSpecs('master')) {
        pass.setParam(spec.id, fromStored(spec, params[spec.key]));
      }
      for (let at = 0; at < this.frames; at += kChunkFrames) {
        throwIfAborted(work.signal);
        const frames = Math.min(kChunkFrames, this.frames - at);
        this.#load(engine, pass, at, frames);
        const out = pass.process(frames);
        if (out > 0) sink(pass.output(0), pass.output(1), out);
        work.progress(at + frames, this.frames);
        const pause = breath.take();
        if (pause) await pause;
      }
      for (let out = pass.process(0); out > 0; out = pass.process(0)) {
        sink(pass.output(0), pass.output(1), out);
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

  #load(engine: EngineModule, pass: MasterPass, at: number, frames: number): void {
    for (const channel of [0, 1]) {
      const to = pass.input(channel);
      const bytes = engine.HEAPU8.subarray(to, to + frames * kSampleBytes);
      this.#file.read(bytes, (channel * this.frames + at) * kSampleBytes);
    }
  }
}
