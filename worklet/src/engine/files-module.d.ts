// The typed face of what reads documents and stems for the engine, and writes
// and measures what it renders
// (`build/wasm/lathe-files.js`), as its Embind bindings in
// `wasm-core/bindings/files` offer it. heap-module.d.ts has the rules for
// callers.
// Thread: workers and node, one at a time per instance.

import type { HeapFactory, HeapModule, HeapObject, Pointer } from './heap-module';

/** What is wrong with a document: where (JSON pointer, line, column), and what, with the remedy. */
export interface SessionFault {
  pointer: string;
  message: string;
  line: number;
  column: number;
}

/** Checks documents, and compiles them to the flat bytes that engines take. */
export interface SessionCompiler extends HeapObject {
  /** The document as UTF-8 bytes in the heap. Returns how many faults were found; with none, the compiled session is at `bytes()`. */
  compile(json: Pointer, bytes: number): number;
  /** JSON array of `SessionFault`. */
  faultsJson(): string;
  /** Valid until the next call. Only for engines of the same build. */
  bytes(): Pointer;
  byteCount(): number;
}

/** SHA-256 of a stream of bytes. */
export interface Sha256 extends HeapObject {
  update(bytes: Pointer, count: number): void;
  /** 64 lower-case hex digits; ends the stream. */
  hex(): string;
}

/**
 * Reads a WAV, RF64 or WAVE-extensible header without reading the file: while
 * `!done()`, read up to `needBytes()` bytes at `needOffset()` (fewer only at
 * the file's end) and hand them to `supply`.
 */
export interface WavParser extends HeapObject {
  needOffset(): number;
  needBytes(): number;
  supply(bytes: Pointer, count: number): void;
  done(): boolean;
  /** '' when the header is sound; else JSON `{ "problem", "remedy" }`: the problem follows the file's name, the remedy is a sentence. */
  fault(): string;
  /** JSON of a `PcmLayout`; only when done without fault. */
  layoutJson(): string;
}

/**
 * One pass over a stem's samples: waveform peaks and the count of samples that
 * are NaN or infinite. Bytes come in file order from `dataOffsetBytes`, in
 * chunks of whole frames of any length.
 */
export interface StemScan extends HeapObject {
  supply(bytes: Pointer, count: number): void;
  /** Call once after the last bytes: closes the last, shorter peak. */
  finish(): void;
  nonFiniteSamples(): number;
  framesPerPeak(): number;
  peakCount(): number;
  /** int8 pairs (min, max), −127…127, `2 · peakCount()` of them; valid until the next call. */
  peaks(): Pointer;
}

/**
 * A stem's samples at another rate: interleaved bytes of one encoding → interleaved
 * float. As long as before, to the nearest frame, and as early.
 */
export interface StemConverter extends HeapObject {
  /** False where the rates are not converted: then nothing comes out. */
  ready(): boolean;
  /** Where to write up to `maxFrames · bytesPerFrame` bytes. */
  input(): Pointer;
  /** Takes the first `frames` frames of `input()`; returns the bytes at `output()`: often none. */
  convert(frames: number): number;
  /** After the last frame: call until it returns 0. */
  flush(): number;
  /** f32, interleaved. */
  output(): Pointer;
}

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

/** Stereo doubles → the bytes of a WAV file (RF64 over 4 GB), dithered at 16 and 24 bit. */
export interface WavWriter extends HeapObject {
  /**
   * Before the first `convert`: 0 none, 1 TPDF (as without this call), 2 shaped. `autoBlack`: none
   * after a second of silence. Returns which one the file gets: shaping is for 16 bits at 44.1 or
   * 48 kHz, elsewhere it is TPDF; float has none.
   */
  setDither(kind: number, autoBlack: boolean): number;
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
  /** f64; `right` is ignored for one channel. */
  feed(left: Pointer, right: Pointer, frames: number): void;
  /** JSON of a `Measurement`; null where undefined. Ends the stream. */
  resultJson(): string;
}

/** As `FileMeasurer`, and the song's course: loudness and true peak over time, histogram, spectrum. */
export interface SongMeasurer extends HeapObject {
  feed(left: Pointer, right: Pointer, frames: number): void;
  /** JSON of a `SongMeasureReport`. Ends the stream. */
  resultJson(): string;
}

/**
 * The report on an exported file: feed it the file as it is read back, then ask
 * for the text, the same as `lathe master --report` writes. Made of strings:
 * not on the audio thread.
 */
export interface DeliveryReport extends HeapObject {
  /** f64; `right` is ignored for one channel. */
  feed(left: Pointer, right: Pointer, frames: number): void;
  /** What the file was to be; NaN for what nobody asked for; `target`: id of a target or intent, or ''. */
  setAim(lufs: number, ceilingDbtp: number, target: string): void;
  /**
   * Ends the stream. `dither`: 'none', 'tpdf' or 'shaped', as the file has it; `date`: '' for none.
   * JSON: `{ format: 'lathe-report', version: 1, lathe, date?, file, aim, misses, delivery, song }`,
   * as `wasm-core/delivery/delivery_report.h` says.
   */
  json(
    name: string,
    bytes: number,
    bits: number,
    isFloat: boolean,
    dither: string,
    date: string,
  ): string;
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

export interface FilesModule extends HeapModule {
  /** The one parameter table as JSON: `{ silenceDb, infiniteRatio, parameters: [{ id, scope, key, … }] }`. */
  parameterTable(): string;

  /** wasm-core/delivery/targets.json: `{ date, targets: DeliveryTarget[], … }`. */
  deliveryTable(): string;
  /**
   * JSON array of `DeliveryOutcome`, one for each target of the table. NaN for a figure that is
   * undefined, 0 for a rate or a depth that is not known.
   */
  deliveryOutcomes(
    integratedLufs: number,
    truePeakDbtp: number,
    sampleRate: number,
    bits: number,
  ): string;

  readonly SessionCompiler: new () => SessionCompiler;
  readonly Sha256: new () => Sha256;
  readonly WavParser: new (fileBytes: number) => WavParser;
  readonly StemScan: new (encoding: number, channels: number, bytesPerFrame: number) => StemScan;
  readonly StemConverter: new (
    encoding: number,
    channels: number,
    bytesPerFrame: number,
    inRate: number,
    outRate: number,
    maxFrames: number,
  ) => StemConverter;
  readonly PcmConverter: new (
    encoding: number,
    channels: number,
    bytesPerFrame: number,
    maxFrames: number,
  ) => PcmConverter;
  /** `bits`: 16, 24 or 32 (float). `frames`: of the whole file, known up front. */
  readonly WavWriter: new (
    sampleRate: number,
    bits: number,
    frames: number,
    ditherSeed: number,
    maxFrames: number,
  ) => WavWriter;
  readonly FileMeasurer: new (sampleRate: number, channels: number) => FileMeasurer;
  readonly DeliveryReport: new (sampleRate: number, channels: number) => DeliveryReport;
  readonly SongMeasurer: new (sampleRate: number, channels: number) => SongMeasurer;
  readonly LoudnessSearch: new () => LoudnessSearch;
}

export type FilesFactory = HeapFactory<FilesModule>;
