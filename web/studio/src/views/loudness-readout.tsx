// A live figure of the output, written by the frame loop.
// Thread: main.

import type { MeterFrame } from '@lathe/worklet/client/studio-engine';
import { onCleanup, onMount } from 'solid-js';
import { useStudio } from '../app/studio';
import { isUnsettled, soundingSeconds, UNSETTLED_MARK } from '../audio/settled';
import { formatFigure } from '../params/format';

export type LiveFigure = 'momentaryLufs' | 'shortTermLufs' | 'integratedLufs' | 'truePeakDbtp';

/** Figures that change faster than this cannot be read. */
const EVERY_MS = 100;

export function LoudnessReadout(props: { kind: LiveFigure; label: string; unit: string }) {
  return (
    <LiveReadout
      read={(meters) => meters?.[props.kind] ?? null}
      label={props.label}
      unit={props.unit}
      settles={props.kind === 'integratedLufs'}
    />
  );
}

export interface LiveReadoutProps {
  read: (meters: MeterFrame | null) => number | null;
  label: string;
  unit: string;
  /** Marked until enough has been heard. */
  settles?: boolean;
}

export function LiveReadout(props: LiveReadoutProps) {
  const studio = useStudio();
  let value!: HTMLElement;
  onMount(() => {
    const text = document.createTextNode('–');
    value.append(text);
    let shownMs = 0;
    const show = (meters: MeterFrame | null) => {
      const value = props.read(meters);
      const mark =
        value !== null && meters && props.settles && isUnsettled(soundingSeconds(meters));
      const shown = `${mark ? UNSETTLED_MARK : ''}${formatFigure(value)}`;
      if (text.data !== shown) text.data = shown;
    };
    onCleanup(
      studio.frames.add(({ meters, nowMs }) => {
        if (nowMs - shownMs < EVERY_MS) return;
        shownMs = nowMs;
        show(meters);
      }),
    );
  });
  return (
    <div class="readout-figure">
      <b ref={value} />
      <small>{props.label ? `${props.unit} ${props.label}` : props.unit}</small>
    </div>
  );
}
