// Bytes on their way into a WebAssembly module: one reusable buffer in its heap.
// Thread: whichever owns the instance.

import type { HeapModule, Pointer } from '../engine/heap-module';

export class HeapBuffer {
  readonly pointer: Pointer;
  readonly bytes: Uint8Array;
  readonly #module: HeapModule;

  constructor(module: HeapModule, bytes: number) {
    this.#module = module;
    this.pointer = module.allocate(bytes);
    if (this.pointer === 0) throw new Error(`there is no room for ${bytes} bytes`);
    this.bytes = module.HEAPU8.subarray(this.pointer, this.pointer + bytes);
  }

  free(): void {
    this.#module.release(this.pointer);
  }
}
