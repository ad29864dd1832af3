// Bringing up the engine: compiled once on the page, its WebAssembly.Module
// posted to workers and worklets, instantiated there synchronously. Nothing
// here needs fetch, URL, TextDecoder or a clock but `compileEngine`, which the
// page alone calls.
// Thread: `compileEngine` main or worker; `instantiateEngine` any scope.

import createEngine from '../../../build/wasm/lathe-engine.js';
import type { EngineFactory, EngineModule, Pointer } from './engine-module';

/**
 * Fetches and compiles the engine. Falls back to compiling the bytes where the
 * server sends another type than application/wasm, or streaming is missing.
 */
export async function compileEngine(url: string | URL): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(
      `The engine could not be loaded (${response.status} for ${url}). Reload the page.`,
    );
  }
  const isWasm = (response.headers.get('Content-Type') ?? '').startsWith('application/wasm');
  if (isWasm && typeof WebAssembly.compileStreaming === 'function') {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** A fresh instance with its own heap. Synchronous, so it fits a processor's constructor. */
export function instantiateEngine(module: WebAssembly.Module): EngineModule {
  const options: Parameters<EngineFactory>[0] = {
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance, module);
      return instance.exports;
    },
    // The glue must not look for its own address: worklets have no URL.
    locateFile: (path) => path,
  };
  return createEngine(options);
}

/**
 * Copies bytes (such as a document encoded on the page) into the heap; the
 * caller releases the pointer. Throws when the heap is full.
 */
export function copyToHeap(engine: EngineModule, bytes: Uint8Array): Pointer {
  const pointer = engine.allocate(bytes.length);
  if (pointer === 0) {
    throw new Error(`The engine has no room for ${bytes.length} bytes. Open a smaller session.`);
  }
  engine.HEAPU8.set(bytes, pointer);
  return pointer;
}
