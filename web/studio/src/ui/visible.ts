// Whether an element is in view, so that nothing is painted that nobody sees.
// Thread: main.

import { onCleanup } from 'solid-js';

/** Reads whether it is; true until the browser has said. `changed` hears of it. */
export function watchVisible(
  element: Element,
  changed?: (visible: boolean) => void,
): () => boolean {
  let visible = true;
  const seen = new IntersectionObserver((entries) => {
    visible = entries.at(-1)?.isIntersecting ?? true;
    changed?.(visible);
  });
  seen.observe(element);
  onCleanup(() => seen.disconnect());
  return () => visible;
}
