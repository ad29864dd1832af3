// The self-test: the conformance table, run by the meters of this very build where
// the user is, and what came of it.
// Thread: main.

import type { SelfTestCase } from '@lathe/worklet/client/self-test-case';
import type { StudioEngine } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';

export type SelfTestState = 'idle' | 'running' | 'done' | 'stopped';

export class SelfTest {
  readonly #engine: Pick<StudioEngine, 'selfTest'>;
  readonly #state = createSignal<SelfTestState>('idle');
  readonly #cases = createSignal<readonly SelfTestCase[]>([]);
  readonly #count = createSignal(0);
  #abort: AbortController | null = null;

  constructor(engine: Pick<StudioEngine, 'selfTest'>) {
    this.#engine = engine;
  }

  state(): SelfTestState {
    return this.#state[0]();
  }

  /** Those that have ended, in order; tracked. */
  cases(): readonly SelfTestCase[] {
    return this.#cases[0]();
  }

  /** Of all cases; 0 until it is known. */
  count(): number {
    return this.#count[0]();
  }

  failed(): number {
    return this.cases().filter(({ passed }) => !passed).length;
  }

  /** Begins anew. Rejects where it cannot be run; not where it was cancelled. */
  async run(): Promise<void> {
    this.cancel();
    const abort = new AbortController();
    this.#abort = abort;
    this.#cases[1]([]);
    this.#state[1]('running');
    try {
      await this.#engine.selfTest((result, count) => {
        if (abort.signal.aborted) return;
        this.#count[1](count);
        this.#cases[1]((cases) => [...cases, result]);
      }, abort.signal);
      if (!abort.signal.aborted) this.#state[1]('done');
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#state[1]('stopped');
      throw error;
    }
  }

  /** What has been found so far stays. */
  cancel(): void {
    this.#abort?.abort();
    if (this.state() === 'running') this.#state[1]('stopped');
  }

  /** One object: who tested, and every case as `lathe selftest --json` has it. */
  json(): string {
    const cases = this.cases();
    const about = {
      format: 'lathe-self-test',
      version: 1,
      browser: navigator.userAgent,
      date: new Date().toISOString(),
      cases: this.count(),
      run: cases.length,
      passed: cases.length - this.failed(),
    };
    return `${JSON.stringify({ ...about, results: cases }, null, 1)}\n`;
  }
}
