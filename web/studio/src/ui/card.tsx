// A processor's card: a switch, its name, what it is doing in plain words, and
// its controls, which its name folds away where it may.
// Thread: main.

import { type JSX, Show } from 'solid-js';
import { Icon } from './icon';

/** What folds controls away, for as long as the studio is open. */
export interface Fold {
  label: string;
  open: boolean;
  press: () => void;
}

export interface CardProps {
  title: string;
  class?: string;
  /** Absent where there is nothing to switch. */
  switch?: { label: string; on: boolean; press: () => void; title?: string };
  /** Its light where there is nothing to switch; on by default. */
  still?: boolean;
  fold?: Fold;
  says?: JSX.Element;
  /** What it says stands under its head, which has too much in it. */
  saysBelow?: boolean;
  tools?: JSX.Element;
  /** What stands over its controls and is never folded away. */
  always?: JSX.Element;
  children?: JSX.Element;
}

export function Card(props: CardProps) {
  const off = () => props.switch !== undefined && !props.switch.on;
  return (
    <section
      class={`card ${props.class ?? ''}`}
      classList={{ off: off() }}
      aria-label={props.title}
    >
      <header class="card-head" classList={{ 'says-below': props.saysBelow === true }}>
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
        <h3>
          <Show when={props.fold} fallback={props.title}>
            {(fold) => <FoldButton fold={fold()}>{props.title}</FoldButton>}
          </Show>
        </h3>
        <span class="card-says">{props.says}</span>
        {props.tools}
      </header>
      {props.always}
      <Show when={props.fold?.open !== false}>{props.children}</Show>
    </section>
  );
}

export function FoldButton(props: { fold: Fold; children: JSX.Element }) {
  return (
    <button
      type="button"
      class="fold"
      aria-label={props.fold.label}
      aria-expanded={props.fold.open}
      title={`${props.fold.open ? 'Hide' : 'Show'} ${props.fold.label}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.fold.press()}
    >
      {props.children}
      <Icon name="chevron" />
    </button>
  );
}
