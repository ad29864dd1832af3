// The report's pictures as inline SVG: curves over time and bars over bands. Drawn
// in the page's own colours through classes, so that they follow light and dark.
// Units: as the caller's values; SVG units of a 480 × 200 picture.
// Thread: any (no state).

import { fixed, formatTime } from '../params/format';
import { type Markup, markup, type Part } from './markup';

const BOX = { width: 480, height: 200, left: 38, right: 472, top: 10, bottom: 174 } as const;

/** What a value axis shows: from `low` to `high`, a line every `step`. */
export interface Scale {
  low: number;
  high: number;
  step: number;
}

export type Levels = readonly (number | null)[];

export interface TimeCurve {
  points: Levels;
  pointSeconds: number;
  class: string;
}

export interface Mark {
  value: number;
  label: string;
}

const TIME_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];
const MOST_TIME_LABELS = 7;

const coordinate = (value: number) => Math.round(value * 10) / 10;

function yOf(value: number, { low, high }: Scale): number {
  const share = (Math.min(Math.max(value, low), high) - low) / (high - low);
  return coordinate(BOX.bottom - share * (BOX.bottom - BOX.top));
}

function valueAxis(scale: Scale): Part[] {
  const lines: Part[] = [];
  for (let value = scale.high; value >= scale.low; value -= scale.step) {
    const y = yOf(value, scale);
    lines.push(markup`<line class="grid" x1="${BOX.left}" x2="${BOX.right}" y1="${y}" y2="${y}"/>
      <text x="${BOX.left - 6}" y="${y + 4}" text-anchor="end">${fixed(value, 0)}</text>`);
  }
  return lines;
}

function picture(title: string, inner: Part): Markup {
  return markup`<svg role="img" aria-label="${title}" viewBox="0 0 ${BOX.width} ${BOX.height}">
    ${inner}
  </svg>`;
}

function path(curve: TimeCurve, scale: Scale, xOf: (seconds: number) => number): string {
  let drawn = '';
  let isDown = false;
  curve.points.forEach((value, i) => {
    if (value !== null) {
      const x = xOf((i + 0.5) * curve.pointSeconds);
      // A point by itself shows as a dot.
      drawn += isDown ? `L${x} ${yOf(value, scale)}` : `M${x} ${yOf(value, scale)}h0`;
    }
    isDown = value !== null;
  });
  return drawn;
}

/** Curves over the song's time, and levels to hold them against. */
export function timeChart(
  title: string,
  seconds: number,
  scale: Scale,
  curves: readonly TimeCurve[],
  marks: readonly Mark[],
): Markup {
  const length = Math.max(seconds, 0.1);
  const xOf = (at: number) =>
    coordinate(BOX.left + Math.min(at / length, 1) * (BOX.right - BOX.left));
  const step = TIME_STEPS_S.find((each) => length / each <= MOST_TIME_LABELS) ?? 28800;
  const times = Array.from({ length: Math.floor(length / step) + 1 }, (_, i) => i * step);
  return picture(title, [
    valueAxis(scale),
    times.map(
      (at) =>
        markup`<text x="${xOf(at)}" y="${BOX.bottom + 18}" text-anchor="middle">${formatTime(at, 0)}</text>`,
    ),
    curves.map((curve) => markup`<path class="${curve.class}" d="${path(curve, scale, xOf)}"/>`),
    marks.map(({ value, label }) => {
      const y = yOf(value, scale);
      return markup`<line class="mark" x1="${BOX.left}" x2="${BOX.right}" y1="${y}" y2="${y}"/>
        <text class="mark-label" x="${BOX.right}" y="${y - 4}" text-anchor="end">${label}</text>`;
    }),
  ]);
}

/** A bar for each band, from the scale's low end up; those with a label have it under them. */
export function barChart(
  title: string,
  scale: Scale,
  bars: readonly { value: number | null; label?: string }[],
): Markup {
  const width = (BOX.right - BOX.left) / Math.max(bars.length, 1);
  return picture(title, [
    valueAxis(scale),
    bars.map(({ value, label }, i) => {
      const x = BOX.left + i * width;
      const y = value === null ? BOX.bottom : yOf(value, scale);
      return [
        markup`<rect class="bar" x="${coordinate(x + width * 0.1)}" y="${y}" width="${coordinate(width * 0.8)}" height="${coordinate(BOX.bottom - y)}"/>`,
        label === undefined
          ? null
          : markup`<text x="${coordinate(x + width / 2)}" y="${BOX.bottom + 18}" text-anchor="middle">${label}</text>`,
      ];
    }),
  ]);
}
