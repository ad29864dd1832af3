// Renders documents of the bench with the shipped engine, as the render worker does.

import createEngine from '/build/wasm/lathe-engine.js';
import createFiles from '/build/wasm/lathe-files.js';
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
  files: await load(createFiles, 'lathe-files'),
  stems: Array.from({ length: strips }, (_, i) => new Uint8Array(stemSamples(i).buffer)),
}))();

self.addEventListener('message', async ({ data }) => {
  try {
    const { engine, files, stems } = await ready;
    const session = compileSession(files, data);
    postMessage({ seconds: renderWithEngine(engine, session, stems, () => performance.now()) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
