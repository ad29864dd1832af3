// What a return's effect does over time, drawn from its parameters: a reverb's
// tail of lows, mids and highs down to −60 dB; a delay's echoes, left above the
// line and right below it.
// Thread: main.

import type { Echo, ReverbTail } from '../audio/return-effects';
import { Canvas, type CanvasArea } from '../ui/canvas';

const LABEL_FONT = '10px "Inter Variable", system-ui, sans-serif';
const LOWEST_DB = -60;
/** Where the page's canvases keep room for figures. */
const FOOT_PX = 13;

/** Lines a round step apart, at most `most` of them. */
function roundStep(span: number, most: number): number {
  const least = span / most;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((step) => step * power >= least) ?? 10) * power;
}

/** Seconds under the picture, with lines up through it unless others stand there. */
function drawSeconds(
  { context, width, height, palette }: CanvasArea,
  span: number,
  lines: boolean,
): void {
  const step = roundStep(span, 5);
  context.font = LABEL_FONT;
  context.textAlign = 'center';
  for (let at = step; at < span; at += step) {
    const x = Math.round((at / span) * width) + 0.5;
    context.fillStyle = palette.line;
    const top = lines ? 0 : height - FOOT_PX - 3;
    context.fillRect(x - 0.5, top, 1, height - FOOT_PX - top);
    const text = step < 1 ? `${Math.round(at * 1000)} ms` : `${at.toFixed(0)} s`;
    const half = context.measureText(text).width / 2;
    if (x + half > width) continue;
    context.fillStyle = palette.faint;
    context.fillText(text, x, height - 3);
  }
}

export function ReverbPicture(props: { tail: ReverbTail; colour: string }) {
  const draw = (area: CanvasArea) => {
    const { context, width, height, palette } = area;
    const { tail } = props;
    const start = tail.preDelayMs / 1000;
    const longest = Math.max(tail.lowSeconds, tail.midSeconds, tail.highSeconds);
    const span = (start + longest) * 1.05;
    const floor = height - FOOT_PX;
    const x = (seconds: number) => (seconds / span) * width;
    drawSeconds(area, span, true);
    const slope = (seconds: number) => {
      context.beginPath();
      context.moveTo(x(start), 4);
      context.lineTo(x(start + seconds), floor);
    };
    context.lineWidth = 1.5;
    context.setLineDash([2, 3]);
    context.strokeStyle = palette.muted;
    slope(tail.lowSeconds);
    context.stroke();
    context.setLineDash([6, 3]);
    slope(tail.highSeconds);
    context.stroke();
    context.setLineDash([]);
    slope(tail.midSeconds);
    context.lineTo(x(start), floor);
    context.closePath();
    context.fillStyle = props.colour;
    context.globalAlpha = 0.22;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = props.colour;
    context.lineWidth = 2;
    slope(tail.midSeconds);
    context.stroke();
    context.beginPath();
    context.moveTo(0, floor - 0.5);
    context.lineTo(x(start), floor - 0.5);
    context.lineTo(x(start), 4);
    context.stroke();
  };
  return (
    <Canvas
      class="effect-picture"
      label="Decay of lows (dotted), mids and highs (dashed) to −60 dB over time"
      depends={() => [props.tail, props.colour]}
      draw={draw}
    />
  );
}

export interface EchoPictureProps {
  echoes: readonly Echo[];
  /** Lines in the background, where echoes follow the tempo. */
  beatMs: number | null;
  colour: string;
}

export function EchoPicture(props: EchoPictureProps) {
  const draw = (area: CanvasArea) => {
    const { context, width, height, palette } = area;
    const middle = Math.round((height - FOOT_PX) / 2);
    const lastMs = props.echoes.reduce((most, { ms }) => Math.max(most, ms), 1);
    const span = lastMs * 1.12;
    const x = (ms: number) => Math.round(4 + (ms / span) * (width - 8));
    const length = (gain: number) =>
      gain > 0 ? Math.max(1, (1 - (20 * Math.log10(gain)) / LOWEST_DB) * (middle - 4)) : 0;
    const beats = props.beatMs !== null && span / props.beatMs < 48;
    if (props.beatMs !== null && beats) {
      context.fillStyle = palette.line;
      for (let ms = 0; ms < span; ms += props.beatMs) {
        context.fillRect(x(ms), 0, 1, height - FOOT_PX);
      }
    }
    drawSeconds(area, span / 1000, !beats);
    context.fillStyle = palette.faint;
    context.fillRect(0, middle, width, 1);
    context.fillStyle = palette.muted;
    context.fillRect(x(0) - 1, 4, 2, 2 * middle - 8);
    context.fillStyle = props.colour;
    for (const { ms, left, right } of props.echoes) {
      context.fillRect(x(ms) - 1.5, middle - length(left), 3, length(left));
      context.fillRect(x(ms) - 1.5, middle + 1, 3, length(right));
    }
    context.font = LABEL_FONT;
    context.textAlign = 'right';
    context.fillStyle = palette.faint;
    context.fillText('L', width - 3, 11);
    context.fillText('R', width - 3, height - FOOT_PX - 3);
  };
  return (
    <Canvas
      class="effect-picture"
      label="Echoes of one click over time, left above and right below"
      depends={() => [props.echoes, props.beatMs, props.colour]}
      draw={draw}
    />
  );
}
