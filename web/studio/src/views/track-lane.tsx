// A track's lane: its clips' waveforms from the stems' overviews, drawn for the
// part of the song that is in view. A click goes there.
// Thread: main.

import { Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { readParam, specOf } from '../document/params';
import type { ClipRecord } from '../document/records';
import { Canvas, type CanvasArea } from '../ui/canvas';

const FULL_SCALE = 127;
/**
 * Height grows with amplitude to this power, so that a quiet part is still seen
 * beside a loud one: −20 dB stands at a quarter of the height, not a tenth.
 */
const HEIGHT_POWER = 0.6;

function heightOf(sample: number): number {
  return Math.sign(sample) * (Math.abs(sample) / FULL_SCALE) ** HEIGHT_POWER;
}

export function TrackLane(props: { track: string }) {
  const studio = useStudio();
  const { timeline } = studio;
  const track = () => studio.records.track(props.track);

  const clips = () =>
    (track()?.clipIds ?? [])
      .map((id) => studio.records.get(`clip:${id}`) as ClipRecord | undefined)
      .filter((clip) => clip !== undefined)
      .map((clip) => {
        const stem = studio.store.find('stem', clip.stem);
        const here = stem !== undefined && !studio.stems.missing().has(stem.fileSha256);
        return { clip, stem, here, peaks: stem ? studio.peaks.of(stem.fileSha256, here) : null };
      });

  const muted = () => {
    const record = track();
    if (!record) return false;
    const spec = specOf({ target: { strip: record.id }, key: 'mute' });
    return readParam(record.params, spec) >= 0.5;
  };
  const silent = () => muted() || studio.silenced().has(props.track);
  const absent = () => clips().some(({ here }) => !here);

  const draw = (area: CanvasArea) => {
    const { context, width, height } = area;
    const song = studio.songFrames();
    const colour = track()?.colour ?? '#888888';
    for (const { clip, peaks } of clips()) {
      const left = Math.max(0, timeline.pxOf(clip.startFrame, song));
      const right = Math.min(width, timeline.pxOf(clip.startFrame + clip.frames, song));
      if (right <= left) continue;
      context.globalAlpha = 0.14;
      context.fillStyle = colour;
      context.fillRect(left, 0, right - left, height);
      context.globalAlpha = silent() ? 0.4 : 0.9;
      if (peaks) drawPeaks(area, clip, peaks, left, right);
    }
    context.globalAlpha = 1;
  };

  const drawPeaks = (
    { context, height }: CanvasArea,
    clip: ClipRecord,
    peaks: { framesPerPeak: number; pairs: Int8Array },
    left: number,
    right: number,
  ) => {
    const song = studio.songFrames();
    const middle = height / 2;
    const scale = height / 2 - 1;
    const pairs = peaks.pairs.length / 2;
    const step = 1 / (window.devicePixelRatio || 1);
    const perStep = (timeline.framesPerPx(song) * step) / peaks.framesPerPeak;
    const offset = clip.sourceFrame - clip.startFrame;
    for (let x = Math.floor(left); x < right; x += step) {
      const at = (timeline.frameAt(x, song) + offset) / peaks.framesPerPeak;
      const first = Math.max(0, Math.floor(at));
      const last = Math.min(pairs - 1, Math.max(first, Math.ceil(at + perStep) - 1));
      let low = FULL_SCALE;
      let high = -FULL_SCALE;
      for (let pair = first; pair <= last; ++pair) {
        low = Math.min(low, peaks.pairs[2 * pair] ?? 0);
        high = Math.max(high, peaks.pairs[2 * pair + 1] ?? 0);
      }
      if (high < low) continue;
      const top = heightOf(high) * scale;
      const bottom = heightOf(low) * scale;
      context.fillRect(x, middle - top, step, Math.max(step, top - bottom));
    }
  };

  return (
    // A pointer's shortcut; the ruler does the same by keyboard.
    <div
      class="track-lane"
      onPointerUp={(event) => {
        if (event.button !== 0) return;
        const px = event.clientX - event.currentTarget.getBoundingClientRect().left;
        studio.transport.seek(timeline.frameAt(px, studio.songFrames()));
      }}
    >
      <Canvas
        class="lane-canvas"
        depends={() => [
          clips(),
          silent(),
          track()?.colour,
          timeline.zoom(),
          timeline.startFrame(),
          timeline.widthPx(),
          studio.songFrames(),
        ]}
        draw={draw}
      />
      <Show when={absent()}>
        <span class="lane-note">
          Missing: drop {clips().find(({ here }) => !here)?.stem?.name ?? 'its stem'}
        </span>
      </Show>
    </div>
  );
}
