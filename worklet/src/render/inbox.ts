// What arrives from another thread, waited for where there is none yet.
// Thread: any worker.

export class Inbox<Sent> {
  readonly #arrived: Sent[] = [];
  #waiting: (() => void) | null = null;
  #broken: Error | null = null;

  put(sent: Sent): void {
    this.#arrived.push(sent);
    this.#waiting?.();
  }

  /** Whoever waits, or finds nothing later, gets this instead. */
  break(error: Error): void {
    this.#broken ??= error;
    this.#waiting?.();
  }

  /** What is there already. */
  takeNow(): Sent | undefined {
    if (this.#broken) throw this.#broken;
    return this.#arrived.shift();
  }

  async take(): Promise<Sent> {
    for (;;) {
      const sent = this.takeNow();
      if (sent !== undefined) return sent;
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }
}
