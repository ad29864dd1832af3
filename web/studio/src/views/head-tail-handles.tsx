// Markers and fades of what is delivered, on the ruler: four handles, dragged or
// moved by keys, and over the lanes the shade of what is not in the file.
// Thread: main.

import { For, Show } from 'solid-js';
import type { HeadTailPart } from '../app/head-tail-desk';
import { useStudio } from '../app/studio';
import { fadeWeight } from '../audio/clip-envelope';
import type { FadeSide } from '../document/clips';
import { edgeFade } from '../document/head-tail';
import { formatTime } from '../params/format';
import { FADE_CURVE_NAMES } from './fade-curve-names';
import { dragHeadTail } from './head-tail-drag';

const PARTS: readonly { part: HeadTailPart; name: string }[] = [
  { part: 'start', name: 'Start marker' },
  { part: 'fadeIn', name: 'Song fade in' },
  { part: 'fadeOut', name: 'Song fade out' },
  { part: 'end', name: 'End marker' },
];
const STEP_SECONDS = { fine: 0.01, normal: 0.1, coarse: 1 } as const;
/** Points of a drawn fade. */
const CURVE_STEPS = 32;

export function HeadTailHandles() {
  const studio = useStudio();
  return (
    <Show when={studio.headTail.clipsEnd() > 0}>
      <div class="head-tail-handles" role="group" aria-label="Head and tail">
        <For each={PARTS}>{({ part, name }) => <Handle part={part} name={name} />}</For>
      </div>
    </Show>
  );
}

function Handle(props: { part: HeadTailPart; name: string }) {
  const studio = useStudio();
  const { headTail, timeline, clips } = studio;
  let element!: HTMLDivElement;
  const rate = () => studio.records.session().sampleRate;
  const isFade = () => props.part === 'fadeIn' || props.part === 'fadeOut';
  const side = (): FadeSide => (props.part === 'fadeIn' ? 'in' : 'out');
  const frame = () => headTail.frameOf(props.part);
  const seconds = () => (isFade() ? edgeFade(headTail.shown(), side()).frames : frame()) / rate();
  const longest = () => {
    const { startFrame, endFrame } = headTail.range();
    return (isFade() ? endFrame - startFrame : studio.songFrames()) / rate();
  };
  /** The song's own edge, and no fade. */
  const idle = () => {
    if (isFade()) return seconds() === 0;
    return props.part === 'start' ? frame() === 0 : headTail.shown().endFrame === undefined;
  };
  const says = () => {
    if (!isFade()) {
      const edge = props.part === 'start' ? ', the song’s start' : ', the last clip’s end';
      return `${formatTime(seconds(), 2)}${idle() ? edge : ''}`;
    }
    if (seconds() === 0) return 'none';
    return `${seconds().toFixed(2)} s, ${FADE_CURVE_NAMES[edgeFade(headTail.shown(), side()).curve]}`;
  };
  const left = () => timeline.pxOf(frame(), studio.songFrames());
  const inView = () => left() >= -1 && left() <= timeline.widthPx() + 1;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return;
    const step = STEP_SECONDS[event.shiftKey ? 'fine' : 'normal'] * rate();
    const by = (frames: number) => () => headTail.move(props.part, frame() + frames);
    // A fade is longer the farther its handle is from its marker.
    const more = props.part === 'fadeOut' ? -1 : 1;
    const { startFrame, endFrame } = headTail.range();
    const keys: Record<string, () => void> = {
      ArrowRight: by(event.ctrlKey ? clips.beatFrames(frame()) : step),
      ArrowLeft: by(event.ctrlKey ? -clips.beatFrames(frame() - 1) : -step),
      ArrowUp: by(more * step),
      ArrowDown: by(-more * step),
      PageUp: by(more * STEP_SECONDS.coarse * rate()),
      PageDown: by(-more * STEP_SECONDS.coarse * rate()),
      Home: () => headTail.move(props.part, isFade() ? startFrame : 0),
      End: () => headTail.move(props.part, isFade() ? endFrame : headTail.clipsEnd()),
      Delete: () => headTail.clear(props.part),
      Backspace: () => headTail.clear(props.part),
    };
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };

  return (
    <div
      ref={element}
      class={`head-tail-handle is-${props.part}`}
      classList={{ idle: idle() }}
      role="slider"
      tabIndex={0}
      hidden={!inView()}
      aria-label={props.name}
      aria-orientation="horizontal"
      aria-valuemin="0"
      aria-valuemax={longest().toFixed(3)}
      aria-valuenow={seconds().toFixed(3)}
      aria-valuetext={says()}
      title={`${props.name}: ${says()}. Drag (Alt: no snapping), ← → (Shift fine, Ctrl by beats), Delete resets`}
      style={{ transform: `translateX(${left()}px)` }}
      onPointerDown={(event) => dragHeadTail(studio, event, props.part, element)}
      onDblClick={() => headTail.clear(props.part)}
      onKeyDown={onKeyDown}
    >
      <i aria-hidden="true" />
    </div>
  );
}

/** Over the lanes: what is not delivered, and what the fades take. */
export function HeadTailShade() {
  const studio = useStudio();
  const { headTail, timeline } = studio;
  const px = (frame: number) => timeline.pxOf(frame, studio.songFrames());
  const range = () => headTail.range();
  return (
    <Show when={headTail.clipsEnd() > 0}>
      <Show when={range().startFrame > 0}>
        <div
          class="not-delivered at-start"
          style={{ width: `${Math.max(0, px(range().startFrame))}px` }}
        />
      </Show>
      <Show when={headTail.shown().endFrame !== undefined}>
        <div class="not-delivered at-end" style={{ left: `${px(range().endFrame)}px` }} />
      </Show>
      <FadeShade side="in" />
      <FadeShade side="out" />
    </Show>
  );
}

function FadeShade(props: { side: FadeSide }) {
  const { headTail, timeline, songFrames } = useStudioTimeline();
  const fade = () => edgeFade(headTail.shown(), props.side);
  const from = () =>
    props.side === 'in' ? headTail.range().startFrame : headTail.frameOf('fadeOut');
  const points = () =>
    Array.from({ length: CURVE_STEPS + 1 }, (_, i) => {
      const x = i / CURVE_STEPS;
      const weight = fadeWeight(fade().curve, props.side === 'in' ? x : 1 - x);
      return `${x.toFixed(4)} ${(1 - weight).toFixed(4)}`;
    });
  return (
    <Show when={fade().frames > 0}>
      <svg
        class="song-fade"
        aria-hidden="true"
        viewBox="0 0 1 1"
        preserveAspectRatio="none"
        style={{
          left: `${timeline.pxOf(from(), songFrames())}px`,
          width: `${fade().frames / timeline.framesPerPx(songFrames())}px`,
        }}
      >
        <path class="taken" d={`M0 0L${points().join('L')}L1 0Z`} />
        <path class="curve" d={`M${points().join('L')}`} />
      </svg>
    </Show>
  );
}

function useStudioTimeline() {
  const studio = useStudio();
  const { headTail, timeline } = studio;
  return { headTail, timeline, songFrames: () => studio.songFrames() };
}
