// The song: tracks with their waveforms on one timeline, ruler and playhead.
// Thread: main.

import { createEffect, For, onCleanup, onMount, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { ActionButton } from '../ui/action-button';
import { Icon } from '../ui/icon';
import { ClipBar } from './clip-bar';
import { FilePicker } from './file-picker';
import { HeadTailHandles, HeadTailShade } from './head-tail-handles';
import { MissingStems } from './missing-stems';
import { Ruler } from './ruler';
import { TrackRow } from './track-row';

const WHEEL_ZOOM_PER_PX = 0.0025;

export function Song() {
  const studio = useStudio();
  const { timeline, transport } = studio;
  let lanes!: HTMLDivElement;
  let playhead!: HTMLDivElement;

  onMount(() => {
    const resized = new ResizeObserver(() => timeline.setWidth(lanes.clientWidth));
    resized.observe(lanes);
    let shownPx = Number.NaN;
    const stop = studio.frames.add(() => {
      const song = studio.songFrames();
      if (transport.playing()) timeline.follow(transport.playheadFrame, song);
      const px = Math.round(timeline.pxOf(transport.playheadFrame, song) * 2) / 2;
      if (px === shownPx) return;
      shownPx = px;
      playhead.style.transform = `translateX(${px}px)`;
      playhead.hidden = px < 0 || px > timeline.widthPx();
    });
    onCleanup(() => {
      resized.disconnect();
      stop();
    });
  });

  // Zoom and scroll must be settled before the browser acts on the wheel.
  const onWheel = (event: WheelEvent) => {
    const song = studio.songFrames();
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const px = event.clientX - lanes.getBoundingClientRect().left;
      timeline.zoomBy(Math.exp(-event.deltaY * WHEEL_ZOOM_PER_PX), px, song);
      return;
    }
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    timeline.scrollTo(timeline.startFrame() + sideways * timeline.framesPerPx(song), song);
  };
  let section!: HTMLElement;
  onMount(() => {
    section.addEventListener('wheel', onWheel, { passive: false });
  });

  createEffect(() => {
    const selected = studio.selectedStrip();
    // Lanes with gain lines are higher, which may push the selected one out.
    studio.clips.showsLine();
    if (selected) document.getElementById(`row-${selected}`)?.scrollIntoView({ block: 'nearest' });
  });

  return (
    <section
      class="song"
      classList={{ lines: studio.clips.showsLine() }}
      aria-label="Song"
      ref={section}
    >
      <div class="song-scroll">
        <div class="song-top">
          <div class="song-tools">
            <FilePicker kind="files" class="quiet small">
              <Icon name="plus" />
              <span>Add stems</span>
            </FilePicker>
            <span class="grow" />
            <ActionButton action="view.zoomOut" class="quiet square small">
              <Icon name="zoomOut" />
            </ActionButton>
            <ActionButton action="view.zoomIn" class="quiet square small">
              <Icon name="zoomIn" />
            </ActionButton>
          </div>
          <div class="ruler-area">
            <Ruler />
            <HeadTailHandles />
          </div>
        </div>
        <MissingStems />
        <div class="tracks">
          <ul aria-label="Tracks">
            <For each={studio.records.session().trackIds}>{(id) => <TrackRow track={id} />}</For>
          </ul>
          <div class="lanes-overlay" ref={lanes} aria-hidden="true">
            <LoopShade />
            <HeadTailShade />
            <SnapLine />
            <div class="playhead" ref={playhead} />
          </div>
        </div>
      </div>
      <ClipBar />
    </section>
  );
}

/** Where a dragged clip's edge has snapped to. */
function SnapLine() {
  const studio = useStudio();
  return (
    <Show when={studio.clips.snapFrame() !== null}>
      <div
        class="snap-line"
        style={{
          transform: `translateX(${studio.timeline.pxOf(studio.clips.snapFrame() ?? 0, studio.songFrames())}px)`,
        }}
      />
    </Show>
  );
}

function LoopShade() {
  const studio = useStudio();
  const style = () => {
    const range = studio.transport.loopRange();
    if (!range || !studio.transport.looping()) return { display: 'none' };
    const song = studio.songFrames();
    const left = studio.timeline.pxOf(range.startFrame, song);
    const right = studio.timeline.pxOf(range.endFrame, song);
    return { left: `${left}px`, width: `${Math.max(0, right - left)}px` };
  };
  return <div class="loop-shade" style={style()} />;
}
