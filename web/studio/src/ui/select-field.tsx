// A choice of a few that is not a parameter: of what is shown or heard here.
// Thread: main.

import { For } from 'solid-js';

export interface SelectFieldProps<Value extends string> {
  name: string;
  /** Beside it; what has no room for one goes without. */
  label?: string;
  value: Value;
  options: Readonly<Record<Value, string>>;
  choose: (value: Value) => void;
  title?: string;
  disabled?: boolean;
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const values = () => Object.keys(props.options) as Value[];
  return (
    <label class="choice">
      <select
        aria-label={props.name}
        title={props.title ?? props.name}
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.choose(event.currentTarget.value as Value)}
      >
        <For each={values()}>
          {(value) => (
            <option value={value} selected={props.value === value}>
              {props.options[value]}
            </option>
          )}
        </For>
      </select>
      {props.label && (
        <span class="number-label" aria-hidden="true">
          {props.label}
        </span>
      )}
    </label>
  );
}
