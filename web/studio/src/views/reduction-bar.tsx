// Gain reduction as a bar from the right, falling slowly so that peaks are seen.
// Thread: main.

import type { Frame } from '../app/frame-loop';
import { Canvas, type CanvasArea } from '../ui/canvas';

const RANGE_DB = 18;
const RETURN_DB_PER_MS = 20 / 1000;

export function ReductionBar(props: { read: (frame: Frame) => number; class?: string }) {
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
    const length = Math.min(1, shownDb / RANGE_DB) * width;
    context.fillStyle = palette.accent;
    if (length >= 0.5) context.fillRect(width - length, 0, length, height);
  };
  return <Canvas class={`reduction-bar ${props.class ?? ''}`} frame={update} draw={draw} />;
}
