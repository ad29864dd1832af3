// Renders the strip workload once with the shipped engine under node, after a
// warm-up, and prints {"seconds": …}. The glue is an ES module that names no
// file or network, so node takes it as the browser does.

import { readFileSync } from 'node:fs';
import {
  compileSession,
  instantiate,
  renderWithEngine,
  stemSamples,
  stripSession,
  strips,
} from './strip-workload.mjs';

const built = new URL('../../build/wasm/', import.meta.url);

async function load(name) {
  const glue = readFileSync(new URL(`${name}.js`, built));
  // Read as text: a .js file of that folder would be taken for CommonJS.
  const { default: create } = await import(
    `data:text/javascript;base64,${glue.toString('base64')}`
  );
  return instantiate(create, new WebAssembly.Module(readFileSync(new URL(`${name}.wasm`, built))));
}

const session = compileSession(await load('lathe-files'), stripSession());
const modules = { engine: await load('lathe-engine'), master: await load('lathe-master') };
const stems = Array.from({ length: strips }, (_, i) => new Uint8Array(stemSamples(i).buffer));
const now = () => performance.now();
renderWithEngine(modules, session, stems, now);
process.stdout.write(
  `${JSON.stringify({ seconds: renderWithEngine(modules, session, stems, now) })}\n`,
);
