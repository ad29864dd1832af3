// The ground of a picture of level out over level in: where decibels stand, and
// the grid with the line of no change.
// Thread: main (no state).

import type { CanvasArea } from '../ui/canvas';

export interface LevelPlot {
  x(inputDb: number): number;
  y(outputDb: number): number;
}

/** From `lowestDb` to 0 dB, a line every `everyDb`. */
export function drawLevelPlot(
  { context, width, height, palette }: CanvasArea,
  lowestDb: number,
  everyDb: number,
): LevelPlot {
  const share = (db: number) => (db - lowestDb) / -lowestDb;
  const x = (db: number) => share(db) * width;
  const y = (db: number) => height - share(db) * height;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  for (let db = lowestDb + everyDb; db < 0; db += everyDb) {
    context.moveTo(Math.round(x(db)) + 0.5, 0);
    context.lineTo(Math.round(x(db)) + 0.5, height);
    context.moveTo(0, Math.round(y(db)) + 0.5);
    context.lineTo(width, Math.round(y(db)) + 0.5);
  }
  context.moveTo(0, height);
  context.lineTo(width, 0);
  context.stroke();
  return { x, y };
}
