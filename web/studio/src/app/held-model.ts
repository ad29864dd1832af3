// Number fields of the document that are no parameters. A drag is shown as it goes
// and put into the document when it ends: such a change makes the engine open the
// song anew, which is not for every move of a pointer.
// Thread: main.

import type { ParamSpec } from '@lathe/worklet/params/params.generated';
import { createSignal } from 'solid-js';
import type { ControlModel } from '../ui/control-model';

/** Of a field of the document that is not in the engine's table. */
export function numberSpec(name: string, unit: string, min: number, max: number): ParamSpec {
  return {
    id: -1,
    scope: 'strip',
    key: 'trim.gainDb',
    kind: 'number',
    name,
    unit,
    min,
    max,
    default: 0,
    taper: 'linear',
    smoothingMs: 0,
    changesLatency: false,
    automatable: false,
    choices: [],
  };
}

export interface Held {
  spec: ParamSpec;
  name(): string;
  /** As the document has it. Tracked. */
  stored(): number;
  /** Shows a value that is not in the document yet; null: no longer. */
  show(value: number | null): void;
  put(value: number): void;
}

export function heldModel({ spec, name, stored, show, put }: Held): ControlModel {
  const [held, setHeld] = createSignal<number | null>(null);
  let turning = false;
  const hold = (value: number | null) => {
    setHeld(value);
    show(value);
  };
  return {
    spec,
    name,
    value: () => held() ?? stored(),
    set: (value) => {
      if (turning) hold(value);
      else put(value);
    },
    begin: () => {
      turning = true;
    },
    commit: () => {
      turning = false;
      const value = held();
      hold(null);
      if (value !== null) put(value);
    },
    bail: () => {
      turning = false;
      hold(null);
    },
  };
}
