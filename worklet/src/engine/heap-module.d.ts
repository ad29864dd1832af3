// What every WebAssembly module of Lathe offers: a heap, and objects in it. One
// module instance is one heap: nothing is shared between instances or threads.
//
// Rules for callers
// - The heap has a fixed size and never grows, so views of it stay valid.
//   Take pointers after `prepare`; they stay put until the object is deleted.
// - Frames and byte counts are numbers (doubles), exact to 2^53.
// - Methods marked [audio] pass numbers only and may run in `process()`; no
//   other method may. Strings are converted by plain JavaScript inside the
//   glue, so they also work where TextDecoder is missing.
// - Every object is freed with `delete()`; nothing is collected by itself.
// - A module out of memory throws from the call; drop that instance.
// Thread: any scope, one at a time per instance.

/** A byte address in a module's heap; 0 where there is nothing. Index views by `pointer / BYTES_PER_ELEMENT`. */
export type Pointer = number;

/** Where the samples of a stem stand in its file. Numbers only, so that it can be stored and posted. */
export interface PcmLayout {
  dataOffsetBytes: number;
  frames: number;
  channels: number;
  sampleRate: number;
  /** See `SampleEncoding` in `engine-constants.ts`. */
  encoding: number;
  /** Interleaved: bytes of one frame over all channels. */
  bytesPerFrame: number;
}

export interface HeapObject {
  delete(): void;
}

export interface HeapModule {
  readonly HEAP8: Int8Array;
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  readonly HEAPF32: Float32Array;
  readonly HEAPF64: Float64Array;

  /** 16-byte aligned; 0 when the heap is full. */
  allocate(bytes: number): Pointer;
  release(pointer: Pointer): void;
}

/** What a glue's default export takes and returns (see `instantiate.ts`). */
export type HeapFactory<Module extends HeapModule> = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): WebAssembly.Exports;
  locateFile(path: string): string;
}) => Module;
