// The typed face of the master (`build/wasm/lathe-master.js`), as its Embind
// bindings in `wasm-core/bindings/master` offer it: from the console's mix to
// what is exported and heard. heap-module.d.ts has the rules for callers.
// Thread: any scope, one at a time per instance.

import type { HeapFactory, HeapModule, HeapObject, Pointer } from './heap-module';

/**
 * The master over a mix in chunks, from its block 0 on: one that `MixRenderer`
 * renders, or that was kept. Latency is taken off: what comes out is exactly
 * `totalFrames()` frames. A mix that ends sooner is continued as silence, by
 * feeds of 0.
 */
export interface MasterPass extends HeapObject {
  /** A compiled session in the heap; `mixLatencyFrames`: of its `MixRenderer`. `maxFrames`: longest feed. What it answers: `Prepared` in `engine-constants.ts`. */
  prepare(compiled: Pointer, bytes: number, mixLatencyFrames: number, maxFrames: number): number;
  /** Overrides the document; before the first `process`. */
  setParam(id: number, value: number): void;
  /** Of mix and master, as parameters stand. */
  latencyFrames(): number;
  /** Of the master, whatever its parameters. */
  mostLatencyFrames(): number;
  /** What the document's limiter and trim keep the true peak under, for `DeliveryPass`; NaN where the limiter is off. */
  ceilingDbtp(): number;
  /** That are delivered: the song, or the range between its markers, and silence on both sides. */
  totalFrames(): number;
  /** Of the mix that have to be fed, latency included, as parameters stand. */
  mixFrames(): number;
  /** Frames of silence that come next, now at `output`; 0 where the mix comes next. Ask before each feed, and until done. */
  silence(): number;
  /** f32: write the next frames of the mix here. */
  input(channel: number): Pointer;
  /**
   * Takes `frames` frames (every feed but the mix's last a multiple of 128) and
   * returns how many came out; the first feeds may give none, by the latency.
   */
  process(frames: number): number;
  /** Frames delivered so far. */
  framesDone(): number;
  done(): boolean;
  /** f64. */
  output(channel: number): Pointer;
}

/**
 * From `MasterPass`'s output to the samples of one file, at the file's rate: where
 * the rates differ, converted and limited again, with the latency of both taken
 * off. Equal rates pass to the bit.
 * ```
 * const refusal = delivery.prepare(rate, fileRate, 2, pass.totalFrames(), pass.ceilingDbtp(), max);
 * // frames = delivery.totalFrames(): for WavWriter, before the first chunk
 * per chunk: n = delivery.process(pass.output(0), pass.output(1), frames);
 * then, while (!delivery.done()): n = delivery.process(0, 0, 0);
 * n frames are at delivery.output(0/1), up to maxOutputFrames(), which may be more than `max`.
 * ```
 */
export interface DeliveryPass extends HeapObject {
  /**
   * `channels`: 1 or 2; `frames`: of the song; `ceilingDbtp`: NaN for no second limiter;
   * `maxFrames`: longest feed. 0: ready; 1: a rate is outside 8…384 kHz; 2: their ratio is too
   * fine, so that a usual rate has to be chosen.
   */
  prepare(
    inRate: number,
    outRate: number,
    channels: number,
    frames: number,
    ceilingDbtp: number,
    maxFrames: number,
  ): number;
  /** f64 at `left` and `right`, in this module's heap. 0 frames: the master has ended. Returns the frames at `output`, often 0. */
  process(left: Pointer, right: Pointer, frames: number): number;
  /** f64. The same address after every call. */
  output(channel: number): Pointer;
  maxOutputFrames(): number;
  /** Of the file. */
  totalFrames(): number;
  framesDone(): number;
  done(): boolean;
  /** The rates differ, and there is a ceiling to keep. */
  limitsAgain(): boolean;
  /** The most that limiting at the file's rate has taken off so far, in dB, ≥ 0. */
  limitedDb(): number;
}

/**
 * The output of live playback: transport, master, meters and monitor behind any
 * quantum. `LiveConsole` in `engine-module.d.ts` gives it the mix.
 *
 * In `process()`:
 * ```
 * while (output.needsBlock(quantum)) {
 *   const frame = output.nextBlockFrame();        // −1: past the song's end, nothing to fill
 *   const ready = frame < 0 || copyTracks(frame); // 128 frames into every input(track, channel)
 *   const step = output.beginBlock(ready);
 *   if (step === BlockStep.none) break;           // its audio is missing
 *   console.process(output.blockFrame(), step, output.isFresh());
 *   copy console.mix(0/1) to output.input(0/1);
 *   if (output.endBlock(false, false, false)) console.endLoop();
 * }
 * output.pull(quantum);                           // → monitor(0/1), tap(0/1)
 * ```
 * `nextBlockFrame()` is a multiple of 128 and jumps by itself at loop ends and
 * after `seek`. A block refused with `beginBlock(false)` queues a block of
 * silence and holds the playhead, so that nothing of the song is lost; it
 * counts as starved once playback had begun (the wait for the first block
 * after `play` or `seek` does not count).
 *
 * Output begins with `latencyFrames()` frames of latency: from a start at song
 * frame 0, tap frame `latencyFrames() + n` is frame n of the offline render,
 * as float32, exactly.
 */
