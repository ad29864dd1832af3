// A processor's card: a switch, its name, what it is doing in plain words, and
// its controls.
// Thread: main.

import { type JSX, Show } from 'solid-js';

export interface CardProps {
  title: string;
  /** Absent where there is nothing to switch. */
  switch?: { label: string; on: boolean; press: () => void; title?: string };
  /** Its light where there is nothing to switch; on by default. */
  still?: boolean;
  /** Only its head while it is off. */
  folds?: boolean;
  says?: JSX.Element;
  tools?: JSX.Element;
  children?: JSX.Element;
}

export function Card(props: CardProps) {
  const off = () => props.switch !== undefined && !props.switch.on;
  return (
    <section class="card" classList={{ off: off() }} aria-label={props.title}>
      <header class="card-head">
        <Show
          when={props.switch}
          fallback={
            <span
              class="lamp still"
              classList={{ dark: props.still === false }}
              aria-hidden="true"
            />
          }
        >
          {(state) => (
            <button
              type="button"
              class="lamp"
              aria-label={state().label}
              aria-pressed={state().on}
              title={state().title ?? state().label}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => state().press()}
            />
          )}
        </Show>
        <h3>{props.title}</h3>
        <span class="card-says">{props.says}</span>
        {props.tools}
      </header>
      <Show when={!(props.folds && off())}>{props.children}</Show>
    </section>
  );
}
