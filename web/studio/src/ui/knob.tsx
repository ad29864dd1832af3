// A knob: an arc from its resting point to the value, which stands inside.
// Thread: main.

import { createSignal, onMount, Show } from 'solid-js';
import { toPosition } from '../params/taper';
import { type ControlModel, valueText } from './control-model';
import { turnable } from './turn';
import { ValueEntry } from './value-entry';

const TRAVEL_PX = 160;
const SWEEP_DEGREES = 270;
const RADIUS = 15;

function pointAt(position: number): string {
  const angle = ((position - 0.5) * SWEEP_DEGREES * Math.PI) / 180;
  return `${(18 + RADIUS * Math.sin(angle)).toFixed(2)} ${(18 - RADIUS * Math.cos(angle)).toFixed(2)}`;
}

function arc(from: number, to: number): string {
  const [low, high] = from < to ? [from, to] : [to, from];
  const large = (high - low) * SWEEP_DEGREES > 180 ? 1 : 0;
  return `M ${pointAt(low)} A ${RADIUS} ${RADIUS} 0 ${large} 1 ${pointAt(high)}`;
}

export function Knob(props: { model: ControlModel }) {
  let knob!: HTMLDivElement;
  const [typing, setTyping] = createSignal<string | null>(null);
  const { spec } = props.model;
  const rest = spec.min < 0 && spec.max > 0 ? toPosition(spec, 0) : 0;
  const position = () => toPosition(spec, props.model.value());

  onMount(() =>
    turnable(knob, props.model, {
      axis: 'both',
      travelPx: () => TRAVEL_PX,
      type: setTyping,
      tap: () => setTyping(''),
    }),
  );

  return (
    <div
      ref={knob}
      class="knob"
      data-automated={props.model.automated?.() ? '' : undefined}
      role="slider"
      tabIndex={0}
      aria-label={props.model.name()}
      aria-valuemin={spec.min}
      aria-valuemax={spec.max}
      aria-valuenow={props.model.value()}
      aria-valuetext={valueText(props.model)}
      title={`${props.model.name()}: drag, wheel, keys, type a value, double-click resets`}
    >
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <path class="knob-track" d={arc(0, 1)} />
        <Show when={Math.abs(position() - rest) > 0.002}>
          <path class="knob-arc" d={arc(rest, position())} />
        </Show>
      </svg>
      <Show
        when={typing() !== null}
        fallback={<span class="knob-value">{valueText(props.model)}</span>}
      >
        <ValueEntry
          model={props.model}
          initial={typing() ?? ''}
          done={() => {
            setTyping(null);
            knob.focus();
          }}
        />
      </Show>
    </div>
  );
}
