// The ground and the curves of a spectrum, over the equaliser's frequency axis.
// Thread: main (no state).

import type { SpectrumPicture } from '../audio/spectrum-picture';
import { fixed } from '../params/format';
import type { CanvasArea } from '../ui/canvas';
import { xOf } from './equaliser-plot';

export interface SpectrumScale {
  topDb: number;
  bottomDb: number;
  /** A line every so much, from 0 dB on. */
  gridDb: number;
}

/** Of what is heard. */
const LIVE_SCALE: SpectrumScale = { topDb: 6, bottomDb: -90, gridDb: 18 };
const GRID_HZ = [50, 100, 200, 500, 1000, 2000, 5000, 10000];

/** Room for the frequencies below the lowest line. */
const LEAST_FOOT_DB = 6;

function gridLines({ topDb, bottomDb, gridDb }: SpectrumScale): number[] {
  const lines: number[] = [];
  for (let db = Math.floor(topDb / gridDb) * gridDb; db > bottomDb + LEAST_FOOT_DB; db -= gridDb) {
    lines.push(db);
  }
  return lines;
}

function yOf(db: number, { topDb, bottomDb }: SpectrumScale): number {
  return Math.max(0, Math.min(1, (topDb - db) / (topDb - bottomDb)));
}

export function drawSpectrumGrid(
  { context, width, height, palette }: CanvasArea,
  scale = LIVE_SCALE,
): void {
  context.lineWidth = 1;
  context.strokeStyle = palette.line;
  context.beginPath();
  for (const hz of GRID_HZ) {
    const x = Math.round(xOf(hz) * width) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, height);
  }
  for (const db of gridLines(scale)) {
    const y = Math.round(yOf(db, scale) * height) + 0.5;
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.stroke();
}

/** Over the curves, so that they can be read. */
export function drawSpectrumLabels(
  { context, width, height, palette }: CanvasArea,
  scale = LIVE_SCALE,
): void {
  context.fillStyle = palette.muted;
  context.font = '10px "Inter Variable", sans-serif';
  context.textAlign = 'center';
  for (const hz of GRID_HZ) {
    const text = hz < 1000 ? `${hz}` : `${hz / 1000}k`;
    context.fillText(text, xOf(hz) * width, height - 4);
  }
  context.textAlign = 'left';
  for (const db of gridLines(scale)) {
    context.fillText(fixed(db, 0), 3, yOf(db, scale) * height + 11);
  }
}

const BEHIND_DB = [-18, -36, -54];
/** Less has no room for a second scale. */
const LABELLED_PX = 110;
const behind = new Float32Array(240);

/** Under an equaliser's curve, in grey, with its own scale at the right. */
export function drawSpectrumBehind(
  area: CanvasArea,
  picture: SpectrumPicture,
  tiltDb: number,
): void {
  if (!picture.columns('power', tiltDb, behind)) return;
  const { context, width, height, palette } = area;
  drawSpectrumCurve(area, behind, { colour: palette.muted, fill: 0.22, line: 0.45 });
  context.fillStyle = palette.faint;
  context.font = '10px "Inter Variable", sans-serif';
  if (height < LABELLED_PX) return;
  context.textAlign = 'right';
  for (const db of BEHIND_DB)
    context.fillText(fixed(db, 0), width - 3, yOf(db, LIVE_SCALE) * height + 3);
  context.textAlign = 'left';
}

export interface SpectrumLook {
  colour: string;
  /** Of the area under the curve. */
  fill: number;
  /** Of the curve itself; 0 for none. */
  line: number;
}

/** `columns`: dB, evenly across the whole width. Behind an equaliser's curve as on its own. */
export function drawSpectrumCurve(
  { context, width, height }: CanvasArea,
  columns: Float32Array,
  { colour, fill, line }: SpectrumLook,
  scale = LIVE_SCALE,
): void {
  const last = columns.length - 1;
  const trace = () => {
    for (let i = 0; i <= last; ++i) {
      context.lineTo((i / last) * width, yOf(columns[i] as number, scale) * height);
    }
  };
  if (fill > 0) {
    context.beginPath();
    context.moveTo(0, height);
    trace();
    context.lineTo(width, height);
    context.globalAlpha = fill;
    context.fillStyle = colour;
    context.fill();
  }
  if (line > 0) {
    context.beginPath();
    trace();
    context.globalAlpha = line;
    context.strokeStyle = colour;
    context.lineWidth = 1.25;
    context.stroke();
  }
  context.globalAlpha = 1;
}
