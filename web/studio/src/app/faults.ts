// What went wrong, as messages with a remedy that stay until dismissed.
// Thread: main.

import { EngineError, type EngineFault } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';

export interface ShownFault {
  id: number;
  kind: 'fault' | 'notice';
  message: string;
  remedy: string;
}

/** More than this at once is noise: the oldest go. */
const MOST_SHOWN = 6;

export class Faults {
  readonly #signal = createSignal<readonly ShownFault[]>([]);
  #nextId = 1;

  list(): readonly ShownFault[] {
    return this.#signal[0]();
  }

  show(message: string, remedy = '', kind: ShownFault['kind'] = 'fault'): void {
    const [list, setList] = this.#signal;
    if (list().some((fault) => fault.message === message)) return;
    setList([...list(), { id: this.#nextId++, kind, message, remedy }].slice(-MOST_SHOWN));
  }

  notice(message: string, remedy = ''): void {
    this.show(message, remedy, 'notice');
  }

  dismiss(id: number): void {
    const [list, setList] = this.#signal;
    setList(list().filter((fault) => fault.id !== id));
  }

  /** Whatever was thrown; a cancelled work is no fault. */
  report(error: unknown, doing: string): void {
    if (isCancelled(error)) return;
    if (error instanceof EngineError) {
      this.reportFault(error.fault);
      return;
    }
    const detail = error instanceof Error ? error.message : String(error);
    this.show(
      `${doing} did not work: ${detail}`,
      'Try again; if it happens twice, reload the page.',
    );
  }

  reportFault(fault: EngineFault): void {
    if (fault.code !== 'cancelled') this.show(fault.message, fault.remedy);
  }
}

export function isCancelled(error: unknown): boolean {
  if (error instanceof EngineError) return error.fault.code === 'cancelled';
  return error instanceof DOMException && error.name === 'AbortError';
}
