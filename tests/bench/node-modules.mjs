// The shipped modules under node. The glue is an ES module that names no file or
// network, so node takes it as the browser does.

import { readFileSync } from 'node:fs';
import { instantiate } from './strip-workload.mjs';

const built = new URL('../../build/wasm/', import.meta.url);

async function load(name) {
  const glue = readFileSync(new URL(`${name}.js`, built));
  // Read as text: a .js file of that folder would be taken for CommonJS.
  const { default: create } = await import(
    `data:text/javascript;base64,${glue.toString('base64')}`
  );
  return instantiate(create, new WebAssembly.Module(readFileSync(new URL(`${name}.wasm`, built))));
}

export async function nodeModules() {
  return {
    engine: await load('lathe-engine'),
    master: await load('lathe-master'),
    files: await load('lathe-files'),
  };
}
