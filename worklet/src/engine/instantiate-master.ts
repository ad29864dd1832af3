// Bringing up the master, as the engine comes up: the worklet and the render
// worker have both, part workers the engine alone.
// Thread: any scope.

import createMaster from '../../../build/wasm/lathe-master.js';
import { instantiate } from './instantiate';
import type { MasterModule } from './master-module';

export function instantiateMaster(module: WebAssembly.Module): MasterModule {
  return instantiate(createMaster, module);
}
