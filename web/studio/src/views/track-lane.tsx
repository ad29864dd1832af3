// A track's lane: its clips' waveforms from the stems' overviews, drawn for the
// part of the song that is in view, and under them the list of its clips. A
// click goes there.
// Thread: main.

import { createMemo, For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { readParam, specOf } from '../document/params';
import { stripName } from '../document/records';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { drawClip } from './clip-drawing';
import { TrackClip } from './track-clip';

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

export function TrackLane(props: { track: string }) {
  const studio = useStudio();
  const { clips: desk, timeline } = studio;
  const track = () => studio.records.track(props.track);

  // Other lanes keep theirs while a clip is dragged.
  const clips = createMemo(() => desk.onTrack(props.track), [], { equals: sameItems });
  const stems = createMemo(() =>
    clips().map((clip) => {
      const stem = studio.store.find('stem', clip.stem);
      const here = stem !== undefined && !studio.stems.missing().has(stem.fileSha256);
      const rate = studio.records.session().sampleRate;
      return {
        clip,
        stem,
        here,
        peaks: stem ? studio.peaks.of(stem.fileSha256, rate, here) : null,
      };
    }),
  );
  const absent = () => stems().find(({ here }) => !here);

  const muted = () => {
    const record = track();
    if (!record) return false;
    const spec = specOf({ target: { strip: record.id }, key: 'mute' });
    return readParam(record.params, spec) >= 0.5;
  };
  const silent = () => muted() || studio.silenced().has(props.track);

  /** Ids of the clips in view, which keep their elements while they are changed. */
  const inView = createMemo(
    () => {
      const song = studio.songFrames();
      const from = timeline.startFrame() - desk.delay(props.track);
      const to = from + timeline.visibleFrames(song);
      return clips().flatMap(({ id, startFrame, frames }) =>
        startFrame < to && startFrame + frames > from ? [id] : [],
      );
    },
    [],
    { equals: sameItems },
  );
  const tabStop = () => {
    const selected = desk.selected()?.id;
    return selected && inView().includes(selected) ? selected : inView()[0];
  };

  const draw = (area: CanvasArea) => {
    const song = studio.songFrames();
    const delay = desk.delay(props.track);
    for (const { clip, peaks } of stems()) {
      drawClip(area, {
        clip,
        peaks,
        colour: track()?.colour ?? '#888888',
        silent: silent(),
        selected: desk.selected()?.id === clip.id,
        showsLine: desk.showsLine(),
        leftPx: timeline.pxOf(clip.startFrame + delay, song),
        framesPerPx: timeline.framesPerPx(song),
      });
    }
  };

  return (
    // A pointer's shortcut; the ruler does the same by keyboard.
    <div
      class="track-lane"
      onPointerDown={() => desk.select(null)}
      onPointerUp={(event) => {
        if (event.button !== 0) return;
        const px = event.clientX - event.currentTarget.getBoundingClientRect().left;
        studio.transport.seek(timeline.frameAt(px, studio.songFrames()));
      }}
    >
      <Canvas
        class="lane-canvas"
        depends={() => [
          stems(),
          silent(),
          track()?.colour,
          desk.selected(),
          desk.showsLine(),
          desk.delay(props.track),
          timeline.zoom(),
          timeline.startFrame(),
          timeline.widthPx(),
          studio.songFrames(),
        ]}
        draw={draw}
      />
      <div
        class="clips"
        role="listbox"
        aria-label={`${stripName(track())} clips`}
        aria-orientation="horizontal"
      >
        <For each={inView()}>
          {(id) => (
            <Show when={clips().find((clip) => clip.id === id)}>
              {(clip) => <TrackClip clip={clip()} track={props.track} tabStop={tabStop() === id} />}
            </Show>
          )}
        </For>
      </div>
      <Show when={absent()}>
        {(missing) => (
          <span class="lane-note">
            {studio.stems.progress() ? 'Not here yet:' : 'Missing: drop'}{' '}
            {missing().stem?.name ?? 'its stem'}
          </span>
        )}
      </Show>
    </div>
  );
}
