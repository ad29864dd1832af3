// A vertical fader with its scale and typed readout. Its travel is the taper's.
// Thread: main.

import { createSignal, For, onMount, Show } from 'solid-js';
import { fixed } from '../params/format';
import { toPosition } from '../params/taper';
import { type ControlModel, valueText } from './control-model';
import { turnable } from './turn';
import { ValueEntry } from './value-entry';

/** Marks beside a fader, in dB; those outside the range are left out. */
const FADER_MARKS = [10, 5, 0, -5, -10, -20, -30, -60];
const LINEAR_MARKS = [24, 12, 0, -12, -24, -36, -48];

export function Fader(props: { model: ControlModel; marks?: boolean }) {
  let track!: HTMLDivElement;
  const [typing, setTyping] = createSignal<string | null>(null);
  const { spec } = props.model;
  const marks = (spec.taper === 'fader' ? FADER_MARKS : LINEAR_MARKS).filter(
    (db) => db >= spec.min && db <= spec.max,
  );
  const position = () => toPosition(spec, props.model.value());

  onMount(() =>
    turnable(track, props.model, {
      axis: 'vertical',
      travelPx: () => track.clientHeight,
      type: setTyping,
    }),
  );
  const done = () => {
    setTyping(null);
    track.focus();
  };

  return (
    <div class="fader">
      <div
        ref={track}
        class="fader-track"
        data-automated={props.model.automated?.() ? '' : undefined}
        role="slider"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={props.model.name()}
        aria-valuemin={spec.min}
        aria-valuemax={spec.max}
        aria-valuenow={props.model.value()}
        aria-valuetext={valueText(props.model)}
        title={`${props.model.name()}: drag, wheel, ↑ ↓ (Shift fine), type a number, double-click resets`}
        style={{ '--at': position() }}
      >
        <Show when={props.marks !== false}>
          <For each={marks}>
            {(db) => (
              <span class="fader-mark" style={{ '--at': toPosition(spec, db) }} aria-hidden="true">
                {db > 0 ? `+${db}` : fixed(db, 0)}
              </span>
            )}
          </For>
        </Show>
        <span class="fader-thumb" aria-hidden="true" />
      </div>
      <div class="fader-readout">
        <Show
          when={typing() !== null}
          fallback={
            <button
              type="button"
              class="readout"
              tabIndex={-1}
              title={`Type the value of ${props.model.name()}`}
              onClick={() => setTyping('')}
            >
              {valueText(props.model)}
            </button>
          }
        >
          <ValueEntry model={props.model} initial={typing() ?? ''} done={done} />
        </Show>
      </div>
    </div>
  );
}
