// A number over its name: dragged sideways or up and down, turned, or typed.
// Thread: main.

import { createSignal, onMount, Show } from 'solid-js';
import { toPosition } from '../params/taper';
import { type ControlModel, valueText } from './control-model';
import { turnable } from './turn';
import { ValueEntry } from './value-entry';

const TRAVEL_PX = 220;

export function NumberField(props: { model: ControlModel; label: string; disabled?: boolean }) {
  let field!: HTMLDivElement;
  const [typing, setTyping] = createSignal<string | null>(null);
  const { spec } = props.model;

  onMount(() =>
    turnable(field, props.model, {
      axis: 'both',
      travelPx: () => TRAVEL_PX,
      type: setTyping,
      tap: () => setTyping(''),
    }),
  );

  return (
    <div
      ref={field}
      class="number-field"
      data-automated={props.model.automated?.() ? '' : undefined}
      classList={{ 'is-off': props.disabled }}
      role="slider"
      tabIndex={0}
      aria-label={props.model.name()}
      aria-valuemin={spec.min}
      aria-valuemax={spec.max}
      aria-valuenow={props.model.value()}
      aria-valuetext={valueText(props.model)}
      title={`${props.model.name()}: drag, wheel, ↑ ↓ (Shift fine), type a number, double-click resets`}
      style={{ '--at': toPosition(spec, props.model.value()) }}
    >
      <Show
        when={typing() !== null}
        fallback={<span class="number-value">{valueText(props.model)}</span>}
      >
        <ValueEntry
          model={props.model}
          initial={typing() ?? ''}
          done={() => {
            setTyping(null);
            field.focus();
          }}
        />
      </Show>
      <span class="number-bar" aria-hidden="true" />
      <span class="number-label" aria-hidden="true">
        {props.label}
      </span>
    </div>
  );
}
