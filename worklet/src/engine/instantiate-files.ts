// Bringing up what reads documents and stems: as the engine comes up, but never
// in a worklet, so that the processor's bundle stays without it.
// Thread: workers and node.

import createFiles from '../../../build/wasm/lathe-files.js';
import type { FilesModule } from './files-module';
import { instantiate } from './instantiate';

export function instantiateFiles(module: WebAssembly.Module): FilesModule {
  return instantiate(createFiles, module);
}
