// Calls across a message port: typed by one table of methods, with progress
// and cancelling. One call is one `Call` message, any number of `Progress`
// messages back, and one `Return`.
// Thread: any; `callOver` on the asking side, `serveOver` on the answering side.

import {
  EngineError,
  type EngineFault,
  type LongWork,
  type Progress,
} from '../client/studio-engine';
import { cancelled, toFault } from './fault';

/** What a table of methods looks like: each takes one argument and gives one result. */
// biome-ignore lint/suspicious/noExplicitAny: the argument's type is each method's own
export type Methods = { [name: string]: (argument: any) => unknown };

interface Call {
  call: number;
  method: string;
  argument: unknown;
}
interface Cancel {
  cancel: number;
}
interface Report {
  progressOf: number;
  progress: Progress;
}
interface Return {
  returnOf: number;
  result?: unknown;
  fault?: EngineFault;
}
type ToServer = Call | Cancel;
type ToCaller = Report | Return;

/** What both need of a Worker, a MessagePort or a worker's own scope. */
export interface Wire {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export type Caller<M extends Methods> = <K extends keyof M & string>(
  method: K,
  argument: Parameters<M[K]>[0],
  work?: LongWork,
  transfer?: Transferable[],
) => Promise<Awaited<ReturnType<M[K]>>>;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress: ((progress: Progress) => void) | undefined;
}

export interface Connection<M extends Methods> {
  call: Caller<M>;
  /** Every call under way, and every later one, fails with this. */
  breakOff(error: Error): void;
}

export function callOver<M extends Methods>(wire: Wire): Connection<M> {
  const pending = new Map<number, Pending>();
  let nextCall = 1;
  let broken: Error | null = null;

  wire.addEventListener('message', (event) => {
    const message = event.data as ToCaller;
    if ('progressOf' in message) {
      pending.get(message.progressOf)?.onProgress?.(message.progress);
    } else if ('returnOf' in message) {
      const waiting = pending.get(message.returnOf);
      pending.delete(message.returnOf);
      if (message.fault) waiting?.reject(new EngineError(message.fault));
      else waiting?.resolve(message.result);
    }
  });

  return {
    call(method, argument, work = {}, transfer = []) {
      return new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        if (work.signal?.aborted) return reject(cancelled('The work'));
        const call = nextCall++;
        pending.set(call, {
          resolve: resolve as Pending['resolve'],
          reject,
          onProgress: work.onProgress,
        });
        work.signal?.addEventListener(
          'abort',
          () => {
            if (pending.has(call)) wire.postMessage({ cancel: call } satisfies Cancel, []);
          },
          { once: true },
        );
        wire.postMessage({ call, method, argument } satisfies Call, transfer);
      });
    },
    breakOff(error) {
      broken = error;
      for (const waiting of pending.values()) waiting.reject(error);
      pending.clear();
    },
  };
}

/** What a running method knows about its call. */
export interface CallContext {
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
}

export type Handlers<M extends Methods> = {
  [K in keyof M]: (
    argument: Parameters<M[K]>[0],
    context: CallContext,
  ) => ReturnType<M[K]> | Promise<Awaited<ReturnType<M[K]>>>;
};

/** At most so many progress reports a second go out for one call. */
const kReportsPerSecond = 20;

export function serveOver<M extends Methods>(wire: Wire, handlers: Handlers<M>): void {
  const running = new Map<number, AbortController>();
  wire.addEventListener('message', (event) => {
    const message = event.data as ToServer;
    if ('cancel' in message) running.get(message.cancel)?.abort();
    else if ('call' in message) void run(message);
  });

  async function run({ call, method, argument }: Call): Promise<void> {
    const abort = new AbortController();
    running.set(call, abort);
    let lastReport = Number.NEGATIVE_INFINITY;
    const context: CallContext = {
      signal: abort.signal,
      progress(done, total) {
        const now = performance.now();
        if (done < total && now - lastReport < 1000 / kReportsPerSecond) return;
        lastReport = now;
        wire.postMessage({ progressOf: call, progress: { done, total } } satisfies Report, []);
      },
    };
    try {
      const handler = handlers[method];
      if (!handler) throw new Error(`there is no method ${method}`);
      const result = await handler(argument, context);
      wire.postMessage({ returnOf: call, result } satisfies Return, []);
    } catch (error) {
      wire.postMessage({ returnOf: call, fault: toFault(error, method) } satisfies Return, []);
    } finally {
      running.delete(call);
    }
  }
}
