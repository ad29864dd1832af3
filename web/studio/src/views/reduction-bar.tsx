// Gain reduction as a bar from the right, falling slowly so that peaks are seen.
// Thread: main.

import type { Frame } from '../app/frame-loop';
import { Canvas, type CanvasArea } from '../ui/canvas';

const USUAL_RANGE_DB = 18;
const RETURN_DB_PER_MS = 20 / 1000;

export interface ReductionBarProps {
  read: (frame: Frame) => number;
  /** The reduction that fills it. */
  rangeDb?: number;
  class?: string;
  label?: string;
}

export function ReductionBar(props: ReductionBarProps) {
  let shownDb = 0;
  let drawnDb = -1;
  const update = (frame: Frame): boolean => {
    const reduction = Math.max(0, -props.read(frame));
    shownDb = Math.max(reduction, shownDb - RETURN_DB_PER_MS * frame.elapsedMs);
    if (Math.abs(shownDb - drawnDb) < 0.05) return false;
    drawnDb = shownDb;
    return true;
  };
  const draw = ({ context, width, height, palette }: CanvasArea) => {
    context.fillStyle = palette.sunken;
    context.fillRect(0, 0, width, height);
    const rangeDb = props.rangeDb ?? USUAL_RANGE_DB;
    const length = Math.min(1, shownDb / rangeDb) * width;
    context.fillStyle = palette.accent;
    if (length >= 0.5) context.fillRect(width - length, 0, length, height);
  };
  return (
    <Canvas
      class={`reduction-bar ${props.class ?? ''}`}
      {...(props.label ? { label: props.label } : {})}
      depends={() => props.rangeDb}
      frame={update}
      draw={draw}
    />
  );
}
