// Renders the strip workload with the shipped engine, as the render worker does.

import createEngine from '/build/wasm/lathe-engine.js';
import { renderWithEngine, stemSamples, stripSession, strips } from './strip-workload.mjs';

const ready = (async () => {
  const module = await WebAssembly.compileStreaming(fetch('/build/wasm/lathe-engine.wasm'));
  const engine = createEngine({
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance, module);
      return instance.exports;
    },
    locateFile: (path) => path,
  });
  const stems = Array.from({ length: strips }, (_, i) => new Uint8Array(stemSamples(i).buffer));
  return { engine, stems, session: stripSession() };
})();

self.addEventListener('message', async () => {
  try {
    const { engine, stems, session } = await ready;
    postMessage({ seconds: renderWithEngine(engine, session, stems, () => performance.now()) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
