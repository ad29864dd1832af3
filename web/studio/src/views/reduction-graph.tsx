// The last seconds of gain reduction, newest at the right.
// Thread: main.

import type { ReductionHistory } from '../audio/reduction-history';
import { Canvas, type CanvasArea } from '../ui/canvas';

const RANGES_DB = [6, 12, 24, 48];

export function ReductionGraph(props: { history: ReductionHistory }) {
  let drawnTurn = '';
  const update = (): boolean => {
    const { history } = props;
    const { turn } = history;
    if (turn === drawnTurn) return false;
    drawnTurn = turn;
    return true;
  };
  const draw = ({ context, width, height, palette }: CanvasArea) => {
    const { history } = props;
    const deepest = -history.deepestDb();
    const range = RANGES_DB.find((db) => db > deepest) ?? 60;
    context.fillStyle = palette.faint;
    context.strokeStyle = palette.line;
    context.font = '10px "Inter Variable", sans-serif';
    for (const share of [0.5, 1]) {
      const y = Math.round(share * (height - 2)) + 0.5;
      context.beginPath();
      context.moveTo(0, y);
      context.lineTo(width, y);
      context.stroke();
      context.fillText(`−${range * share}`, 3, y - 3);
    }
    context.beginPath();
    context.moveTo(width, 0);
    for (let age = 0; age < history.count; ++age) {
      const x = width * (1 - age / (history.capacity - 1));
      context.lineTo(x, (-history.at(age) / range) * (height - 2));
    }
    context.lineTo(width * (1 - Math.max(0, history.count - 1) / (history.capacity - 1)), 0);
    context.globalAlpha = 0.25;
    context.fillStyle = palette.accent;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = palette.accent;
    context.lineWidth = 1.5;
    context.stroke();
  };
  return (
    <Canvas
      class="reduction-graph"
      label="Gain reduction of the last seconds"
      frame={update}
      draw={draw}
    />
  );
}
