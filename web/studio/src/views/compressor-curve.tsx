// The compressor's static curve, level out over level in, range, mix and make-up
// counted in, with a dot where the music's peaks are.
// Thread: main.

import type { StripMeterFrame } from '@lathe/worklet/client/studio-engine';
import type { Frame } from '../app/frame-loop';
import { type CompressorSettings, staticOutputDb, staticReductionDb } from '../audio/compressor';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { drawLevelPlot } from './level-plot';

const LOWEST_DB = -60;
const POINTS = 60;

export interface CompressorCurveProps {
  settings: CompressorSettings;
  colour: string;
  read: (frame: Frame) => StripMeterFrame | null;
}

export function CompressorCurve(props: CompressorCurveProps) {
  let reductionDb = 0;
  let drawnDb = 0;

  const update = (frame: Frame): boolean => {
    reductionDb = props.read(frame)?.gainReductionDb ?? 0;
    const asked = Math.abs(reductionDb - drawnDb) > 0.1;
    drawnDb = asked ? reductionDb : drawnDb;
    return asked;
  };

  const draw = (area: CanvasArea) => {
    const { context, palette } = area;
    const { x, y } = drawLevelPlot(area, LOWEST_DB, 15);
    const { settings } = props;
    context.strokeStyle = settings.on ? props.colour : palette.faint;
    context.lineWidth = 2;
    context.beginPath();
    for (let i = 0; i <= POINTS; ++i) {
      const input = LOWEST_DB * (1 - i / POINTS);
      context.lineTo(x(input), y(staticOutputDb(settings, input)));
    }
    context.stroke();
    if (!settings.on || drawnDb > -0.1) return;
    const input = inputOf(settings, drawnDb);
    context.fillStyle = palette.text;
    context.beginPath();
    context.arc(x(input), y(staticOutputDb(settings, input)), 3.5, 0, 2 * Math.PI);
    context.fill();
  };

  return (
    <Canvas
      class="comp-curve"
      label="Compressor curve, level out over level in"
      depends={() => [props.settings, props.colour]}
      frame={update}
      draw={draw}
    />
  );
}

/** The level that is reduced by this much, by bisection. What is measured is before the mix. */
function inputOf(settings: CompressorSettings, gainDb: number): number {
  let low = LOWEST_DB;
  let high = 0;
  for (let i = 0; i < 24; ++i) {
    const middle = (low + high) / 2;
    if (-staticReductionDb(settings, middle) > gainDb) low = middle;
    else high = middle;
  }
  return high;
}
