// What a control needs to know of the value it turns, whatever that is: a
// parameter of a strip, the master, the monitor, or a setting of the page.
// Thread: main.

import type { ParamSpec } from '@lathe/worklet/params/params.generated';
import type { Studio } from '../app/studio';
import { type ParamRef, specOf } from '../document/params';
import { controlName, formatValue } from '../params/format';

export interface ControlModel {
  readonly spec: ParamSpec;
  /** "Kick fader". Tracked. */
  name(): string;
  /** As the engine takes it. Tracked. */
  value(): number;
  set(value: number): void;
  /** A drag begins, ends, or is taken back. */
  begin(): void;
  commit(): void;
  bail(): void;
  /** Whether it follows a lane of automation. Tracked. */
  automated?(): boolean;
}

export function paramModel(
  studio: Studio,
  ref: ParamRef,
  owner: () => string = () => '',
): ControlModel {
  const spec = specOf(ref);
  const name = () => controlName(owner(), spec);
  if (ref.target === 'monitor') return monitorModel(studio, ref.key, spec);
  const held = { target: ref.target, key: ref.key };
  return {
    spec,
    name,
    value: () => studio.value(ref),
    set: (value) => studio.setValue(ref, value),
    begin: () => studio.take(held, name()),
    commit: () => studio.letGo(held, 'keep'),
    bail: () => studio.letGo(held, 'bail'),
    automated: () => studio.isAutomated(ref),
  };
}

/** The monitor is out of undo, but a drag of it can be taken back all the same. */
function monitorModel(studio: Studio, key: string, spec: ParamSpec): ControlModel {
  return plainModel(
    spec,
    () => studio.monitor.get(key),
    (value) => studio.monitor.set(key, value),
  );
}

/** A value outside the document. */
export function plainModel(
  spec: ParamSpec,
  value: () => number,
  set: (value: number) => void,
): ControlModel {
  let before: number | null = null;
  return {
    spec,
    name: () => spec.name,
    value,
    set,
    begin: () => {
      before = value();
    },
    commit: () => {
      before = null;
    },
    bail: () => {
      if (before !== null) set(before);
      before = null;
    },
  };
}

export function reset(model: ControlModel): void {
  model.set(model.spec.default);
}

export function valueText(model: ControlModel): string {
  return formatValue(model.spec, model.value());
}
