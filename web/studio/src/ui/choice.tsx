// A choice of a few, by the parameter's own names.
// Thread: main.

import { For } from 'solid-js';
import { choiceName } from '../params/format';
import { type ControlModel, reset } from './control-model';
import { onDelete } from './turn';

export function Choice(props: { model: ControlModel; label: string }) {
  return (
    <label class="choice">
      <select
        aria-label={props.model.name()}
        data-automated={props.model.automated?.() ? '' : undefined}
        title={props.model.name()}
        value={String(props.model.value())}
        onKeyDown={(event) => onDelete(event, () => reset(props.model))}
        onChange={(event) => {
          props.model.set(Number(event.currentTarget.value));
        }}
      >
        <For each={props.model.spec.choices}>
          {(_name, index) => (
            <option value={String(index())} selected={props.model.value() === index()}>
              {choiceName(props.model.spec, index())}
            </option>
          )}
        </For>
      </select>
      <span class="number-label" aria-hidden="true">
        {props.label}
      </span>
    </label>
  );
}
