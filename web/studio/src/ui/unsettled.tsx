// The mark before a figure of a programme too short for it, which says why.
// Thread: main.

import { Show } from 'solid-js';
import { isUnsettled, shortText, UNSETTLED_MARK } from '../audio/settled';

export function Unsettled(props: { what: string; seconds: number | null | undefined }) {
  const shown = () => props.seconds != null && isUnsettled(props.seconds);
  return (
    <Show when={shown()}>
      <span class="unsettled" role="img" aria-label="not settled" title={shortText(props.what)}>
        {UNSETTLED_MARK}
      </span>
    </Show>
  );
}
