// What the screen has room for, followed as it changes.
// Thread: main.

import { createSignal } from 'solid-js';

/** As in styles/narrow.css: one view at a time. */
const NARROW = '(max-width: 899px)';
/** Room for every control of the master at once. */
const ROOMY = '(min-width: 2000px) and (min-height: 1200px)';

function followMedia(query: string): () => boolean {
  const media = matchMedia(query);
  const [matches, setMatches] = createSignal(media.matches);
  media.addEventListener('change', () => setMatches(media.matches));
  return matches;
}

export class Screen {
  /** Tracked, both. */
  readonly narrow = followMedia(NARROW);
  readonly roomy = followMedia(ROOMY);
}
