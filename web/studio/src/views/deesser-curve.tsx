// The de-esser over frequency: what its detector hears (the area), the most that
// it takes (dashed), and what it is taking now (the line).
// Thread: main.

import type { Frame } from '../app/frame-loop';
import { type DeEsserSettings, deEsserGainDb, deEsserKeyDb } from '../audio/deesser';
import { logFrequencies } from '../audio/filter-curve';
import { Canvas, type CanvasArea } from '../ui/canvas';

const LOWEST_HZ = 1000;
const HIGHEST_HZ = 20000;
const FREQUENCIES = logFrequencies(LOWEST_HZ, HIGHEST_HZ, 80);
const LINES_HZ = [2000, 5000, 10000];
const NAMED_HZ = [2000, 10000];
/** From the top: half a division over 0 dB, down to the widest range. */
const HIGHEST_DB = 3;
const LOWEST_DB = -21;

export interface DeEsserCurveProps {
  settings: DeEsserSettings;
  colour: string;
  /** In dB, ≤ 0. */
  read: (frame: Frame) => number;
}

export function DeEsserCurve(props: DeEsserCurveProps) {
  let drawnDb = 0;
  const update = (frame: Frame): boolean => {
    const reductionDb = Math.max(0, -props.read(frame));
    if (Math.abs(reductionDb - drawnDb) < 0.1) return false;
    drawnDb = reductionDb;
    return true;
  };

  const draw = ({ context, width, height, palette }: CanvasArea) => {
    const { settings } = props;
    const x = (hz: number) => (Math.log(hz / LOWEST_HZ) / Math.log(HIGHEST_HZ / LOWEST_HZ)) * width;
    const y = (db: number) =>
      ((HIGHEST_DB - Math.max(LOWEST_DB, db)) / (HIGHEST_DB - LOWEST_DB)) * height;
    const trace = (dbAt: (hz: number) => number) => {
      context.beginPath();
      for (const hz of FREQUENCIES) context.lineTo(x(hz), y(dbAt(hz)));
    };

    trace((hz) => deEsserKeyDb(settings, hz));
    context.lineTo(width, height);
    context.lineTo(0, height);
    context.fillStyle = palette.line;
    context.fill();

    context.strokeStyle = palette.line;
    context.fillStyle = palette.faint;
    context.font = '10px "Inter Variable", sans-serif';
    context.textAlign = 'center';
    context.lineWidth = 1;
    context.beginPath();
    for (const hz of LINES_HZ) {
      context.moveTo(Math.round(x(hz)) + 0.5, 0);
      context.lineTo(Math.round(x(hz)) + 0.5, height);
    }
    for (const hz of NAMED_HZ) context.fillText(`${hz / 1000}k`, x(hz), height - 3);
    context.moveTo(0, Math.round(y(0)) + 0.5);
    context.lineTo(width, Math.round(y(0)) + 0.5);
    context.stroke();

    context.strokeStyle = settings.on ? props.colour : palette.faint;
    context.setLineDash([3, 3]);
    trace((hz) => deEsserGainDb(settings, settings.rangeDb, hz));
    context.stroke();
    context.setLineDash([]);
    context.lineWidth = 2;
    trace((hz) => deEsserGainDb(settings, settings.on ? drawnDb : 0, hz));
    context.stroke();
  };

  return (
    <Canvas
      class="stage-curve"
      label="De-esser over frequency, from 1 to 20 kHz"
      depends={() => [props.settings, props.colour]}
      frame={update}
      draw={draw}
    />
  );
}
