// One clip on its lane: an option of the track's list of clips, with edges and
// fade handles for the pointer. What they do is in the clip's bar as well, for
// the keyboard (clip-bar.tsx). The lane's canvas draws it.
// Thread: main.

import { For, Show } from 'solid-js';
import { clipCommands } from '../app/clip-keys';
import { useStudio } from '../app/studio';
import { endOf, heardFade } from '../document/clips';
import type { ClipRecord } from '../document/records';
import { formatDb, formatTime } from '../params/format';
import { type ClipPart, dragClip } from './clip-drag';
import { gainAtY } from './clip-drawing';
import { GainPoint } from './gain-point';

/** Handles on a narrower clip would leave no body to take hold of. */
const HANDLES_FROM_PX = 28;
const NUDGE_SECONDS = 0.01;

export interface TrackClipProps {
  clip: ClipRecord;
  track: string;
  /** The one of its track that Tab reaches. */
  tabStop: boolean;
}

export function TrackClip(props: TrackClipProps) {
  const studio = useStudio();
  const { clips, timeline } = studio;
  let element!: HTMLDivElement;
  const id = () => props.clip.id;
  const name = () => clips.name(id());
  const rate = () => studio.records.session().sampleRate;
  const selected = () => clips.selected()?.id === id();
  const song = () => studio.songFrames();
  const left = () => timeline.pxOf(props.clip.startFrame + clips.delay(props.track), song());
  const width = () => props.clip.frames / timeline.framesPerPx(song());
  const px = (frames: number) => `${frames / timeline.framesPerPx(song())}px`;
  const roomy = () => width() >= HANDLES_FROM_PX;
  const showsLine = () => clips.showsLine();
  const says = () =>
    [
      `from ${formatTime(props.clip.startFrame / rate(), 1)}`,
      `${formatTime(props.clip.frames / rate(), 1)} long`,
      ...(props.clip.gainDb ? [formatDb(props.clip.gainDb)] : []),
      ...(props.clip.muted ? ['muted'] : []),
    ].join(', ');

  const frameUnder = (event: MouseEvent) =>
    (event.clientX - element.getBoundingClientRect().left) * timeline.framesPerPx(song());

  const addPoint = (event: PointerEvent) => {
    const box = element.getBoundingClientRect();
    const sourceFrame = Math.round(props.clip.sourceFrame + frameUnder(event));
    const gainDb = Math.round(gainAtY((event.clientY - box.top) / box.height) * 10) / 10;
    studio.change('clip.addPoint', { clip: id(), sourceFrame, gainDb });
    const line = studio.store.find('clip', id())?.gainLine ?? [];
    clips.choosePoint(line.findIndex((point) => point.sourceFrame === sourceFrame));
  };

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    // The lane would let go of the clip.
    event.stopPropagation();
    const part = ((event.target as HTMLElement).dataset.part ?? 'body') as ClipPart;
    const wasSelected = selected();
    const target = { clip: props.clip, track: props.track, part, element };
    if (showsLine() && part === 'body') {
      clips.select(id());
      if (wasSelected || event.pointerType === 'mouse') addPoint(event);
      return;
    }
    dragClip(studio, event, target, () => {
      if (part !== 'body') return;
      const at = props.clip.startFrame + clips.delay(props.track) + frameUnder(event);
      studio.transport.seek(at);
    });
    clips.select(id());
  };

  const nudge = (frames: number) =>
    studio.change('clip.move', { clip: id(), startFrame: props.clip.startFrame + frames });

  const goTo = (by: 1 | -1) => {
    const next = clips.neighbour(id(), by);
    if (!next) return;
    clips.select(next);
    const clip = studio.store.find('clip', next);
    if (clip) timeline.reveal(clip.startFrame, studio.songFrames());
    queueMicrotask(() => document.getElementById(`clip-${next}`)?.focus());
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== element) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const moves: Record<string, () => void> = {
      ArrowRight: () => goTo(1),
      ArrowLeft: () => goTo(-1),
      s: () => clipCommands.split(studio, props.clip),
      m: () => studio.change('clip.mute', { clip: id() }),
    };
    const beat = clips.beatFrames(props.clip.startFrame);
    const ctrlMoves: Record<string, () => void> = {
      ArrowRight: () => nudge(event.shiftKey ? NUDGE_SECONDS * rate() : beat),
      ArrowLeft: () => nudge(-(event.shiftKey ? NUDGE_SECONDS * rate() : beat)),
    };
    if (event.altKey || (!ctrl && event.shiftKey)) return;
    const run = (ctrl ? ctrlMoves : moves)[event.key];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };

  return (
    <div
      ref={element}
      id={`clip-${id()}`}
      class="clip"
      classList={{ roomy: roomy(), lines: showsLine() }}
      role="option"
      tabIndex={props.tabStop ? 0 : -1}
      aria-label={name()}
      aria-selected={selected()}
      aria-description={says()}
      title={`${name()}: ${says()}. Drag to move, double-click splits (Alt: no snapping)`}
      style={{ left: `${left()}px`, width: `${Math.max(2, width())}px` }}
      onFocus={() => clips.select(id())}
      onPointerDown={onPointerDown}
      onPointerUp={(event) => event.stopPropagation()}
      onDblClick={(event) => {
        if (showsLine() || (event.target as HTMLElement).dataset.part) return;
        const frame = props.clip.startFrame + Math.round(frameUnder(event));
        if (frame > props.clip.startFrame && frame < endOf(props.clip)) {
          studio.change('clip.split', { clip: id(), frame });
        }
      }}
      onKeyDown={onKeyDown}
    >
      <Show when={roomy()}>
        <span class="clip-edge at-start" data-part="start" />
        <span class="clip-edge at-end" data-part="end" />
        <Show when={!showsLine()}>
          <span
            class="clip-fade at-in"
            data-part="fadeIn"
            style={{ left: px(heardFade(props.clip, 'in')) }}
          />
          <span
            class="clip-fade at-out"
            data-part="fadeOut"
            style={{ right: px(heardFade(props.clip, 'out')) }}
          />
        </Show>
      </Show>
      <Show when={showsLine()}>
        <For each={props.clip.gainLine ?? []}>
          {(_, index) => <GainPoint clip={props.clip} index={index()} name={name()} />}
        </For>
      </Show>
    </div>
  );
}
