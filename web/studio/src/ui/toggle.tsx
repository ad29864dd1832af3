// A button that is on or off. By pointer it leaves the focus where it was, so
// that Space still plays.
// Thread: main.

import type { JSX } from 'solid-js';
import { onDelete } from './turn';

export interface ToggleProps {
  label: string;
  on: boolean;
  press: (event: MouseEvent) => void;
  /** Back to the default, by Delete. */
  reset?: () => void;
  class?: string;
  title?: string;
  disabled?: boolean;
  children: JSX.Element;
}

export function Toggle(props: ToggleProps) {
  return (
    <button
      type="button"
      class={`toggle ${props.class ?? ''}`}
      aria-label={props.label}
      aria-pressed={props.on}
      title={props.title ?? props.label}
      disabled={props.disabled}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => props.press(event)}
      onKeyDown={(event) => {
        if (props.reset) onDelete(event, props.reset);
      }}
    >
      {props.children}
    </button>
  );
}
