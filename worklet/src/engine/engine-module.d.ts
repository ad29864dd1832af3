// The typed face of the engine (`build/wasm/lathe-engine.js`), as its Embind
// bindings in `wasm-core/bindings/engine` offer it. heap-module.d.ts has the
// rules for callers.
// Thread: any scope, one at a time per instance.

import type { HeapFactory, HeapModule, HeapObject, Pointer } from './heap-module';

/**
 * What both the streamer and the renderer need read from stems. After
 * `plan` returns a count, `requests()` points at that many records of four
 * doubles: stem (index into the document's `stems`), byte offset in its file,
 * bytes, destination (pointer). Fill every destination, then go on.
 */
interface StemReads {
  requests(): Pointer;
}

/**
 * Clips → the tracks' audio on the song's timeline, for the live rings.
 * `addStem` once per stem of the document, in its order, then `prepare`.
 */
export interface TrackStreamer extends HeapObject, StemReads {
  /** A stem that is missing has `frames` 0 and plays as silence. */
  addStem(
    dataOffsetBytes: number,
    frames: number,
    channels: number,
    sampleRate: number,
    encoding: number,
    bytesPerFrame: number,
  ): void;
  /** A compiled session in the heap; `maxFrames`: the longest `plan`. What it answers: `Prepared` in `engine-constants.ts`. */
  prepare(compiled: Pointer, bytes: number, maxFrames: number): number;
  songFrames(): number;
  /** Tracks in the document's order, each with its 1 or 2 channels. */
  channelCount(): number;
  /** Track of channel `index`. */
  channelTrack(index: number): number;
  /** Count of requests for frames [startFrame, startFrame + frames). */
  plan(startFrame: number, frames: number): number;
  /** Once every request is filled: channels hold the planned frames. */
  assemble(): void;
  /** f32, the planned frames. The same address after every plan. */
  channel(index: number): Pointer;
}

/**
 * Live playback: engine, transport, monitor and meters behind any quantum.
 *
 * In `process()`:
 * ```
 * while (host.needsBlock(quantum)) {
 *   const frame = host.nextBlockFrame();          // −1: past the song's end, nothing to fill
 *   const ready = frame < 0 || copyTracks(frame); // 128 frames into every input(track, channel)
 *   host.processBlock(ready);
 * }
 * host.pull(quantum);                            // → monitor(0/1), tap(0/1)
 * ```
 * `nextBlockFrame()` is a multiple of 128 and jumps by itself at loop ends and
 * after `seek`. A block refused with `processBlock(false)` queues a block of
 * silence and holds the playhead, so that nothing of the song is lost; it
 * counts as starved once playback had begun (the wait for the first block
 * after `play` or `seek` does not count). At a loop's end each track's audio is
 * spliced over 128 frames, without a gap.
 *
 * Output begins with `latencyFrames()` frames of latency: from a start at song
 * frame 0, tap frame `latencyFrames() + n` is frame n of the offline render,
 * as float32, exactly.
 */
export interface LiveHost extends HeapObject {
  /**
   * A compiled session in the heap, and the longest quantum that `pull` will be
   * asked for. Allocates everything. What it answers: `Prepared` in
   * `engine-constants.ts`. May be called again with another session.
   */
  prepare(compiled: Pointer, bytes: number, maxQuantum: number): number;
  /** Runs every DSP path for `blocks` blocks on a scratch console so that the code is compiled before it is heard. Allocates; not in `process()`. */
  warmUp(blocks: number): void;

  trackCount(): number;
  trackChannels(track: number): number;
  /** f32, 128 frames. Tracks in the document's order. */
  input(track: number, channel: number): Pointer;
  songFrames(): number;
  /** [audio] Mix + master delay in frames, as parameters stand. */
  latencyFrames(): number;

  /** [audio] `target`: a track's index, or `Target` in `engine-constants.ts`; `id` from the parameter table. Out of range: ignored and counted. */
  setParam(target: number, id: number, value: number): void;
  /** [audio] A parameter with a lane follows it but while it is held; `hold` as `AutomationHold`. */
  holdAutomation(target: number, id: number, hold: number, offset: number): void;
  /** [audio] */
  setSolo(target: number, on: boolean): void;
  /** [audio] One stage at a time; `target` as of solo, −1 for none; `ListenStage` and `ListenMode` in `engine-constants.ts`. */
  setListen(target: number, stage: number, mode: number): void;
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
  /** [audio] Integrated loudness, true-peak hold, starvation count. */
  resetMeters(): void;

