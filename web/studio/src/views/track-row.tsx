// One track: its name with mute and solo, and its lane. The head is dragged up
// or down to put the track elsewhere.
// Thread: main.

import { createSignal, onMount, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { MuteButton, SoloButton } from './strip-buttons';
import { TrackLane } from './track-lane';

const DRAG_STARTS_PX = 6;

export function TrackRow(props: { track: string }) {
  const studio = useStudio();
  const track = () => studio.records.track(props.track);
  let row!: HTMLLIElement;
  let head!: HTMLDivElement;
  const [lifted, setLifted] = createSignal(false);

  onMount(() => {
    let press: { y: number } | null = null;
    let target: { row: HTMLElement; after: boolean } | null = null;
    const clear = () => {
      target?.row.removeAttribute('data-drop');
      target = null;
      press = null;
      setLifted(false);
    };
    head.addEventListener('pointerdown', (event) => {
      const on = event.target as Element;
      if (
        event.button !== 0 ||
        event.pointerType === 'touch' ||
        on.closest('button:not(.track-name), input')
      )
        return;
      press = { y: event.clientY };
    });
    head.addEventListener('pointermove', (event) => {
      if (!press || (!lifted() && Math.abs(event.clientY - press.y) < DRAG_STARTS_PX)) return;
      // Captured only now, so that a click or double-click still reaches the name.
      if (!lifted()) head.setPointerCapture(event.pointerId);
      setLifted(true);
      target?.row.removeAttribute('data-drop');
      const under = document.elementFromPoint(event.clientX, event.clientY)?.closest('.track-row');
      target = null;
      if (!(under instanceof HTMLElement) || under === row) return;
      const box = under.getBoundingClientRect();
      target = { row: under, after: event.clientY > box.top + box.height / 2 };
      under.dataset.drop = target.after ? 'after' : 'before';
    });
    head.addEventListener('pointerup', () => {
      const id = target?.row.dataset.track;
      if (lifted() && target && id) {
        const rest = studio.store.session.trackIds.filter((other) => other !== props.track);
        studio.change('track.move', {
          track: props.track,
          toIndex: rest.indexOf(id) + (target.after ? 1 : 0),
        });
      }
      clear();
    });
    head.addEventListener('pointercancel', clear);
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
          <TrackName track={props.track} />
          <span class="track-width muted">{track()?.channels === 2 ? 'st' : 'mono'}</span>
          <span class="track-buttons">
            <MuteButton track={props.track} elsewhere />
            <SoloButton track={props.track} elsewhere />
          </span>
        </div>
        <TrackLane track={props.track} />
      </li>
    </Show>
  );
}

/** The name; double-click or F2 to type another. */
export function TrackName(props: { track: string }) {
  const studio = useStudio();
  const name = () => studio.records.track(props.track)?.name ?? '';
  const finish = (text: string | null) => {
    if (studio.renaming() !== props.track) return;
    studio.rename(null);
    if (text !== null) studio.change('track.rename', { track: props.track, name: text });
  };
  return (
    <Show
      when={studio.renaming() === props.track}
      fallback={
        <button
          type="button"
          class="track-name"
          aria-label={`${name()}, rename`}
          title="Double-click or F2 to rename"
          onDblClick={() => studio.rename(props.track)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') studio.rename(props.track);
          }}
        >
          {name()}
        </button>
      }
    >
      <input
        ref={(input) => queueMicrotask(() => input.select())}
        class="name-entry"
        aria-label={`Name of ${name()}`}
        value={name()}
        onBlur={(event) => finish(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') finish(event.currentTarget.value);
          if (event.key === 'Escape') finish(null);
        }}
      />
    </Show>
  );
}
