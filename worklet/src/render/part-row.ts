// The other engines of a render: part workers in a row, started for one song,
// each handing its sums to the next, the last of them to the render worker.
// They, their heaps and their ports go when the render ends, however it ends.
// Thread: render worker.

import { fault } from '../messages/fault';
import type { PartStart, RenderInput } from '../messages/part-protocol';
import type { ReadMessage } from '../messages/read-protocol';
import { SumReceiver } from './track-sums';

/** What they need beside the song. */
export interface PartSupplies {
  engine: WebAssembly.Module;
  /** Leads to the I/O worker; each gets a way of its own there. */
  readPort: { postMessage(message: ReadMessage, transfer: Transferable[]): void };
}

export class PartRow {
  /** All parts, the render worker's own among them. */
  readonly parts: number;
  /** From the part before the last. */
  readonly sums: SumReceiver;
  readonly #workers: Worker[] = [];

  constructor(
    parts: number,
    input: RenderInput,
    mixFrames: number,
    { engine, readPort }: PartSupplies,
  ) {
    this.parts = parts;
    let before: MessagePort | null = null;
    const workers: [Worker, PartStart, Transferable[]][] = [];
    for (let part = 0; part < parts - 1; ++part) {
      // Vite finds workers by this very shape: new Worker(new URL(…)).
      const worker = new Worker(new URL('./part-worker.ts', import.meta.url), {
        type: 'module',
        name: 'lathe-part',
      });
      const reads = new MessageChannel();
      const sums = new MessageChannel();
      readPort.postMessage({ port: reads.port2 }, [reads.port2]);
      const start = { engine, input, part, parts, mixFrames, readPort: reads.port1, before };
      const ports = before ? [reads.port1, sums.port1, before] : [reads.port1, sums.port1];
      workers.push([worker, { ...start, behind: sums.port1 }, ports]);
      before = sums.port2;
    }
    if (!before) throw new Error('a row of parts has two or more');
    this.sums = new SumReceiver(before);
    for (const [worker, start, ports] of workers) {
      worker.onerror = (event) => {
        event.preventDefault();
        this.sums.break(stopped(event.message));
      };
      worker.postMessage(start, ports);
      this.#workers.push(worker);
    }
  }

  end(): void {
    for (const worker of this.#workers) worker.terminate();
    this.sums.close();
  }
}

function stopped(why: string | undefined) {
  return fault(
    'internal',
    `One of Lathe's render workers stopped${why ? `: ${why}` : ''}.`,
    'Reload the page; the session is saved.',
  );
}
