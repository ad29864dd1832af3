// The limiter's last seconds, newest at the right: what it takes (from the top), the
// peaks of the output (from the bottom), and the ceiling they stay under.
// Units: dB, from full scale at the top. Thread: main.

import type { RecentDb } from '../audio/recent-db';
import { Canvas, type CanvasArea } from '../ui/canvas';

const LOWEST_DB = -24;
const GRID_DB = [-6, -12, -18];

export interface LimiterGraphProps {
  taken: RecentDb;
  peaks: RecentDb;
  /** Of the output, its trim counted in. */
  ceilingDb: number;
  on: boolean;
}

export function LimiterGraph(props: LimiterGraphProps) {
  let drawn = '';
  const update = (): boolean => {
    const { turn } = props.peaks;
    if (turn === drawn) return false;
    drawn = turn;
    return true;
  };

  const draw = ({ context, width, height, palette }: CanvasArea) => {
    const y = (db: number) => Math.min(1, Math.max(0, db / LOWEST_DB)) * height;
    const x = (history: RecentDb, age: number) => width * (1 - age / (history.capacity - 1));
    context.lineWidth = 1;
    context.strokeStyle = palette.line;
    context.fillStyle = palette.faint;
    context.font = '10px "Inter Variable", sans-serif';
    for (const db of GRID_DB) {
      context.beginPath();
      context.moveTo(0, Math.round(y(db)) + 0.5);
      context.lineTo(width, Math.round(y(db)) + 0.5);
      context.stroke();
      context.fillText(`−${-db}`, 3, y(db) - 3);
    }

    const { peaks, taken } = props;
    context.beginPath();
    context.moveTo(width, height);
    for (let age = 0; age < peaks.count; ++age) context.lineTo(x(peaks, age), y(peaks.at(age)));
    context.lineTo(x(peaks, Math.max(0, peaks.count - 1)), height);
    context.globalAlpha = 0.35;
    context.fillStyle = palette.muted;
    context.fill();
    context.globalAlpha = 1;

    if (!props.on) return;
    context.strokeStyle = palette.wrong;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(0, y(props.ceilingDb));
    context.lineTo(width, y(props.ceilingDb));
    context.stroke();
    context.setLineDash([]);
    context.strokeStyle = palette.accent;
    context.lineWidth = 1.5;
    context.beginPath();
    for (let age = 0; age < taken.count; ++age) context.lineTo(x(taken, age), y(taken.at(age)));
    context.stroke();
  };

  return (
    <Canvas
      class="limiter-graph"
      label="Limiter: gain taken, output peaks and ceiling of the last seconds"
      depends={() => [props.ceilingDb, props.on]}
      frame={update}
      draw={draw}
    />
  );
}
