// One track: its name with mute and solo, and its lane. The head is dragged up
// or down to put the track elsewhere.
// Thread: main.

import { createSignal, onMount, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { MuteButton, SoloButton } from './strip-buttons';
import { StripName } from './strip-name';
import { TrackLane } from './track-lane';

const DRAG_STARTS_PX = 6;

export function TrackRow(props: { track: string }) {
  const studio = useStudio();
  const track = () => studio.records.track(props.track);
  let row!: HTMLLIElement;
  let head!: HTMLDivElement;
  const [lifted, setLifted] = createSignal(false);

  onMount(() => {
    let pressY = 0;
    let target: { row: HTMLElement; after: boolean } | null = null;

    const mark = (event: PointerEvent) => {
      target?.row.removeAttribute('data-drop');
      target = null;
      const under = document.elementFromPoint(event.clientX, event.clientY)?.closest('.track-row');
      if (!(under instanceof HTMLElement) || under === row) return;
      const box = under.getBoundingClientRect();
      target = { row: under, after: event.clientY > box.top + box.height / 2 };
      under.dataset.drop = target.after ? 'after' : 'before';
    };
    const drop = () => {
      const id = target?.row.dataset.track;
      if (!lifted() || !target || !id) return;
      const rest = studio.store.session.trackIds.filter((other) => other !== props.track);
      const toIndex = rest.indexOf(id) + (target.after ? 1 : 0);
      studio.change('track.move', { track: props.track, toIndex });
    };

    head.addEventListener('pointerdown', (event) => {
      const on = event.target as Element;
      if (event.button !== 0 || event.pointerType === 'touch') return;
      if (on.closest('button:not(.track-name), input')) return;
      pressY = event.clientY;
      // On the window, without capture: a click or double-click still reaches the name.
      const dragging = new AbortController();
      const { signal } = dragging;
      const end = (keep: boolean) => {
        dragging.abort();
        if (keep) drop();
        target?.row.removeAttribute('data-drop');
        target = null;
        setLifted(false);
      };
      window.addEventListener(
        'pointermove',
        (move) => {
          if (!lifted() && Math.abs(move.clientY - pressY) < DRAG_STARTS_PX) return;
          setLifted(true);
          mark(move);
        },
        { signal },
      );
      window.addEventListener('pointerup', () => end(true), { signal });
      window.addEventListener('pointercancel', () => end(false), { signal });
      window.addEventListener('keydown', (key) => key.key === 'Escape' && end(false), { signal });
    });
  });

  return (
    <Show when={track()}>
      <li
        ref={row}
        id={`row-${props.track}`}
        class="track-row"
        data-track={props.track}
        classList={{ selected: studio.selection() === props.track, lifted: lifted() }}
        style={{ '--track': track()?.colour }}
        onFocusIn={() => studio.select(props.track)}
        onPointerDown={() => studio.select(props.track)}
      >
        <div
          class="track-head"
          ref={head}
          title="Drag up or down to move the track (Alt Shift ↑ ↓)"
        >
          <span class="track-colour" aria-hidden="true" />
          <StripName strip={props.track} place="song" />
          <span class="track-width muted">{track()?.channels === 2 ? 'st' : 'mono'}</span>
          <span class="track-buttons">
            <MuteButton strip={props.track} elsewhere />
            <SoloButton strip={props.track} elsewhere />
          </span>
        </div>
        <TrackLane track={props.track} />
      </li>
    </Show>
  );
}
