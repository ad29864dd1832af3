// Dragging a clip's body, edges and fade handles: drawn as a draft while the
// pointer is down, one action when it is lifted, nothing on Escape. Edges snap
// (app/clip-desk.ts); Alt turns that off.
// Thread: main.

import type { Studio } from '../app/studio';
import { stemFrames } from '../document/actions/clip-actions';
import { clamp, endOf, fadeOf, heardFade, trimEnd, trimStart, withFade } from '../document/clips';
import type { ClipRecord } from '../document/records';

export type ClipPart = 'body' | 'start' | 'end' | 'fadeIn' | 'fadeOut';

const DRAG_STARTS_PX = 4;

interface Press {
  studio: Studio;
  clip: ClipRecord;
  track: string;
  part: ClipPart;
  /** How far the pointer has gone since it was pressed. */
  frames: number;
  snaps: boolean;
  /** The track under the pointer. */
  over: string;
}

/** The clip as the drag has it now. */
function dragged({ studio, clip, track, part, frames, snaps, over }: Press): ClipRecord {
  const { clips, store } = studio;
  const delay = clips.delay(part === 'body' ? over : track);
  const snapped = (...edges: number[]) =>
    snaps
      ? clips.snapBy(
          edges.map((edge) => edge + delay),
          clip.id,
        )
      : clips.snapBy([], clip.id);
  if (part === 'body') {
    const start = Math.max(0, Math.round(clip.startFrame + frames));
    const by = snapped(start, start + clip.frames);
    return { ...clip, startFrame: Math.max(0, start + by) };
  }
  if (part === 'start') {
    const edge = clip.startFrame + Math.round(frames);
    return trimStart(clip, edge + snapped(edge));
  }
  if (part === 'end') {
    const edge = endOf(clip) + Math.round(frames);
    return trimEnd(clip, edge + snapped(edge), stemFrames(store, clip));
  }
  const side = part === 'fadeIn' ? 'in' : 'out';
  const length = heardFade(clip, side) + Math.round(side === 'in' ? frames : -frames);
  const { curve } = fadeOf(clip, side);
  return withFade(clip, side, { frames: clamp(length, 0, clip.frames), cut: 0, curve });
}

function commit(
  studio: Studio,
  part: ClipPart,
  was: ClipRecord,
  now: ClipRecord,
  to: string,
): void {
  const clip = was.id;
  if (part === 'body') {
    studio.change('clip.move', { clip, startFrame: now.startFrame, track: to });
  } else if (part === 'start') {
    studio.change('clip.trimStart', { clip, frame: now.startFrame });
  } else if (part === 'end') {
    studio.change('clip.trimEnd', { clip, frame: endOf(now) });
  } else {
    const side = part === 'fadeIn' ? 'in' : 'out';
    studio.change('clip.fade', { clip, side, frames: heardFade(now, side) });
  }
}

function trackUnder(event: PointerEvent): string | undefined {
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest('.track-row');
  return under instanceof HTMLElement ? under.dataset.track : undefined;
}

/** Begins at a pointerdown on `part`; `onTap` where it was lifted without a drag. */
export function dragClip(
  studio: Studio,
  event: PointerEvent,
  target: { clip: ClipRecord; track: string; part: ClipPart; element: HTMLElement },
  onTap: (event: PointerEvent) => void,
): void {
  const { clip, track, part, element } = target;
  const pressX = event.clientX;
  const pressY = event.clientY;
  const framesPerPx = studio.timeline.framesPerPx(studio.songFrames());
  // A finger first selects a clip, so that scrolling over one does not move it.
  const mayDrag = event.pointerType !== 'touch' || studio.clips.selected()?.id === clip.id;
  const dragging = new AbortController();
  const { signal } = dragging;
  let moved = false;
  let over = track;

  const end = (keep: boolean, last?: PointerEvent) => {
    dragging.abort();
    const draft = studio.clips.draft();
    studio.clips.setDraft(null);
    delete element.dataset.dragging;
    if (keep && moved && draft) {
      commit(studio, part, clip, draft.clip, draft.track);
      studio.clips.select(clip.id);
    }
    if (keep && !moved && last) onTap(last);
  };
  window.addEventListener(
    'pointermove',
    (move) => {
      if (move.pointerId !== event.pointerId || !mayDrag) return;
      const away = Math.hypot(move.clientX - pressX, move.clientY - pressY);
      if (!moved && away < DRAG_STARTS_PX) return;
      moved = true;
      element.dataset.dragging = part;
      if (part === 'body') over = trackUnder(move) ?? over;
      const frames = (move.clientX - pressX) * framesPerPx;
      const now = dragged({ studio, clip, track, part, frames, snaps: !move.altKey, over });
      studio.clips.setDraft({ clip: now, track: over });
    },
    { signal, capture: true },
  );
  window.addEventListener('pointerup', (up) => up.pointerId === event.pointerId && end(true, up), {
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
