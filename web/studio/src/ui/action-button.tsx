// A button for an action of the registry: its label, key, and whether it can
// be done now come from there.
// Thread: main.

import type { JSX } from 'solid-js';
import {
  actionEnabled,
  actionTitle,
  runAction,
  type StudioActionId,
  studioActions,
} from '../app/actions';
import { useStudio } from '../app/studio';

export interface ActionButtonProps {
  action: StudioActionId;
  class?: string;
  /** Where the button should be called something else than the action. */
  label?: string;
  pressed?: boolean;
  title?: string;
  children: JSX.Element;
}

export function ActionButton(props: ActionButtonProps) {
  const studio = useStudio();
  return (
    <button
      type="button"
      class={`button ${props.class ?? ''}`}
      aria-label={props.label ?? studioActions[props.action].label}
      aria-pressed={props.pressed}
      title={props.title ?? actionTitle(props.action)}
      disabled={!actionEnabled(studio, props.action)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => runAction(studio, props.action)}
    >
      {props.children}
    </button>
  );
}
