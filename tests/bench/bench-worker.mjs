// Renders documents of the bench with the shipped engine, as the render worker does.

import createEngine from '/build/wasm/lathe-engine.js';
import createFiles from '/build/wasm/lathe-files.js';
import createMaster from '/build/wasm/lathe-master.js';
import {
  compileSession,
  instantiate,
  renderWithEngine,
  stemSamples,
  strips,
} from './strip-workload.mjs';

async function load(create, name) {
  return instantiate(create, await WebAssembly.compileStreaming(fetch(`/build/wasm/${name}.wasm`)));
}

const ready = (async () => ({
  engine: await load(createEngine, 'lathe-engine'),
  master: await load(createMaster, 'lathe-master'),
  files: await load(createFiles, 'lathe-files'),
  stems: Array.from({ length: strips }, (_, i) => new Uint8Array(stemSamples(i).buffer)),
}))();

self.addEventListener('message', async ({ data }) => {
  try {
    const { stems, ...modules } = await ready;
    const session = compileSession(modules.files, data);
    postMessage({ seconds: renderWithEngine(modules, session, stems, () => performance.now()) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
