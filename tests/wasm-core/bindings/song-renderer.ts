// The song rendered by the two modules in one loop, without the workers: mix and
// master put together chunk by chunk, as wasm-core's OfflineRenderer does
// natively. Whoever uses it reads the stems.

import type { EngineModule, MixRenderer } from '../../../worklet/src/engine/engine-module';
import type { PcmLayout, Pointer } from '../../../worklet/src/engine/heap-module';
import type { MasterModule, MasterPass } from '../../../worklet/src/engine/master-module';
import {
  type CompiledSession,
  prepareSession,
} from '../../../worklet/src/session/compiled-session';

export class SongRenderer {
  readonly mix: MixRenderer;
  readonly pass: MasterPass;
  /** Of the last chunk, in `mix`. */
  mixFrames = 0;
  /** Frames of silence that came with the last plan. */
  #silent = 0;

  constructor(
    readonly engine: EngineModule,
    readonly master: MasterModule,
  ) {
    this.mix = new engine.MixRenderer();
    this.pass = new master.MasterPass();
  }

  addStem(stem: PcmLayout): void {
    const { dataOffsetBytes, frames, channels, sampleRate, encoding, bytesPerFrame } = stem;
    this.mix.addStem(dataOffsetBytes, frames, channels, sampleRate, encoding, bytesPerFrame);
  }

  prepare(compiled: CompiledSession, chunkFrames = 8192): void {
    prepareSession(this.engine, compiled, (pointer, bytes) =>
      this.mix.prepare(pointer, bytes, chunkFrames),
    );
    prepareSession(this.master, compiled, (pointer, bytes) =>
      this.pass.prepare(pointer, bytes, this.mix.latencyFrames(), chunkFrames),
    );
  }

  totalFrames(): number {
    return this.pass.totalFrames();
  }
  done(): boolean {
    return this.pass.done();
  }
  plan(): number {
    this.#silent = this.pass.silence();
    return this.#silent > 0 ? 0 : this.mix.plan();
  }
  requests(): Pointer {
    return this.mix.requests();
  }

  /** Frames of the output that came. */
  render(): number {
    this.mixFrames = 0;
    if (this.#silent > 0) return this.#silent;
    this.mixFrames = this.mix.render();
    for (const channel of [0, 1]) {
      const from = this.mix.mix(channel) / 4;
      const chunk = this.engine.HEAPF32.subarray(from, from + this.mixFrames);
      this.master.HEAPF32.set(chunk, this.pass.input(channel) / 4);
    }
    return this.pass.process(this.mixFrames);
  }

  /** The first `frames` of the output in the master's heap. */
  output(channel: number, frames: number): Float64Array {
    const from = this.pass.output(channel) / 8;
    return this.master.HEAPF64.subarray(from, from + frames);
  }

  delete(): void {
    this.mix.delete();
    this.pass.delete();
  }
}
