// One engine instance for live playback: instantiated, loaded with a session
// and warmed up; and the views of its heap that `process` works on. Everything
// is allocated here, nothing later.
// Thread: audio (worklet), in the processor's constructor.

import { kBlockFrames } from '../engine/engine-constants';
import type { EngineModule, LiveHost } from '../engine/engine-module';
import { instantiateEngine } from '../engine/instantiate';
import { type CompiledSession, prepareSession } from '../session/compiled-session';
import type { Slab } from '../slabs/slab';

/** Longest quantum that is pulled at once; longer ones are cut. */
export const kMaxQuantum = 2048;
/** About a quarter of a second of silence through every path, so that the code is compiled. */
const kWarmUpBlocks = 96;

export class EngineHost {
  readonly host: LiveHost;
  readonly meters: Float32Array;
  readonly #engine: EngineModule;
  /** Heap index (in floats) of every track channel's input. */
  readonly #inputs: Int32Array;
  readonly #outputs: Int32Array;

  constructor(module: WebAssembly.Module, session: CompiledSession, warmUp: boolean) {
    const engine = instantiateEngine(module);
    const host = new engine.LiveHost();
    prepareSession(engine, host, session, kMaxQuantum);
    if (warmUp) host.warmUp(kWarmUpBlocks);
    this.#engine = engine;
    this.host = host;

    const inputs: number[] = [];
    for (let track = 0; track < host.trackCount(); ++track) {
      for (let channel = 0; channel < host.trackChannels(track); ++channel) {
        inputs.push(host.input(track, channel) >> 2);
      }
    }
    this.#inputs = Int32Array.from(inputs);
    this.#outputs = Int32Array.from(
      [host.monitor(0), host.monitor(1), host.tap(0), host.tap(1)].map((pointer) => pointer >> 2),
    );
    const meters = host.meters() >> 2;
    this.meters = engine.HEAPF32.subarray(meters, meters + host.meterLength());
  }

  /** Copies the block of every track at song frame `frame` out of the slab that holds it. */
  fillInputs(slab: Slab, frame: number, capacityFrames: number): void {
    const heap = this.#engine.HEAPF32;
    const inputs = this.#inputs;
    const samples = slab.samples;
    const offset = frame - slab.startFrame;
    for (let channel = 0; channel < inputs.length; ++channel) {
      const to = inputs[channel]!;
      const from = channel * capacityFrames + offset;
      for (let i = 0; i < kBlockFrames; ++i) heap[to + i] = samples[from + i]!;
    }
  }

  /** After `pull(frames)`: `first` 0 for the monitor, 2 for the tap. */
  copyOutput(first: 0 | 2, output: Float32Array[], at: number, frames: number): void {
    const heap = this.#engine.HEAPF32;
    for (let channel = 0; channel < output.length && channel < 2; ++channel) {
      const from = this.#outputs[first + channel]!;
      const to = output[channel]!;
      for (let i = 0; i < frames; ++i) to[at + i] = heap[from + i]!;
    }
  }
}
