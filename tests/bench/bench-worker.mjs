// The bench's work with the shipped modules, as the render worker does it:
//   { work: 'strips', document }              renders a document
//   { work: 'master', params, song }          a mix through a master; `song`: its URL
//   { work: 'measure', sampleRate, song }     measures a song
// and answers { seconds }.

import createEngine from '/build/wasm/lathe-engine.js';
import createFiles from '/build/wasm/lathe-files.js';
import createMaster from '/build/wasm/lathe-master.js';
import { masterSeconds, measureSeconds } from './song-workload.mjs';
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

/** Made once, when first asked for. */
function once(make) {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
}

const modules = once(async () => ({
  engine: await load(createEngine, 'lathe-engine'),
  master: await load(createMaster, 'lathe-master'),
  files: await load(createFiles, 'lathe-files'),
}));
const stems = once(() =>
  Array.from({ length: strips }, (_, i) => new Uint8Array(stemSamples(i).buffer)),
);
const songs = once(async (url) => new Float32Array(await (await fetch(url)).arrayBuffer()));
const now = () => performance.now();

const kWorks = {
  strips: async (built, { document }) =>
    renderWithEngine(built, compileSession(built.files, document), stems(), now),
  master: async (built, { params, song }) => masterSeconds(built, params, await songs(song), now),
  measure: async (built, { sampleRate, song }) =>
    measureSeconds(built, sampleRate, await songs(song), now),
};

self.addEventListener('message', async ({ data }) => {
  try {
    postMessage({ seconds: await kWorks[data.work](await modules(), data) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
