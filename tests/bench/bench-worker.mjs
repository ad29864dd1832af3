// Renders the strip workload with the shipped engine, as the render worker does.

import createEngine from '/build/wasm/lathe-engine.js';
import createFiles from '/build/wasm/lathe-files.js';
import {
  compileSession,
  instantiate,
  renderWithEngine,
  stemSamples,
  stripSession,
  strips,
} from './strip-workload.mjs';

async function load(create, name) {
  return instantiate(create, await WebAssembly.compileStreaming(fetch(`/build/wasm/${name}.wasm`)));
}

const ready = (async () => {
  const engine = await load(createEngine, 'lathe-engine');
  const session = compileSession(await load(createFiles, 'lathe-files'), stripSession());
  const stems = Array.from({ length: strips }, (_, i) => new Uint8Array(stemSamples(i).buffer));
  return { engine, stems, session };
})();

self.addEventListener('message', async () => {
  try {
    const { engine, stems, session } = await ready;
    postMessage({ seconds: renderWithEngine(engine, session, stems, () => performance.now()) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
