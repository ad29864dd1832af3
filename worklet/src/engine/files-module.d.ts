// The typed face of what reads documents and stems for the engine
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

export interface FilesModule extends HeapModule {
  /** The one parameter table as JSON: `{ silenceDb, infiniteRatio, parameters: [{ id, scope, key, … }] }`. */
  parameterTable(): string;

  readonly SessionCompiler: new () => SessionCompiler;
  readonly Sha256: new () => Sha256;
  readonly WavParser: new (fileBytes: number) => WavParser;
  readonly StemScan: new (encoding: number, channels: number, bytesPerFrame: number) => StemScan;
}

export type FilesFactory = HeapFactory<FilesModule>;
