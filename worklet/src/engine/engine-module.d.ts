// The typed face of the engine (`build/wasm/lathe-engine.js`), as its Embind
// bindings in `wasm-core/bindings/engine` offer it. heap-module.d.ts has the
// rules for callers.
// Thread: any scope, one at a time per instance.

import type { HeapFactory, HeapModule, HeapObject, Pointer } from './heap-module';

/** Interleaved bytes of one encoding → planar doubles. Non-finite samples become 0. */
export interface PcmConverter extends HeapObject {
  /** Where to write up to `maxFrames · bytesPerFrame` bytes. */
  input(): Pointer;
  /** Converts the first `frames` frames of `input()`. */
  convert(frames: number): void;
  /** f64, `frames` of them. */
  channel(index: number): Pointer;
  nonFiniteSamples(): number;
}

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

/** Stereo doubles → the bytes of a WAV file (RF64 over 4 GB), dithered at 16 and 24 bit. */
export interface WavWriter extends HeapObject {
  /** Bytes that open the file. */
  header(): Pointer;
  headerBytes(): number;
  /** f64: at `left` and `right`; ≤ maxFrames. Returns the bytes at `bytes()`. */
  convert(left: Pointer, right: Pointer, frames: number): number;
  bytes(): Pointer;
  /** Zero bytes that close the file: 1 or none. */
  trailerBytes(): number;
  /** Size of the finished file. */
  fileBytes(): number;
  /** Samples beyond full scale so far: cut in an integer file, kept in float. */
  clippedSamples(): number;
}

/** Loudness, range and peaks of a stream of samples: `lathe measure`'s object. */
export interface FileMeasurer extends HeapObject {
  /** `right` is ignored for one channel. */
  feedF32(left: Pointer, right: Pointer, frames: number): void;
  feedF64(left: Pointer, right: Pointer, frames: number): void;
  /** JSON of a `Measurement`; null where undefined. Ends the stream. */
  resultJson(): string;
}

/**
 * Finds drive and trim that bring a mix to a loudness under a ceiling: the
 * same search as `lathe master`. Measure the mix (master at its defaults),
 * `begin`; while `!done()`: run `MasterPass` with its `trialParam`s, feed a
 * `FileMeasurer`, `report` it.
 */
export interface LoudnessSearch extends HeapObject {
  /** Look-ahead and release of the limiter stay as given. */
  begin(
    targetLufs: number,
    ceilingDbtp: number,
    mix: FileMeasurer,
    lookAheadMs: number,
    releaseMs: number,
  ): void;
  done(): boolean;
  /** For the next pass: a master parameter of the search; NaN for one that it leaves alone. */
  trialParam(id: number): number;
  report(trial: FileMeasurer): void;
  reached(): boolean;
  /** Plain English with figures. */
  reason(): string;
  /** As `trialParam`, of the best trial, which goes into the document once `reached()`. */
  resultParam(id: number): number;
  /** JSON of that trial's `Measurement`; 'null' where none was made. */
  resultMeasurementJson(): string;
}

export interface EngineModule extends HeapModule {
  readonly PcmConverter: new (
    encoding: number,
    channels: number,
    bytesPerFrame: number,
    maxFrames: number,
  ) => PcmConverter;
  readonly TrackStreamer: new () => TrackStreamer;
  readonly LiveHost: new () => LiveHost;
  readonly OfflineRenderer: new () => OfflineRenderer;
  readonly MasterPass: new () => MasterPass;
  /** `bits`: 16, 24 or 32 (float). `frames`: of the whole file, known up front. */
  readonly WavWriter: new (
    sampleRate: number,
    bits: number,
    frames: number,
    ditherSeed: number,
    maxFrames: number,
  ) => WavWriter;
  readonly FileMeasurer: new (sampleRate: number, channels: number) => FileMeasurer;
  readonly LoudnessSearch: new () => LoudnessSearch;
}

export type EngineFactory = HeapFactory<EngineModule>;
