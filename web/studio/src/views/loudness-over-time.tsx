// Loudness over the last minutes of playing: short-term as an area, momentary as a
// line, integrated across; and under it how long it was how loud, since the reset.
// Thread: main.

import { onCleanup, onMount } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { LoudnessHistory } from '../audio/loudness-history';
import { EBU_TARGET_LUFS, type LoudnessScale, SCALES } from '../audio/loudness-scale';
import { fixed } from '../params/format';
import { pacer } from '../ui/calm';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { SelectField } from '../ui/select-field';
import { MeterCard } from './meter-card';

const EVERY_MS = 200;
const MINUTES = { 1: '1 minute', 5: '5 minutes', 15: '15 minutes' } as const;
/** Of a spread's bins. */
const LOWEST_LUFS = -60;
const TEXT_EVERY_MS = 500;

export function LoudnessOverTime() {
  const { meters } = useStudio();
  return (
    <MeterCard title="Loudness over time" says={<MostOften />}>
      <TimeCurve />
      <Spread />
      <div class="meter-choices">
        <SelectField
          name="Loudness over the last"
          label="over"
          value={meters.minutes()}
          options={MINUTES}
          choose={meters.minutes.set}
        />
      </div>
    </MeterCard>
  );
}

/** The scale's bounds in LUFS, and where a loudness stands on them, 0…1. */
function bounds({ min, max, zeroLufs }: LoudnessScale) {
  const low = min + zeroLufs;
  const high = max + zeroLufs;
  return (lufs: number) => Math.max(0, Math.min(1, (lufs - low) / (high - low)));
}

function TimeCurve() {
  const { meters } = useStudio();
  const due = pacer(EVERY_MS);
  let integrated: number | null = null;
  let playing = false;
  const update = ({ levels, meters: last, nowMs }: Frame): boolean => {
    integrated = last?.integratedLufs ?? null;
    playing = levels?.playing ?? false;
    return playing && due(nowMs);
  };
  const draw = (area: CanvasArea) => {
    const { context, width, height, palette } = area;
    const scale = SCALES[meters.scale()];
    const place = bounds(scale);
    const y = (lufs: number) => (1 - place(lufs)) * (height - 1);
    drawTimeLines(area, scale, y);
    const { history } = meters;
    const steps = (Number(meters.minutes()) * 60000) / LoudnessHistory.stepMs;
    const count = Math.min(steps, history.count);
    const x = (age: number) => width * (1 - age / steps);
    // Each stretch without a gap is an area of its own.
    context.fillStyle = palette.accent;
    context.globalAlpha = 0.3;
    for (let age = 0; age < count; ++age) {
      const lufs = history.shortTerm(age);
      if (Number.isNaN(lufs)) continue;
      context.fillRect(x(age + 1), y(lufs), width / steps + 0.5, height - y(lufs));
    }
    context.globalAlpha = 1;
    strokeHistory(context, count, x, (age) => y(history.momentary(age)), palette.faint, 1);
    strokeHistory(context, count, x, (age) => y(history.shortTerm(age)), palette.accent, 1.5);
    if (integrated !== null) {
      context.strokeStyle = palette.text;
      context.setLineDash([4, 3]);
      context.beginPath();
      context.moveTo(0, y(integrated));
      context.lineTo(width, y(integrated));
      context.stroke();
      context.setLineDash([]);
    }
    context.fillStyle = palette.muted;
    context.font = '10px "Inter Variable", sans-serif';
    context.textAlign = 'left';
    for (const tick of timeTicks(scale)) {
      context.fillText(fixed(tick, 0), 3, y(tick + scale.zeroLufs) + 11);
    }
  };
  return (
    <Canvas
      class="loudness-time"
      label="Loudness over time: short-term as an area, momentary as a line, integrated dashed"
      depends={() => [meters.minutes(), meters.scale(), meters.resets()]}
      frame={update}
      draw={draw}
    />
  );
}

