// A point of a clip's gain line: dragged, or turned by keys (↑ ↓ gain, ← →
// time, Shift fine), taken away by Delete or a double-click.
// Thread: main.

import { createEffect, createSignal, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { POINT_GAIN_DB, withPoint } from '../document/clips';
import type { ClipRecord } from '../document/records';
import { formatDb, formatTime } from '../params/format';
import { gainAtY, gainToY, shownY } from './clip-drawing';

const STEP_DB = { fine: 0.1, normal: 0.5 } as const;
const STEP_SECONDS = { fine: 0.001, normal: 0.01 } as const;

export function GainPoint(props: { clip: ClipRecord; index: number; name: string }) {
  const studio = useStudio();
  const { clips, timeline } = studio;
  let element!: HTMLSpanElement;
  const [dragging, setDragging] = createSignal(false);
  const rate = () => studio.records.session().sampleRate;
  const point = () => props.clip.gainLine?.[props.index] ?? { sourceFrame: 0, gainDb: 0 };
  const inClip = () => point().sourceFrame - props.clip.sourceFrame;
  const inside = () => inClip() >= 0 && inClip() < props.clip.frames;
  const label = () => `${props.name} gain point ${props.index + 1}`;
  const says = () =>
    `${formatDb(point().gainDb)} at ${formatTime((props.clip.startFrame + inClip()) / rate(), 2)}`;
  const framesPerPx = () => timeline.framesPerPx(studio.songFrames());

  // A point that was just added, or is the neighbour of one that went, has the focus.
  createEffect(() => {
    if (clips.selected()?.id === props.clip.id && clips.point() === props.index && inside()) {
      element?.focus({ preventScroll: true });
    }
  });

  const move = (sourceFrame: number, gainDb: number) =>
    studio.change('clip.movePoint', {
      clip: props.clip.id,
      index: props.index,
      sourceFrame,
      gainDb,
    });

  const remove = () => {
    const { id } = props.clip;
    const left = (props.clip.gainLine?.length ?? 1) - 1;
    studio.change('clip.removePoint', { clip: id, index: props.index });
    clips.choosePoint(null);
    if (left === 0) document.getElementById(`clip-${id}`)?.focus();
  };

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    clips.select(props.clip.id);
    clips.choosePoint(props.index);
    const from = props.clip;
    const { index } = props;
    const { sourceFrame, gainDb } = point();
    const track = clips.trackOf(from.id);
    const lane = element.closest('.track-lane')?.getBoundingClientRect();
    if (!lane || !track) return;
    const perPx = framesPerPx();
    const following = new AbortController();
    const { signal } = following;
    const end = (keep: boolean) => {
      following.abort();
      const now = clips.draft()?.clip.gainLine?.[index];
      clips.setDraft(null);
      setDragging(false);
      if (keep && now) move(now.sourceFrame, now.gainDb);
    };
    window.addEventListener(
      'pointermove',
      (to) => {
        const y = gainToY(gainDb) + (to.clientY - event.clientY) / lane.height;
        const frame = sourceFrame + (to.clientX - event.clientX) * perPx;
        // With Shift only up and down, and exactly 0 dB near it.
        const db = Math.round(gainAtY(y) * 10) / 10;
        const next = {
          sourceFrame: to.shiftKey ? sourceFrame : frame,
          gainDb: Math.abs(db) < 0.25 ? 0 : db,
        };
        setDragging(true);
        clips.setDraft({ clip: withPoint(from, index, next), track });
      },
      { signal },
    );
    // In the capturing phase: the clip keeps the event from its lane.
    window.addEventListener('pointerup', () => end(true), { signal, capture: true });
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
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const size = event.shiftKey ? 'fine' : 'normal';
    const { sourceFrame, gainDb } = point();
    const frames = STEP_SECONDS[size] * rate();
    const louder = (by: number) =>
      move(sourceFrame, Math.round((gainDb + by * STEP_DB[size]) * 10) / 10);
    const keys: Record<string, () => void> = {
      ArrowUp: () => louder(1),
      ArrowDown: () => louder(-1),
      ArrowRight: () => move(sourceFrame + frames, gainDb),
      ArrowLeft: () => move(sourceFrame - frames, gainDb),
      Delete: remove,
      Backspace: remove,
    };
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };

  return (
    <Show when={inside()}>
      <span
        ref={element}
        class="gain-point"
        role="slider"
        tabIndex={0}
        aria-label={label()}
        aria-valuemin={POINT_GAIN_DB.min}
        aria-valuemax={POINT_GAIN_DB.max}
        aria-valuenow={point().gainDb}
        aria-valuetext={says()}
        title={`${says()}: drag, ↑ ↓ ← → (Shift fine), Delete removes`}
        style={{ left: `${inClip() / framesPerPx()}px`, top: `${shownY(point().gainDb) * 100}%` }}
        onPointerDown={onPointerDown}
        onDblClick={(event) => {
          event.stopPropagation();
          remove();
        }}
        onFocus={() => clips.choosePoint(props.index)}
        onKeyDown={onKeyDown}
      >
        <Show when={dragging()}>
          <span class="gain-says" aria-hidden="true">
            {formatDb(point().gainDb)}
          </span>
        </Show>
      </span>
    </Show>
  );
}
