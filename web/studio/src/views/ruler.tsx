// The ruler: time marks, a click to go there, a drag to mark the loop.
// Thread: main.

import { createSignal, onMount } from 'solid-js';
import { useStudio } from '../app/studio';
import type { LoopRange } from '../app/transport';
import { formatTime } from '../params/format';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { moveByKeys, tellPosition } from './song-position';

/** Spacing of marks, in seconds: the least that leaves room for the text is taken. */
const STEPS_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
const LEAST_STEP_PX = 64;
const DRAG_STARTS_PX = 4;

export function Ruler() {
  const studio = useStudio();
  const { timeline, transport } = studio;
  let ruler!: HTMLDivElement;
  const [marking, setMarking] = createSignal<LoopRange | null>(null);
  const rate = () => studio.records.session().sampleRate;

  const draw = ({ context, width, height, palette }: CanvasArea) => {
    const song = studio.songFrames();
    const secondsPerPx = timeline.framesPerPx(song) / rate();
    const step = STEPS_SECONDS.find((seconds) => seconds / secondsPerPx >= LEAST_STEP_PX) ?? 1200;
    const start = timeline.startFrame() / rate();
    const range = marking() ?? transport.loopRange();
    if (range) {
      const on = marking() !== null || transport.looping();
      context.fillStyle = on ? palette.accent : palette.faint;
      const left = timeline.pxOf(range.startFrame, song);
      context.fillRect(left, height - 4, timeline.pxOf(range.endFrame, song) - left, 4);
    }
    context.font = '11px "Inter Variable", sans-serif';
    context.textBaseline = 'middle';
    for (let mark = Math.ceil(start / step) * step; ; mark += step) {
      const x = (mark - start) / secondsPerPx;
      if (x > width) break;
      context.fillStyle = palette.line;
      context.fillRect(Math.round(x), height - 6, 1, 6);
      context.fillStyle = palette.muted;
      const decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
      if (x < width - 30) context.fillText(formatTime(mark, decimals), x + 4, height / 2 - 1);
    }
  };

  onMount(() => {
    let press: { x: number; frame: number; dragged: boolean } | null = null;
    const frameOf = (event: PointerEvent) =>
      Math.max(
        0,
        timeline.frameAt(event.clientX - ruler.getBoundingClientRect().left, studio.songFrames()),
      );
    ruler.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      ruler.setPointerCapture(event.pointerId);
      press = { x: event.clientX, frame: frameOf(event), dragged: false };
    });
    ruler.addEventListener('pointermove', (event) => {
      if (!press) return;
      if (Math.abs(event.clientX - press.x) >= DRAG_STARTS_PX) press.dragged = true;
      if (!press.dragged) return;
      const here = Math.min(frameOf(event), studio.songFrames());
      setMarking({
        startFrame: Math.round(Math.min(press.frame, here)),
        endFrame: Math.round(Math.max(press.frame, here)),
      });
    });
    const end = (keep: boolean) => {
      const range = marking();
      const pressed = press;
      press = null;
      setMarking(null);
      if (!pressed || !keep) return;
      if (pressed.dragged && range) transport.setLoop(range);
      else if (!pressed.dragged) transport.seek(pressed.frame);
    };
    ruler.addEventListener('pointerup', () => end(true));
    ruler.addEventListener('pointercancel', () => end(false));
  });
  tellPosition(studio, () => ruler);

  return (
    <div
      ref={ruler}
      class="ruler"
      role="slider"
      tabIndex={0}
      aria-label="Song position"
      aria-valuemin="0"
      aria-valuemax={studio.songFrames() / rate()}
      aria-valuenow="0"
      aria-valuetext="0:00.0"
      title="Click to go there, drag to mark a loop"
      onKeyDown={(event) => moveByKeys(studio, event)}
    >
      <Canvas
        class="ruler-canvas"
        depends={() => [
          timeline.zoom(),
          timeline.startFrame(),
          timeline.widthPx(),
          studio.songFrames(),
          transport.loopRange(),
          transport.looping(),
          marking(),
        ]}
        draw={draw}
      />
    </div>
  );
}
