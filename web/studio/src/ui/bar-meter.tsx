// A meter lying on its side: a bar over its zones, marks, and its figure in text.
// The bar moves in every frame; the figure as fast as it can be read.
// Thread: main.

import { onCleanup, onMount } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { UNSETTLED_MARK } from '../audio/settled';
import { formatFigure } from '../params/format';
import { watchVisible } from './visible';

export interface BarReading {
  value: number | null;
  /** Shown as a line each: the newest peak, and what is held. */
  peak?: number | null;
  held?: number | null;
  /** Marked: too little has been heard for it. */
  unsettled?: boolean;
}

export interface BarMeterProps {
  /** For who cannot see which row it is in. */
  label: string;
  name: string;
  unit: string;
  min: number;
  max: number;
  decimals?: number;
  /** Where the bar is careful, and wrong, from there up. */
  careful?: number;
  wrong?: number;
  /** The bar begins here instead of at its left end. */
  from?: number;
  read: (frame: Frame) => BarReading;
}

const TEXT_EVERY_MS = 100;
const SPOKEN_EVERY_MS = 500;

export function BarMeter(props: BarMeterProps) {
  const studio = useStudio();
  let row!: HTMLDivElement;
  let bar!: HTMLDivElement;
  let figure!: HTMLElement;
  const share = (value: number) =>
    Math.max(0, Math.min(1, (value - props.min) / (props.max - props.min)));

  /** None for what has not come up to the scale. */
  const mark = (value: number | null | undefined) =>
    value === null || value === undefined || value < props.min ? null : share(value);

  onMount(() => {
    const visible = watchVisible(row);
    const shown = new Map<string, string>();
    const put = (name: string, place: number | null) => {
      const at = place === null ? '-1' : place.toFixed(4);
      if (shown.get(name) === at) return;
      shown.set(name, at);
      bar.style.setProperty(name, at);
    };
    const move = ({ value, peak, held }: BarReading) => {
      const start = share(props.from ?? props.min);
      const end = value === null ? start : share(value);
      put('--low', Math.min(start, end));
      put('--high', Math.max(start, end));
      put('--peak', mark(peak));
      put('--held', mark(held));
    };
    let textMs = Number.NEGATIVE_INFINITY;
    let spokenMs = Number.NEGATIVE_INFINITY;
    const paint = (frame: Frame) => {
      const reading = props.read(frame);
      if (visible()) move(reading);
      if (frame.nowMs - textMs < TEXT_EVERY_MS) return;
      textMs = frame.nowMs;
      const { value } = reading;
      const unsettled = reading.unsettled === true && value !== null;
      const text = `${unsettled ? UNSETTLED_MARK : ''}${formatFigure(value, props.decimals ?? 1)}`;
      if (figure.textContent !== text) figure.textContent = text;
      if (frame.nowMs - spokenMs < SPOKEN_EVERY_MS) return;
      spokenMs = frame.nowMs;
      const now = Math.max(props.min, Math.min(props.max, value ?? props.min));
      row.setAttribute('aria-valuenow', now.toFixed(2));
      const spoken = `${formatFigure(value, props.decimals ?? 1)} ${props.unit}`;
      row.setAttribute(
        'aria-valuetext',
        value === null ? 'nothing yet' : unsettled ? `${spoken}, not settled` : spoken,
      );
    };
    onCleanup(studio.frames.add(paint));
  });

  return (
    <div
      ref={row}
      class="bar-meter"
      role="meter"
      aria-label={props.label}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      aria-valuenow={props.min}
      aria-valuetext="nothing yet"
    >
      <span class="bar-name" aria-hidden="true">
        {props.name}
      </span>
      <div
        ref={bar}
        class="bar"
        aria-hidden="true"
        style={{
          '--careful-at': share(props.careful ?? props.max),
          '--wrong-at': share(props.wrong ?? props.max),
        }}
      >
        <div class="bar-fill" />
        <div class="bar-mark held" />
        <div class="bar-mark peak" />
      </div>
      <b ref={figure} class="bar-figure" aria-hidden="true">
        –
      </b>
    </div>
  );
}

/** Figures under a column of bars, each where it stands on them. */
export function BarTicks(props: { min: number; max: number; ticks: readonly number[] }) {
  return (
    <div class="bar-ticks" aria-hidden="true">
      {props.ticks.map((tick) => (
        <span style={{ '--tick-at': (tick - props.min) / (props.max - props.min) }}>
          {formatFigure(tick, 0)}
        </span>
      ))}
    </div>
  );
}