export interface LiveOutput extends HeapObject {
  /** A compiled session in the heap, its console's latency, and the longest quantum that `pull` will be asked for. What it answers: `Prepared` in `engine-constants.ts`. */
  prepare(compiled: Pointer, bytes: number, mixLatencyFrames: number, maxQuantum: number): number;
  /** As `LiveConsole.warmUp`. */
  warmUp(blocks: number): void;

  songFrames(): number;
  /** [audio] Of console and master in frames, as parameters stand. */
  latencyFrames(): number;

  /** [audio] Of master and monitor: `Target` in `engine-constants.ts`. */
  setParam(target: number, id: number, value: number): void;
  /** [audio] Of the master. */
  holdAutomation(id: number, hold: number, offset: number): void;
  /** [audio] To one stage of the master, never in the tap: `MasterListenStage` and `MasterListenMode` in `engine-constants.ts`; of bands, bit 0 the lowest. Unknown ones are ignored and counted. */
  setListen(stage: number, mode: number, bands: number): void;
  /** [audio] Whether another record is heard instead, never in the tap; `gain` linear. */
  setReference(heard: boolean, gain: number): void;
  /** [audio] From the end of the song it starts again at 0. */
  play(): void;
  /** [audio] 5 ms fade-out, then silence; the playhead stays. */
  pause(): void;
  /** [audio] To the start of `frame`'s block. While playing: 5 ms fade-out, jump, 5 ms fade-in (to frame 0: no fade-in). */
  seek(frame: number): void;
  /** [audio] Snapped to the nearest blocks, at least one; `end <= start` turns the loop off. */
  setLoop(start: number, end: number): void;
  /** [audio] As snapped; both 0 when off. */
  loopStart(): number;
  loopEnd(): number;

  /** [audio] */
  needsBlock(quantum: number): boolean;
  /** [audio] Song frame to fill; −1 when the next block needs no audio. */
  nextBlockFrame(): number;
  /** [audio] What the console has to do: `BlockStep` in `engine-constants.ts`. */
  beginBlock(hasAudio: boolean): number;
  /** [audio] Song frame of the block that has begun. */
  blockFrame(): number;
  /** [audio] Playback starts or jumps there. */
  isFresh(): boolean;
  /** f32, 128 frames each: write here the console's mix (0 and 1), its `listen` (2 and 3) and its `probe` (4 and 5), and another record (6 and 7), then `endBlock`. */
  input(channel: number): Pointer;
  /** [audio] Whether there is a `listen`, a `probe` and another record. True at a loop's end. */
  endBlock(listens: boolean, probes: boolean, refers: boolean): boolean;
  /** [audio] Moves `quantum` frames (≤ maxQuantum) to the outputs; silence when stopped. */
  pull(quantum: number): void;
  /** f32: what goes to the loudspeakers. */
  monitor(channel: number): Pointer;
  /** f32: the mix as exported, before the monitor section. */
  tap(channel: number): Pointer;

  /** [audio] True from `play` until the fade of `pause`, or of the song's end, is over. */
  playing(): boolean;
  /** [audio] Rises by one when a seek or restart moves `nextBlockFrame` (not at loop ends, which are known ahead): rings can drop what they hold. */
  jumps(): number;
  /** [audio] Song frame of the last frame pulled, delay taken off; ≥ 0. */
  playheadFrame(): number;
  /** [audio] Blocks that found no audio while playing, since `resetMeters`. */
  starvedBlocks(): number;
  /** [audio] Commands with an unknown target or id. */
  ignoredCommands(): number;

  /** [audio] Integrated loudness, true-peak hold, starvation count. */
  resetMeters(): void;
  /** [audio] What was measured of the probe so far. */
  resetProbe(): void;
  /** [audio] Writes `meters()` and starts new peaks. */
  takeMeters(): void;
  /** f32: the fields of `MeterLayout` up to its strips. */
  meters(): Pointer;
}

export interface MasterModule extends HeapModule {
  readonly MasterPass: new () => MasterPass;
  readonly DeliveryPass: new () => DeliveryPass;
  readonly LiveOutput: new () => LiveOutput;
}

export type MasterFactory = HeapFactory<MasterModule>;
