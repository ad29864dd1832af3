// Renders the strip workload once with the shipped engine under node, after a
// warm-up, and prints {"seconds": …}. The glue is an ES module that names no
// file or network, so node takes it as the browser does.

import { readFileSync } from 'node:fs';
import { renderWithEngine, stemSamples, stripSession, strips } from './strip-workload.mjs';

const built = new URL('../../build/wasm/', import.meta.url);
const glue = readFileSync(new URL('lathe-engine.js', built));
// Read as text: a .js file of this folder would be taken for CommonJS.
const { default: createEngine } = await import(
  `data:text/javascript;base64,${glue.toString('base64')}`
);
const module = new WebAssembly.Module(readFileSync(new URL('lathe-engine.wasm', built)));
const engine = createEngine({
  instantiateWasm(imports, receive) {
    const instance = new WebAssembly.Instance(module, imports);
    receive(instance, module);
    return instance.exports;
  },
  locateFile: (path) => path,
});
const stems = Array.from({ length: strips }, (_, i) => new Uint8Array(stemSamples(i).buffer));
const session = stripSession();
const now = () => performance.now();
renderWithEngine(engine, session, stems, now);
process.stdout.write(
  `${JSON.stringify({ seconds: renderWithEngine(engine, session, stems, now) })}\n`,
);
