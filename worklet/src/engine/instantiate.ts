// Bringing up the engine: compiled once on the page, its WebAssembly.Module
// posted to workers and worklets, instantiated there synchronously. Nothing
// here needs fetch, URL, TextDecoder or a clock but `compileModule`, which the
// page alone calls.
// Thread: `compileModule` main or worker; the others any scope.

import createEngine from '../../../build/wasm/lathe-engine.js';
import type { EngineModule } from './engine-module';
import type { HeapFactory, HeapModule, Pointer } from './heap-module';

/**
 * Fetches and compiles one of the modules. Falls back to compiling the bytes where the
 * server sends another type than application/wasm, or streaming is missing.
 */
export async function compileModule(url: string | URL): Promise<WebAssembly.Module> {
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
  return instantiate(createEngine, module);
}

export function instantiate<Module extends HeapModule>(
  create: HeapFactory<Module>,
  module: WebAssembly.Module,
): Module {
  return create({
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance, module);
      return instance.exports;
    },
    // The glue must not look for its own address: worklets have no URL.
    locateFile: (path) => path,
  });
}

/**
 * Copies bytes (such as a document encoded on the page) into the heap; the
 * caller releases the pointer. Throws when the heap is full.
 */
export function copyToHeap(heap: HeapModule, bytes: Uint8Array): Pointer {
  const pointer = heap.allocate(bytes.length);
  if (pointer === 0) {
    throw new Error(`The engine has no room for ${bytes.length} bytes. Open a smaller session.`);
  }
  heap.HEAPU8.set(bytes, pointer);
  return pointer;
}
