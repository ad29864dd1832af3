// Bytes on their way into the engine: one reusable buffer in its heap.
// Thread: whichever owns the engine instance.

import type { EngineModule, Pointer } from '../engine/engine-module';

export class HeapBuffer {
  readonly pointer: Pointer;
  readonly bytes: Uint8Array;
  readonly #engine: EngineModule;

  constructor(engine: EngineModule, bytes: number) {
    this.#engine = engine;
    this.pointer = engine.allocate(bytes);
    if (this.pointer === 0) throw new Error(`the engine has no room for ${bytes} bytes`);
    this.bytes = engine.HEAPU8.subarray(this.pointer, this.pointer + bytes);
  }

  free(): void {
    this.#engine.release(this.pointer);
  }
}