  /** [audio] */
  needsBlock(quantum: number): boolean;
  /** [audio] Song frame to fill; −1 when the next block needs no audio. */
  nextBlockFrame(): number;
  /** [audio] */
  processBlock(hasAudio: boolean): void;
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
  /** [audio] Strips that went non-finite and were reset. */
  badStrips(): number;
  /** [audio] Commands with an unknown target or id. */
  ignoredCommands(): number;

  /** [audio] Writes `meters()` and starts new peaks. */
  takeMeters(): void;
  /** f32, `meterLength()` values, laid out as `MeterLayout` in `engine-constants.ts`. */
  meters(): Pointer;
  meterLength(): number;
}

/**
 * The song rendered in chunks. `addStem` per stem, `prepare`, then while
 * `!done()`: `plan()`, fill the requests, `render()`. Latency is taken off:
 * together the chunks are exactly `songFrames()` frames.
 */
export interface OfflineRenderer extends HeapObject, StemReads {
  addStem(
    dataOffsetBytes: number,
    frames: number,
    channels: number,
    sampleRate: number,
    encoding: number,
    bytesPerFrame: number,
  ): void;
  /** A compiled session in the heap; `maxFrames`: the longest chunk, rounded up to blocks (8192 is good). What it answers: `Prepared` in `engine-constants.ts`. */
  prepare(compiled: Pointer, bytes: number, maxFrames: number): number;
  /**
   * After `prepare`, before the first chunk: this engine is number `part` of
   * `parts`, which all render the whole song, a share of the tracks each. Gives
   * the doubles at `trackSums`, which are copied there from the part before
   * ahead of each `render`, and hold this part's tracks, too, after it. Only the
   * last part's `output` and `mix` are the song's.
   */
  setPart(part: number, parts: number): number;
  /** f64, left and right in turn: one sum after another, block after block. */
  trackSums(): Pointer;
  /** Before the first chunk: overrides the document. */
  setParam(target: number, id: number, value: number): void;
  songFrames(): number;
  latencyFrames(): number;
  done(): boolean;
  /** Count of requests to fill before `render`. */
  plan(): number;
  /** Frames now in `output`; the first chunks give fewer, possibly 0, by the latency. */
  render(): number;
  /** f64: the master's output. */
  output(channel: number): Pointer;
  /**
   * f32: the mix bus of this chunk, `mixFrames()` of them; what `MasterPass`
   * takes. It runs ahead of `output` by the latency; over the song it is
   * `songFrames()` long as well.
   */
  mix(channel: number): Pointer;
  mixFrames(): number;
  /** Frames delivered so far. */
  framesDone(): number;
  badStrips(): number;
}

/**
 * The master chain alone over a mix that is at hand: for a change of master
 * parameters only, and for reaching a loudness. Gives the same samples as
 * `OfflineRenderer` does for that mix.
 */
export interface MasterPass extends HeapObject {
  /** Parameters at their defaults. `totalFrames`: of the mix. `maxFrames`: longest feed. False for a rate outside 8…384 kHz. */
  prepare(sampleRate: number, totalFrames: number, maxFrames: number): boolean;
  /** Master scope; before the first `process`. */
  setParam(id: number, value: number): void;
  latencyFrames(): number;
  /** f32: write the next frames of the mix here. */
  input(channel: number): Pointer;
  /**
   * Takes `frames` frames (every feed but the last a multiple of 128) and
   * returns how many came out. After the last feed call with 0 until `done()`.
   */
  process(frames: number): number;
  done(): boolean;
  /** f64. */
  output(channel: number): Pointer;
}

export interface EngineModule extends HeapModule {
  readonly TrackStreamer: new () => TrackStreamer;
  readonly LiveHost: new () => LiveHost;
  readonly OfflineRenderer: new () => OfflineRenderer;
  readonly MasterPass: new () => MasterPass;
}

export type EngineFactory = HeapFactory<EngineModule>;
