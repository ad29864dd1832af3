// Lets messages in between two chunks of work, so that a render can be
// cancelled. A message channel, because timers are held back to 4 ms each.
// Thread: worker.

const kEveryMs = 20;

export class Breath {
  readonly #channel = new MessageChannel();
  #last = performance.now();
  #resume: (() => void) | null = null;

  constructor() {
    this.#channel.port1.onmessage = () => this.#resume?.();
  }

  /** Null while it is not time yet. */
  take(): Promise<void> | null {
    if (performance.now() - this.#last < kEveryMs) return null;
    return new Promise((resolve) => {
      this.#resume = () => {
        this.#last = performance.now();
        resolve();
      };
      this.#channel.port2.postMessage(0);
    });
  }

  close(): void {
    this.#channel.port1.close();
  }
}
