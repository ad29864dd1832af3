// A choice of a few that is kept on this device, as a tracked value.
// Thread: main.

import { createSignal } from 'solid-js';
import { readSetting, writeSetting } from './settings';

export interface ChoiceSetting<Value extends string> {
  /** Tracked. */
  (): Value;
  set(value: Value): void;
}

/** `values`: all there are; the first stands where nothing, or nothing known, was kept. */
export function choiceSetting<Value extends string>(
  key: string,
  values: readonly [Value, ...Value[]],
): ChoiceSetting<Value> {
  const kept = readSetting(key);
  const [value, setValue] = createSignal<Value>(values.find((each) => each === kept) ?? values[0]);
  const set = (next: Value) => {
    setValue(() => next);
    writeSetting(key, next);
  };
  return Object.assign(() => value(), { set });
}
