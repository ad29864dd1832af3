// The stereo stage over frequency: how wide each band is made, as far from the middle
// as it spreads; the dashed lines are the width it came with. Below the mono corner
// there is none.
// Thread: main.

import { createMemo } from 'solid-js';
import { useStudio } from '../app/studio';
import { stereoOf } from '../audio/master-bands';
import { fixed } from '../params/format';
import type { CanvasArea } from '../ui/canvas';
import { BandPicture, type BandPlace } from './band-picture';
import { xOf } from './equaliser-plot';

const EDGE_KEYS = ['stereo.lowCrossoverHz', 'stereo.highCrossoverHz'];
const MOST_PERCENT = 200;

export function StereoPicture() {
  const studio = useStudio();
  const settings = createMemo(() =>
    stereoOf(studio.records.master().params, studio.records.session().sampleRate),
  );
  const reach = (percent: number, height: number) => (percent / MOST_PERCENT) * (height / 2 - 4);

  const drawUnder = ({ context, width, height, palette }: CanvasArea) => {
    const middle = height / 2;
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    for (const [dash, y] of [
      [[], middle],
      [[3, 3], middle - reach(100, height)],
      [[3, 3], middle + reach(100, height)],
    ] as const) {
      context.setLineDash([...dash]);
      context.beginPath();
      context.moveTo(0, Math.round(y) + 0.5);
      context.lineTo(width, Math.round(y) + 0.5);
      context.stroke();
    }
    context.setLineDash([]);
  };

  const drawBand = ({ context, width, height, palette }: CanvasArea, place: BandPlace) => {
    const { on, widthsPercent, monoBelowHz } = settings();
    const percent = widthsPercent[place.index] ?? 100;
    const mono = monoBelowHz === null ? 0 : xOf(monoBelowHz) * width;
    const from = Math.max(place.left, mono) + 1;
    const span = Math.max(0, place.right - 1 - from);
    const half = reach(percent, height);
    const colour = on ? palette.accent : palette.faint;
    context.fillStyle = colour;
    context.globalAlpha = 0.25;
    context.fillRect(from, height / 2 - half, span, 2 * half);
    context.globalAlpha = 1;
    context.fillRect(from, height / 2 - half - 0.75, span, 1.5);
    context.fillRect(from, height / 2 + half - 0.75, span, 1.5);
    if (mono > place.left) {
      const end = Math.min(mono, place.right - 1);
      context.fillRect(place.left + 1, height / 2 - 1, Math.max(0, end - place.left - 1), 2);
    }
    if (span < 34) return;
    context.fillStyle = palette.text;
    context.font = '11px "Inter Variable", sans-serif';
    context.textAlign = 'center';
    context.fillText(`${fixed(percent, 0)} %`, from + span / 2, height / 2 + 4);
  };

  return (
    <BandPicture
      label="Stereo: width of each band over frequency"
      edgeKeys={EDGE_KEYS}
      edgesHz={settings().edgesHz}
      depends={settings}
      drawUnder={drawUnder}
      drawBand={drawBand}
    />
  );
}
