// The browser's share of the bench: the modules as they ship in a worker, and
// the browser's own nodes. Driven by run.mjs through `window.bench`.

import { renderWithNodes } from './strip-workload.mjs';

const worker = new Worker(new URL('./bench-worker.mjs', import.meta.url), { type: 'module' });

/** `request`: one of bench-worker.mjs's. */
function seconds(request) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) =>
      data.error ? reject(new Error(data.error)) : resolve(data.seconds);
    worker.postMessage(request);
  });
}

window.bench = { seconds, nodes: () => renderWithNodes(() => performance.now()) };
