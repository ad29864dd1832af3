// Vite plugin: bundles the AudioWorklet processor into the one file that
// `addModule` needs, `build/worklet/lathe-processor.js`, before anything else
// is resolved. The client imports that file's address with `?url`, so dev
// server, build and test page treat it alike: Vite's own worker handling
// splits chunks and injects code that does not run in a worklet.

import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const entry = fileURLToPath(new URL('../src/processor/lathe-processor.ts', import.meta.url));
const outDir = fileURLToPath(new URL('../../build/worklet', import.meta.url));
const source = fileURLToPath(new URL('../src/', import.meta.url));
const builtEngine = fileURLToPath(new URL('../../build/wasm/', import.meta.url));

async function bundleProcessor(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry, formats: ['es'], fileName: () => 'lathe-processor.js' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
}

export function latheProcessor(): Plugin {
  return {
    name: 'lathe-processor',
    buildStart: bundleProcessor,
    async hotUpdate({ file }) {
      if (!file.startsWith(source) && !file.startsWith(builtEngine)) return;
      await bundleProcessor();
      this.environment.hot.send({ type: 'full-reload' });
    },
  };
}
