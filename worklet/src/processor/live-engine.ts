// The engine of live playback: console and output, each in the heap of its own
// module, instantiated, loaded with a session, warmed up and put together; and
// the views of their heaps that `process` works on. Everything is allocated
// here, nothing later.
// Thread: audio (worklet); the constructor in the processor's.

import { BlockStep, kBlockFrames, MeterLayout, Target } from '../engine/engine-constants';
import type { EngineModule, LiveConsole } from '../engine/engine-module';
import { instantiateEngine } from '../engine/instantiate';
import { instantiateMaster } from '../engine/instantiate-master';
import type { LiveOutput, MasterModule } from '../engine/master-module';
import type { LiveModules } from '../messages/processor-protocol';
import { type CompiledSession, prepareSession } from '../session/compiled-session';
import type { Slab } from '../slabs/slab';

/** Longest quantum that is pulled at once; longer ones are cut. */
export const kMaxQuantum = 2048;
/** About a quarter of a second of silence through every path, so that the code is compiled. */
const kWarmUpBlocks = 96;

export class LiveEngine {
  readonly console: LiveConsole;
  readonly output: LiveOutput;
  /** What `takeMeters` writes, laid out as `MeterLayout`. */
  readonly meterLength: number;
  readonly #engine: EngineModule;
  readonly #master: MasterModule;
  // Indices into the heaps, in floats.
  /** Every track channel's input. */
  readonly #inputs: Int32Array;
  /** The console's mix, and where the output takes that, and what is heard or measured beside it, another record among it. */
  readonly #mix: Int32Array;
  readonly #outputInputs: Int32Array;
  readonly #outputs: Int32Array;
  readonly #outputMeters: Float32Array;
  readonly #stripMeters: Float32Array;

  constructor(modules: LiveModules, session: CompiledSession, warmUp: boolean) {
    const engine = instantiateEngine(modules.engine);
    const master = instantiateMaster(modules.master);
    const console = new engine.LiveConsole();
    const output = new master.LiveOutput();
    prepareSession(engine, session, (pointer, bytes) => console.prepare(pointer, bytes));
    prepareSession(master, session, (pointer, bytes) =>
      output.prepare(pointer, bytes, console.latencyFrames(), kMaxQuantum),
    );
    if (warmUp) {
      console.warmUp(kWarmUpBlocks);
      output.warmUp(kWarmUpBlocks);
    }
    this.console = console;
    this.output = output;
    this.#engine = engine;
    this.#master = master;

    const inputs: number[] = [];
    for (let track = 0; track < console.trackCount(); ++track) {
      for (let channel = 0; channel < console.trackChannels(track); ++channel) {
        inputs.push(console.input(track, channel));
      }
    }
    this.#inputs = floatIndices(inputs);
    this.#mix = floatIndices([console.mix(0), console.mix(1)]);
    this.#outputInputs = floatIndices(
      [0, 1, 2, 3, 4, 5, 6, 7].map((channel) => output.input(channel)),
    );
    this.#outputs = floatIndices([
      output.monitor(0),
      output.monitor(1),
      output.tap(0),
      output.tap(1),
    ]);
    const ofOutput = output.meters() >> 2;
    this.#outputMeters = master.HEAPF32.subarray(ofOutput, ofOutput + MeterLayout.firstStrip);
    const ofStrips = console.meters() >> 2;
    this.#stripMeters = engine.HEAPF32.subarray(ofStrips, ofStrips + console.meterLength());
    this.meterLength = this.#outputMeters.length + this.#stripMeters.length;
  }

  setParam(target: number, id: number, value: number): void {
    if (isOfOutput(target)) this.output.setParam(target, id, value);
    else this.console.setParam(target, id, value);
  }

  holdAutomation(target: number, id: number, hold: number, offset: number): void {
    if (isOfOutput(target)) this.output.holdAutomation(id, hold, offset);
    else this.console.holdAutomation(target, id, hold, offset);
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

  /** The same of another record; null where it has nothing to give there. */
  fillReference(
    slab: Slab | null,
    frame: number,
    feed: { channels: number; capacityFrames: number },
  ) {
    const heap = this.#master.HEAPF32;
    for (let side = 0; side < 2; ++side) {
      const to = this.#outputInputs[6 + side]!;
      if (!slab) {
        heap.fill(0, to, to + kBlockFrames);
        continue;
      }
      const channel = side % feed.channels;
      const from = channel * feed.capacityFrames + frame - slab.startFrame;
      for (let i = 0; i < kBlockFrames; ++i) heap[to + i] = slab.samples[from + i]!;
    }
  }

  /** The next block; `hasAudio`: its inputs are filled, or it wants none; `refers`: so is a record's. */
  processBlock(hasAudio: boolean, refers: boolean): void {
    const { console, output } = this;
    const step = output.beginBlock(hasAudio);
    if (step === BlockStep.none) return;
    console.process(output.blockFrame(), step, output.isFresh());
    this.#pass(this.#mix[0]!, 0);
    this.#pass(this.#mix[1]!, 1);
    const listens = console.listen(0) !== 0;
    const probes = console.probe(0) !== 0;
    for (let side = 0; side < 2; ++side) {
      if (listens) this.#pass(console.listen(side) >> 2, 2 + side);
      if (probes) this.#pass(console.probe(side) >> 2, 4 + side);
    }
    if (output.endBlock(listens, probes, refers)) console.endLoop();
  }

  /** A block from the engine's heap to the output's input `channel`. */
  #pass(from: number, channel: number): void {
    const engine = this.#engine.HEAPF32;
    const master = this.#master.HEAPF32;
    const to = this.#outputInputs[channel]!;
    for (let i = 0; i < kBlockFrames; ++i) master[to + i] = engine[from + i]!;
  }

  /** After `output.pull(frames)`: `first` 0 for the monitor, 2 for the tap. */
  copyOutput(first: 0 | 2, output: Float32Array[], at: number, frames: number): void {
    const heap = this.#master.HEAPF32;
    for (let channel = 0; channel < output.length && channel < 2; ++channel) {
      const from = this.#outputs[first + channel]!;
      const to = output[channel]!;
      for (let i = 0; i < frames; ++i) to[at + i] = heap[from + i]!;
    }
  }

  /** Writes `meterLength` values, and starts new peaks. */
  takeMeters(values: Float32Array): void {
    this.output.takeMeters();
    this.console.takeMeters();
    values.set(this.#outputMeters);
    values.set(this.#stripMeters, this.#outputMeters.length);
  }

  ignoredCommands(): number {
    return this.console.ignoredCommands() + this.output.ignoredCommands();
  }
}

function isOfOutput(target: number): boolean {
  return target === Target.master || target === Target.monitor;
}

function floatIndices(pointers: readonly number[]): Int32Array {
  return Int32Array.from(pointers.map((pointer) => pointer >> 2));
}
