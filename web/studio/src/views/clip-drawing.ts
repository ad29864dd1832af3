// Paints one clip on its track's lane: its waveform as loud as it is heard,
// its fades, its gain line.
// Thread: main.

import type { StemPeaks } from '@lathe/worklet/client/studio-engine';
import { envelopeAt, fadesAt, lineGainDb } from '../audio/clip-envelope';
import { heardFade } from '../document/clips';
import type { ClipRecord } from '../document/records';
import type { CanvasArea } from '../ui/canvas';

export interface ClipPicture {
  clip: ClipRecord;
  colour: string;
  /** Not heard: its track's mute, another's solo, or its own. */
  silent: boolean;
  selected: boolean;
  peaks: StemPeaks | null;
  showsLine: boolean;
  /** Pixels of the lane at the clip's first frame. */
  leftPx: number;
  framesPerPx: number;
}

const FULL_SCALE = 127;
/**
 * Height grows with amplitude to this power, so that a quiet part is still seen
 * beside a loud one: −20 dB stands at a quarter of the height, not a tenth.
 */
const HEIGHT_POWER = 0.6;
/** Gains at the lane's top and bottom; what lies beyond is drawn at its edge. */
const LINE_DB = { top: 12, bottom: -24 } as const;

function heightOf(sample: number): number {
  return Math.sign(sample) * Math.min(1, (Math.abs(sample) / FULL_SCALE) ** HEIGHT_POWER);
}

/** Where a gain stands in the lane, from 0 at the top to 1 at the bottom: straight in dB. */
export function gainToY(db: number): number {
  return (LINE_DB.top - db) / (LINE_DB.top - LINE_DB.bottom);
}

/** Goes on beyond the lane's edges, as a drag does. */
export function gainAtY(y: number): number {
  return LINE_DB.top - y * (LINE_DB.top - LINE_DB.bottom);
}

/** Kept inside the lane, to be seen. */
export function shownY(db: number): number {
  return Math.min(0.97, Math.max(0.03, gainToY(db)));
}

export function drawClip(area: CanvasArea, picture: ClipPicture): void {
  const { context, width, height, palette } = area;
  const { clip, leftPx, framesPerPx, colour, selected } = picture;
  const rightPx = leftPx + clip.frames / framesPerPx;
  const left = Math.max(0, leftPx);
  const right = Math.min(width, rightPx);
  if (right <= left) return;
  context.globalAlpha = selected ? 0.28 : 0.14;
  context.fillStyle = colour;
  context.fillRect(left, 0, right - left, height);
  context.globalAlpha = picture.silent || clip.muted ? 0.3 : 0.9;
  if (picture.peaks) drawWaveform(area, picture, picture.peaks, left, right);
  context.globalAlpha = 1;
  drawFades(area, picture);
  drawEdges(area, picture, rightPx);
  if (picture.showsLine) drawLine(area, picture, left, right);
  if (clip.muted) {
    context.fillStyle = palette.muted;
    context.font = '600 10px "Inter Variable", sans-serif';
    context.textBaseline = 'bottom';
    if (right - left > 40) context.fillText('muted', left + 6, height - 3);
  }
}

function drawWaveform(
  { context, height }: CanvasArea,
  { clip, leftPx, framesPerPx }: ClipPicture,
  peaks: StemPeaks,
  left: number,
  right: number,
): void {
  const middle = height / 2;
  const scale = height / 2 - 1;
  const pairs = peaks.pairs.length / 2;
  const step = 1 / (window.devicePixelRatio || 1);
  const perStep = (framesPerPx * step) / peaks.framesPerPeak;
  for (let x = Math.floor(left); x < right; x += step) {
    const frame = (x - leftPx) * framesPerPx;
    const at = (clip.sourceFrame + frame) / peaks.framesPerPeak;
    const first = Math.max(0, Math.floor(at));
    const last = Math.min(pairs - 1, Math.max(first, Math.ceil(at + perStep) - 1));
    let low = FULL_SCALE;
    let high = -FULL_SCALE;
    for (let pair = first; pair <= last; ++pair) {
      low = Math.min(low, peaks.pairs[2 * pair] ?? 0);
      high = Math.max(high, peaks.pairs[2 * pair + 1] ?? 0);
    }
    if (high < low) continue;
    const gain = envelopeAt(clip, frame);
    const top = heightOf(high * gain) * scale;
    const bottom = heightOf(low * gain) * scale;
    context.fillRect(x, middle - top, step, Math.max(step, top - bottom));
  }
}

/** The part of the lane that a fade takes away is shaded, under its curve. */
function drawFades({ context, height, palette }: CanvasArea, picture: ClipPicture): void {
  const { clip, leftPx, framesPerPx } = picture;
  for (const side of ['in', 'out'] as const) {
    const frames = heardFade(clip, side);
    if (frames === 0) continue;
    const begin = side === 'in' ? 0 : clip.frames - frames;
    const steps = Math.max(2, Math.min(96, Math.ceil(frames / framesPerPx)));
    const path = new Path2D();
    for (let i = 0; i <= steps; ++i) {
      const at = begin + (frames * i) / steps;
      const x = leftPx + at / framesPerPx;
      const y = (1 - fadesAt(clip, at)) * (height - 1) + 0.5;
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    const shade = new Path2D(path);
    const corner = leftPx + (side === 'in' ? 0 : clip.frames) / framesPerPx;
    shade.lineTo(leftPx + (begin + frames) / framesPerPx, 0);
    if (side === 'out') shade.lineTo(corner, 0);
    shade.lineTo(leftPx + begin / framesPerPx, 0);
    shade.closePath();
    context.globalAlpha = 0.55;
    context.fillStyle = palette.sunken;
    context.fill(shade);
    context.globalAlpha = 0.9;
    context.strokeStyle = picture.colour;
    context.lineWidth = 1.25;
    context.stroke(path);
    context.globalAlpha = 1;
  }
}

function drawEdges(
  { context, height, palette }: CanvasArea,
  picture: ClipPicture,
  rightPx: number,
) {
  context.fillStyle = picture.selected ? palette.text : palette.sunken;
  const edge = picture.selected ? 1.5 : 1;
  context.fillRect(picture.leftPx, 0, edge, height);
  context.fillRect(rightPx - edge, 0, edge, height);
  if (!picture.selected) return;
  context.fillRect(picture.leftPx, 0, rightPx - picture.leftPx, 1);
  context.fillRect(picture.leftPx, height - 1, rightPx - picture.leftPx, 1);
}

function drawLine(
  { context, height, palette }: CanvasArea,
  { clip, leftPx, framesPerPx }: ClipPicture,
  left: number,
  right: number,
): void {
  context.beginPath();
  for (let x = left; x <= right; x += 1) {
    const frame = clip.sourceFrame + (x - leftPx) * framesPerPx;
    const y = shownY(lineGainDb(clip.gainLine, frame)) * height;
    if (x === left) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.strokeStyle = palette.text;
  context.globalAlpha = clip.gainLine ? 0.95 : 0.4;
  context.lineWidth = 1.5;
  context.setLineDash(clip.gainLine ? [] : [4, 4]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}
