// Dragging a marker or a fade's handle: drawn as a draft while the pointer is
// down, one action when it is lifted, nothing on Escape. It snaps to what clips
// snap to (app/clip-desk.ts); Alt turns that off. A press without a drag goes there.
// Thread: main.

import type { HeadTailPart } from '../app/head-tail-desk';
import type { Studio } from '../app/studio';

const DRAG_STARTS_PX = 3;
/** What a snap leaves alone: every clip's edges count. */
const NO_CLIP = '';

export function dragHeadTail(
  studio: Studio,
  event: PointerEvent,
  part: HeadTailPart,
  element: HTMLElement,
): void {
  if (event.button !== 0) return;
  // The ruler under it would go there.
  event.stopPropagation();
  const { headTail, clips, timeline } = studio;
  const pressX = event.clientX;
  const pressed = headTail.frameOf(part);
  const framesPerPx = timeline.framesPerPx(studio.songFrames());
  const dragging = new AbortController();
  const { signal } = dragging;
  let to: number | null = null;

  const end = (keep: boolean) => {
    dragging.abort();
    headTail.setDraft(null);
    clips.snapBy([], NO_CLIP);
    delete element.dataset.dragging;
    if (!keep) return;
    if (to === null) studio.transport.seek(pressed);
    else headTail.move(part, to);
  };
  window.addEventListener(
    'pointermove',
    (move) => {
      if (move.pointerId !== event.pointerId) return;
      const px = move.clientX - pressX;
      if (to === null && Math.abs(px) < DRAG_STARTS_PX) return;
      element.dataset.dragging = '';
      const frame = Math.max(0, Math.round(pressed + px * framesPerPx));
      to = frame + clips.snapBy(move.altKey ? [] : [frame], NO_CLIP);
      headTail.setDraft(headTail.moved(part, to));
    },
    { signal, capture: true },
  );
  window.addEventListener('pointerup', (up) => up.pointerId === event.pointerId && end(true), {
    signal,
    capture: true,
  });
  window.addEventListener('pointercancel', () => end(false), { signal });
  window.addEventListener(
    'keydown',
    (key) => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      end(false);
    },
    { signal, capture: true },
  );
}
