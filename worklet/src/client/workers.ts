// Starts the workers, and turns their death into faults.
// Thread: main.

import { fault } from '../messages/fault';
import type { IoMethods } from '../messages/io-protocol';
import type { RenderMethods } from '../messages/render-protocol';
import { type Connection, callOver, type Methods } from '../messages/rpc';
import type { SelfTestMethods } from '../messages/self-test-protocol';

export interface RunningWorker<M extends Methods> extends Connection<M> {
  worker: Worker;
  end(): void;
}

export function startIoWorker(): RunningWorker<IoMethods> {
  // Vite finds workers by this very shape: new Worker(new URL(…)).
  const worker = new Worker(new URL('../io/io-worker.ts', import.meta.url), {
    type: 'module',
    name: 'lathe-io',
  });
  return connect(worker, 'file');
}

export function startRenderWorker(): RunningWorker<RenderMethods> {
  const worker = new Worker(new URL('../render/render-worker.ts', import.meta.url), {
    type: 'module',
    name: 'lathe-render',
  });
  return connect(worker, 'render');
}

export function startSelfTestWorker(): RunningWorker<SelfTestMethods> {
  const worker = new Worker(new URL('../selftest/self-test-worker.ts', import.meta.url), {
    type: 'module',
    name: 'lathe-self-test',
  });
  return connect(worker, 'self-test');
}

function connect<M extends Methods>(worker: Worker, what: string): RunningWorker<M> {
  const connection = callOver<M>(worker);
  worker.addEventListener('error', (event) => {
    connection.breakOff(
      fault(
        'internal',
        `Lathe's ${what} worker stopped${event.message ? `: ${event.message}` : ''}.`,
        'Reload the page; the session is saved.',
      ),
    );
  });
  return {
    ...connection,
    worker,
    end() {
      worker.terminate();
      connection.breakOff(fault('cancelled', 'The studio was closed.', ''));
    },
  };
}
