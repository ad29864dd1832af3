// A strip's equaliser curve in small; pressing it selects the strip.
// Thread: main.

import { createMemo } from 'solid-js';
import { useStudio } from '../app/studio';
import { equaliserDb, equaliserOf, HIGHEST_HZ, LOWEST_HZ } from '../audio/equaliser';
import { logFrequencies } from '../audio/filter-curve';
import { stripColour } from '../document/records';
import { Canvas, type CanvasArea } from '../ui/canvas';

const RANGE_DB = 18;
const FREQUENCIES = logFrequencies(LOWEST_HZ, HIGHEST_HZ, 48);

export function EqThumbnail(props: { strip: string }) {
  const studio = useStudio();
  const settings = createMemo(() =>
    equaliserOf(
      studio.records.strip(props.strip)?.params ?? {},
      studio.records.session().sampleRate,
    ),
  );
  const draw = ({ context, width, height, palette }: CanvasArea) => {
    const on = settings().on;
    context.strokeStyle = on ? stripColour(studio.records.strip(props.strip)) : palette.line;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const [index, hz] of FREQUENCIES.entries()) {
      const db = on ? equaliserDb(settings(), hz) : 0;
      const y = (height / 2) * (1 - Math.max(-1, Math.min(1, db / RANGE_DB)) * 0.95);
      context.lineTo((index / (FREQUENCIES.length - 1)) * width, y);
    }
    context.stroke();
  };
  return (
    <Canvas
      class="eq-thumbnail"
      depends={() => [settings(), studio.records.strip(props.strip)?.colour]}
      draw={draw}
    />
  );
}