function strokeHistory(
  context: CanvasRenderingContext2D,
  count: number,
  x: (age: number) => number,
  y: (age: number) => number,
  colour: string,
  lineWidth: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  context.beginPath();
  let broken = true;
  for (let age = 0; age < count; ++age) {
    const height = y(age);
    if (Number.isNaN(height)) broken = true;
    else if (broken) context.moveTo(x(age), height);
    else context.lineTo(x(age), height);
    if (!Number.isNaN(height)) broken = false;
  }
  context.stroke();
}

/** Every other one: the picture is low. */
const timeTicks = ({ ticks }: LoudnessScale) => ticks.filter((_, index) => index % 2 === 0);

function drawTimeLines(
  { context, width, palette }: CanvasArea,
  scale: LoudnessScale,
  y: (lufs: number) => number,
): void {
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  for (const tick of timeTicks(scale)) {
    const at = Math.round(y(tick + scale.zeroLufs)) + 0.5;
    context.moveTo(0, at);
    context.lineTo(width, at);
  }
  context.stroke();
}

/** Bars of how long each loudness lasted, the loud to the right. */
function Spread() {
  const { meters } = useStudio();
  const due = pacer(EVERY_MS);
  let bins: Float32Array = new Float32Array(0);
  let integrated: number | null = null;
  const update = ({ fresh, nowMs }: Frame): boolean => {
    if (!fresh || !due(nowMs)) return false;
    bins = fresh.output.spread;
    integrated = fresh.integratedLufs;
    return true;
  };
  const draw = ({ context, width, height, palette }: CanvasArea) => {
    const scale = SCALES[meters.scale()];
    const low = scale.min + scale.zeroLufs;
    const high = scale.max + scale.zeroLufs;
    const x = (lufs: number) => ((lufs - low) / (high - low)) * width;
    const ground = height - 13;
    const most = bins.reduce((a, b) => Math.max(a, b), 0);
    context.fillStyle = palette.accent;
    for (const [index, tenths] of bins.entries()) {
      const lufs = LOWEST_LUFS + index;
      if (tenths === 0 || lufs < low) continue;
      const tall = Math.max(1, (tenths / most) * (ground - 2));
      context.fillRect(x(lufs) + 0.5, ground - tall, Math.max(1, x(lufs + 1) - x(lufs) - 1), tall);
    }
    context.fillStyle = palette.line;
    context.fillRect(0, ground, width, 1);
    context.fillStyle = palette.faint;
    context.font = '10px "Inter Variable", sans-serif';
    context.textAlign = 'center';
    for (const tick of scale.ticks) {
      context.fillText(fixed(tick, 0), x(tick + scale.zeroLufs), height - 2);
    }
    if (integrated === null) return;
    context.fillStyle = palette.text;
    context.fillRect(Math.round(x(integrated)), 0, 1, ground);
  };
  return (
    <Canvas
      class="loudness-spread"
      label="How long it was how loud; the line is the integrated loudness"
      depends={() => [meters.scale(), meters.resets()]}
      frame={update}
      draw={draw}
    />
  );
}

/** The bin that lasted longest, in words. */
function MostOften() {
  const studio = useStudio();
  let text!: HTMLSpanElement;
  onMount(() => {
    let shownMs = Number.NEGATIVE_INFINITY;
    const show = ({ meters: last, nowMs }: Frame) => {
      if (nowMs - shownMs < TEXT_EVERY_MS) return;
      shownMs = nowMs;
      const scale = SCALES[studio.meters.scale()];
      const says = last ? mostOften(last.output.spread, scale) : '';
      if (text.textContent !== says) text.textContent = says;
    };
    onCleanup(studio.frames.add(show));
  });
  return <span ref={text} />;
}

function mostOften(bins: Float32Array, { unit, zeroLufs }: LoudnessScale): string {
  let most = 0;
  for (let i = 1; i < bins.length; ++i) if ((bins[i] as number) > (bins[most] as number)) most = i;
  const tenths = bins[most] ?? 0;
  if (tenths === 0) return 'nothing yet';
  const from = LOWEST_LUFS + most - zeroLufs;
  const zero = unit === 'LU' ? ` (0 is ${fixed(EBU_TARGET_LUFS, 0)} LUFS)` : '';
  return `mostly ${fixed(from, 0)} to ${fixed(from + 1, 0)} ${unit}${zero}`;
}
