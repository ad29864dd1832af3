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
 * The console in live playback. `master-module.d.ts` has the other half, which
 * says what block comes next, and what `process` answers to.
 */
export interface LiveConsole extends HeapObject {
  /**
   * A compiled session in the heap. Allocates everything. What it answers: `Prepared` in
   * `engine-constants.ts`. May be called again with another session.
   */
  prepare(compiled: Pointer, bytes: number): number;
  /** Runs every DSP path for `blocks` blocks on a scratch console so that the code is compiled before it is heard. Allocates; not in `process()`. */
  warmUp(blocks: number): void;

  trackCount(): number;
  trackChannels(track: number): number;
  /** f32, 128 frames. Tracks in the document's order. */
  input(track: number, channel: number): Pointer;
  /** From a track's input to the mix. */
  latencyFrames(): number;

  /** [audio] `target`: a track's index, or `Target` and `FirstTarget` in `engine-constants.ts`, but for master and monitor; `id` from the parameter table. Out of range: ignored and counted. */
  setParam(target: number, id: number, value: number): void;
  /** [audio] A parameter with a lane follows it but while it is held; `hold` as `AutomationHold`. */
  holdAutomation(target: number, id: number, hold: number, offset: number): void;
  /** [audio] */
  setSolo(target: number, on: boolean): void;
  /** [audio] `SoloMode` in `engine-constants.ts`. */
  setSoloMode(mode: number): void;
  /** [audio] Strips' meters, and the probe, before the faders. */
  setPreFaderMeters(on: boolean): void;
  /** [audio] Which strip `probe` is of; −1 for none. */
  setProbe(target: number): void;
  /** [audio] One stage at a time; `target` as of solo, −1 for none; `ListenStage` and `ListenMode` in `engine-constants.ts`. */
  setListen(target: number, stage: number, mode: number): void;

  /** [audio] The block at `songFrame`, as `LiveOutput` has begun it: its `blockFrame`, `beginBlock` and `isFresh`. */
  process(songFrame: number, step: number, fresh: boolean): void;
  /** [audio] When `LiveOutput.endBlock` says so: each track's audio is spliced over the next block. */
  endLoop(): void;
  /** f32, 128 frames. */
  mix(channel: number): Pointer;
  /** [audio] f32, 128 frames of what is to be heard instead of the mix; 0 where there is nothing. The same address each time. */
  listen(channel: number): Pointer;
  /** [audio] The same of the strip that is measured on demand. */
  probe(channel: number): Pointer;

  /** [audio] Strips that went non-finite and were reset. */
  badStrips(): number;
  /** [audio] Commands with an unknown target or id. */
  ignoredCommands(): number;
  /** [audio] Writes `meters()` and starts new peaks. */
  takeMeters(): void;
  /** f32, `meterLength()` values: the strips of `MeterLayout` in `engine-constants.ts`. */
  meters(): Pointer;
  meterLength(): number;
}

/**
 * A song's mix rendered in chunks. `addStem` per stem, `prepare`, then for as
 * long as its `MasterPass` is not done: `plan()`, fill the requests, `render()`.
 * The mix begins with the latency, and goes on past the song's end.
 */
export interface MixRenderer extends HeapObject, StemReads {
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
  /** Before the first chunk: begins with that song frame's block, silence before it. */
  startAt(frame: number): void;
  /** Before the first chunk: tracks are metered after their faders. */
  meterTracks(): void;
  /** f64: the track's peak, of its louder channel, and its mean square, of both together, since the last call; linear. */
  takeTrackMeter(track: number): Pointer;
  /**
   * After `prepare`, before the first chunk: this engine is number `part` of
   * `parts`, which all render the whole song, a share of the tracks each. Gives
   * the doubles at `trackSums`, which are copied there from the part before
   * ahead of each `render`, and hold this part's tracks, too, after it. Only the
   * last part's `mix` is the song's.
   */
  setPart(part: number, parts: number): number;
  /** f64, left and right in turn: one sum after another, block after block. */
  trackSums(): Pointer;
  /** Before the first chunk: overrides the document; not of the master. */
  setParam(target: number, id: number, value: number): void;
  songFrames(): number;
  latencyFrames(): number;
  /** Count of requests to fill before `render`. */
  plan(): number;
  /** Frames now in `mix`, whole blocks. */
  render(): number;
  /** f32. */
  mix(channel: number): Pointer;
  badStrips(): number;
}

export interface EngineModule extends HeapModule {
  readonly TrackStreamer: new () => TrackStreamer;
  readonly LiveConsole: new () => LiveConsole;
  readonly MixRenderer: new () => MixRenderer;
}

export type EngineFactory = HeapFactory<EngineModule>;
