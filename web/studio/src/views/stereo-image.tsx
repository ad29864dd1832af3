// The stereo image of the output: a vectorscope, and how alike left and right are,
// with the lowest of the last seconds and a warning where mono would cancel.
// Thread: main.

import { createEffect, createSignal, onCleanup, onMount, Show } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { LowestHold, ScopeZoom, scopePoints } from '../audio/vectorscope';
import { BarMeter, type BarReading, BarTicks } from '../ui/bar-meter';
import { pacer } from '../ui/calm';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { SelectField } from '../ui/select-field';
import { MeterCard } from './meter-card';

const POINTS = 2048;
const EVERY_MS = 30;
const KINDS = { polar: 'polar', lissajous: 'Lissajous' } as const;
const ZOOMS = { follow: 'fills', full: 'full scale' } as const;

export function StereoImage() {
  const { meters } = useStudio();
  return (
    <MeterCard title="Image" says={<PhaseWarning />}>
      <Vectorscope />
      <Correlation />
      <div class="meter-choices">
        <SelectField
          name="Vectorscope kind"
          label="picture"
          value={meters.image()}
          options={KINDS}
          choose={meters.image.set}
        />
        <SelectField
          name="Vectorscope size"
          label="size"
          title="Fills: the picture grows as the sound gets quieter"
          value={meters.zoom()}
          options={ZOOMS}
          choose={meters.zoom.set}
        />
      </div>
    </MeterCard>
  );
}

function Vectorscope() {
  const studio = useStudio();
  const { meters } = studio;
  const left = new Float32Array(POINTS);
  const right = new Float32Array(POINTS);
  const points = new Float32Array(2 * POINTS);
  const zoom = new ScopeZoom();
  const due = pacer(EVERY_MS);
  let written = -1;
  let lastMs = 0;
  let scale = 1;
  let stopLooking: (() => void) | null = null;
  const look = (visible: boolean) => {
    if (visible) {
      stopLooking ??= meters.look();
      return;
    }
    stopLooking?.();
    stopLooking = null;
  };
  onCleanup(() => stopLooking?.());

  const update = ({ nowMs }: Frame): boolean => {
    const { scope } = studio.engine;
    if (!stopLooking || scope.written === written) return false;
    if (!due(nowMs) || !scope.latest(left, right)) return false;
    written = scope.written;
    scopePoints(meters.image(), left, right, points);
    let peak = 0;
    for (let i = 0; i < POINTS; ++i) {
      peak = Math.max(peak, Math.abs(left[i] as number), Math.abs(right[i] as number));
    }
    const follows = zoom.follow(peak, nowMs - lastMs);
    scale = meters.zoom() === 'follow' ? follows : 1;
    lastMs = nowMs;
    return true;
  };

  const draw = ({ context, width, height, palette }: CanvasArea) => {
    const polar = meters.image() === 'polar';
    const radius = Math.min(width / 2, polar ? height : height / 2) - 10;
    const middleX = width / 2;
    const middleY = polar ? height - 6 : height / 2;
    drawGround(context, palette, middleX, middleY, radius, polar);
    context.fillStyle = palette.accent;
    context.globalAlpha = 0.7;
    for (let i = 0; i < POINTS; ++i) {
      const x = middleX + (points[2 * i] as number) * scale * radius;
      const y = middleY - (points[2 * i + 1] as number) * scale * radius;
      context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5);
    }
    context.globalAlpha = 1;
  };

  return (
    <Canvas
      class="vectorscope"
      label="Vectorscope: mid upwards, side across"
      depends={() => [meters.image(), meters.zoom()]}
      seen={look}
      frame={update}
      draw={draw}
    />
  );
}

function drawGround(
  context: CanvasRenderingContext2D,
  palette: CanvasArea['palette'],
  x: number,
  y: number,
  radius: number,
  polar: boolean,
): void {
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  const end = polar ? 0 : radius;
  // What is in full scale lies within the diamond: |side| + |mid| is the larger of |left|, |right|.
  context.moveTo(x - radius, y);
  context.lineTo(x, y - radius);
  context.lineTo(x + radius, y);
  if (!polar) context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.moveTo(x, y - radius);
  context.lineTo(x, y + end);
  for (const side of [-0.5, 0.5]) {
    context.moveTo(x + side * radius, y - 0.5 * radius);
    context.lineTo(x - side * end, y + 0.5 * end);
  }
  context.stroke();
  context.fillStyle = palette.faint;
  context.font = '10px "Inter Variable", sans-serif';
  context.textAlign = 'right';
  context.fillText('L', x - 0.5 * radius - 5, y - 0.5 * radius - 2);
  context.textAlign = 'left';
  context.fillText('R', x + 0.5 * radius + 5, y - 0.5 * radius - 2);
}

function Correlation() {
  const { meters } = useStudio();
  const hold = new LowestHold();
  createEffect(() => {
    meters.resets();
    hold.reset();
  });
  const read = ({ levels, fresh, elapsedMs }: Frame): BarReading => {
    if (!levels?.playing) return { value: null };
    if (fresh) hold.update(fresh.output.correlation, elapsedMs);
    return { value: levels.output.correlation, held: hold.lowest };
  };
  return (
    <div class="bars correlation">
      <BarMeter
        name="φ"
        label="Correlation of left and right"
        unit=""
        min={-1}
        max={1}
        from={0}
        decimals={2}
        read={read}
      />
      <BarTicks min={-1} max={1} ticks={[-1, 0, 1]} />
    </div>
  );
}

function PhaseWarning() {
  const studio = useStudio();
  const [warns, setWarns] = createSignal(false);
  onMount(() =>
    onCleanup(studio.frames.add(({ levels }) => setWarns(levels?.output.outOfPhase ?? false))),
  );
  return (
    <Show when={warns()} fallback="mid up, side across">
      <span class="careful" role="status">
        out of phase for 3 s: mono cancels
      </span>
    </Show>
  );
}
