// Sums of tracks on their way from one part's engine to the next, a chunk at a
// time: transferred, so that it works with shared memory and without. A few
// buffers go round; a part that is ahead of the one behind it by as many chunks
// waits for one of them to come back.
// Thread: render worker and part workers; each end on one of them.

import type { EngineFault } from '../client/studio-engine';
import { EngineError } from '../client/studio-engine';
import type { SumMessage, SumReturn } from '../messages/part-protocol';
import { Inbox } from './inbox';
import type { TrackLevels } from './track-levels';

/** Chunks that may be under way between two parts. */
const kBuffers = 3;

/** Hands sums to the part behind. */
export class SumSender {
  readonly #port: MessagePort;
  readonly #free = new Inbox<ArrayBuffer>();

  constructor(port: MessagePort, doubles: number) {
    this.#port = port;
    for (let i = 0; i < kBuffers; ++i) this.#free.put(new ArrayBuffer(doubles * 8));
    port.onmessage = ({ data }: MessageEvent<SumReturn>) => this.#free.put(data);
  }

  async send(sums: Float64Array): Promise<void> {
    const buffer = await this.#free.take();
    new Float64Array(buffer).set(sums);
    this.#port.postMessage({ sums: buffer } satisfies SumMessage, [buffer]);
  }
}

/** Behind the last sums. */
export function sendLevels(port: MessagePort, levels: TrackLevels): void {
  port.postMessage({ levels } satisfies SumMessage);
}

/** The part behind gets no more, and hears why. */
export function sendFault(port: MessagePort, fault: EngineFault): void {
  port.postMessage({ fault } satisfies SumMessage);
}

/** Takes sums from the part before. */
export class SumReceiver {
  readonly #port: MessagePort;
  readonly #arrived = new Inbox<ArrayBuffer>();
  readonly #levels = new Inbox<TrackLevels>();

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<SumMessage>) => {
      if ('sums' in data) this.#arrived.put(data.sums);
      else if ('levels' in data) this.#levels.put(data.levels);
      else this.break(new EngineError(data.fault));
    };
  }

  /** The next chunk's; throws what kept the part before from making them. */
  async receive(into: Float64Array): Promise<void> {
    const buffer = await this.#arrived.take();
    into.set(new Float64Array(buffer));
    this.#port.postMessage(buffer satisfies SumReturn, [buffer]);
  }

  /** How loud the tracks of the parts before were, behind their last chunk. */
  levels(): Promise<TrackLevels> {
    return this.#levels.take();
  }

  /** Whoever waits, or will, gets this instead. */
  break(error: Error): void {
    this.#arrived.break(error);
    this.#levels.break(error);
  }

  close(): void {
    this.#port.close();
  }
}
