// Parameter changes on their way to the worklet: however often a control
// moves, each parameter travels once per turn of the page's event loop, with
// its newest value.
// Thread: main.

import { AutomationHold } from '../engine/engine-constants';
import { findParamSpec, type ParamScope } from '../params/params.generated';
import type { HoldName, ParamTarget } from './studio-engine';
import { targetKey } from './target-numbers';

export interface ParamChange {
  target: ParamTarget;
  id: number;
  value: number;
}

export function scopeOf(target: ParamTarget): ParamScope {
  if (typeof target === 'string') return target;
  return target.effect ?? (target.to === undefined ? 'strip' : 'send');
}

/** What holds a parameter with a lane. */
export interface HoldChange {
  target: ParamTarget;
  id: number;
  hold: HoldName;
  offset: number;
}

export function encodeHolds(
  changes: Iterable<HoldChange>,
  targets: ReadonlyMap<string, number>,
): number[] {
  return [...changes].flatMap(({ target, id, hold, offset }) => {
    const number = targets.get(targetKey(target));
    return number === undefined ? [] : [number, id, AutomationHold[hold], offset];
  });
}

/** Null where the table has no such parameter. */
export function paramChange(target: ParamTarget, key: string, value: number): ParamChange | null {
  const spec = findParamSpec(scopeOf(target), key);
  return spec ? { target, id: spec.id, value } : null;
}

/** Names the parameter that a change is of. */
export function changeKey({ target, id }: Pick<ParamChange, 'target' | 'id'>): string {
  return `${targetKey(target)} ${id}`;
}

/** Triples as the processor takes them; changes of strips that it does not have are left out. */
export function encodeChanges(
  changes: Iterable<ParamChange>,
  targets: ReadonlyMap<string, number>,
): number[] {
  const values: number[] = [];
  for (const { target, id, value } of changes) {
    const number = targets.get(targetKey(target));
    if (number !== undefined) values.push(number, id, value);
  }
  return values;
}

export class ParamQueue {
  readonly #send: (changes: ParamChange[]) => void;
  readonly #pending = new Map<string, ParamChange>();

  constructor(send: (changes: ParamChange[]) => void) {
    this.#send = send;
  }

  push(change: ParamChange): void {
    if (this.#pending.size === 0) queueMicrotask(() => this.flush());
    this.#pending.set(changeKey(change), change);
  }

  flush(): void {
    if (this.#pending.size === 0) return;
    const changes = [...this.#pending.values()];
    this.#pending.clear();
    this.#send(changes);
  }
}
