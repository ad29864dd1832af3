// A value as text that can be typed over. Enter and leaving keep it, Escape
// lets it go; what is no number changes nothing.
// Thread: main.

import { onMount } from 'solid-js';
import { parseValue } from '../params/format';
import { type ControlModel, valueText } from './control-model';

export function ValueEntry(props: { model: ControlModel; initial: string; done: () => void }) {
  let input!: HTMLInputElement;
  let open = true;

  const finish = (keep: boolean) => {
    if (!open) return;
    open = false;
    const value = keep ? parseValue(props.model.spec, input.value) : null;
    if (value !== null) props.model.set(value);
    props.done();
  };

  onMount(() => {
    input.value = props.initial || valueText(props.model);
    input.focus();
    if (props.initial) input.setSelectionRange(input.value.length, input.value.length);
    else input.select();
  });

  return (
    <input
      ref={input}
      class="value-entry"
      type="text"
      autocomplete="off"
      spellcheck={false}
      aria-label={`${props.model.name()}, typed`}
      onPointerDown={(event) => event.stopPropagation()}
      onDblClick={(event) => event.stopPropagation()}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(true);
        else if (event.key === 'Escape') finish(false);
        else return;
        event.preventDefault();
      }}
    />
  );
}
