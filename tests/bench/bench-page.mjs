// The browser's share of the bench: the engine as it ships in a worker, and
// the browser's own nodes. Driven by run.mjs through `window.bench`.

import { renderWithNodes } from './strip-workload.mjs';

const worker = new Worker(new URL('./bench-worker.mjs', import.meta.url), { type: 'module' });

function engine(document) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) =>
      data.error ? reject(new Error(data.error)) : resolve(data.seconds);
    worker.postMessage(document);
  });
}

window.bench = { engine, nodes: () => renderWithNodes(() => performance.now()) };
