// Saturation: its transfer curve and its numbers.
// Thread: main.

import { createMemo } from 'solid-js';
import { useStudio } from '../app/studio';
import {
  describeSaturation,
  type SaturationSettings,
  saturationOf,
  saturationTransfer,
} from '../audio/saturation';
import { stripColour } from '../document/records';
import { Canvas, type CanvasArea } from '../ui/canvas';
import type { ParamItem } from '../ui/param-controls';
import { StagePanel } from './stage-panel';

const ITEMS: readonly ParamItem[] = [
  { key: 'sat.character' },
  { key: 'sat.driveDb' },
  { key: 'sat.mixPercent' },
  { key: 'sat.biasPercent' },
  { key: 'sat.toneDb' },
  { key: 'sat.outputDb' },
];
const MORE: readonly ParamItem[] = [
  { key: 'sat.matched', label: 'same level' },
  { key: 'sat.keepLowsHz', label: 'spares below' },
];

export function SaturationPanel(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.strip(props.strip);
  const settings = createMemo(() => saturationOf(record()?.params ?? {}));
  return (
    <StagePanel
      strip={props.strip}
      stage="sat"
      says={describeSaturation(settings())}
      items={ITEMS}
      more={MORE}
      picture={
        <div class="stage-picture">
          <TransferCurve settings={settings()} colour={stripColour(record())} />
        </div>
      }
    />
  );
}

const POINTS = 120;

/** Sample out over sample in, from full scale to full scale. */
function TransferCurve(props: { settings: SaturationSettings; colour: string }) {
  const draw = ({ context, width, height, palette }: CanvasArea) => {
    const { settings } = props;
    const x = (sample: number) => ((sample + 1) / 2) * width;
    const y = (sample: number) => ((1 - sample) / 2) * height;
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(Math.round(x(0)) + 0.5, 0);
    context.lineTo(Math.round(x(0)) + 0.5, height);
    context.moveTo(0, Math.round(y(0)) + 0.5);
    context.lineTo(width, Math.round(y(0)) + 0.5);
    context.moveTo(0, height);
    context.lineTo(width, 0);
    context.stroke();
    const transfer = saturationTransfer(settings);
    context.strokeStyle = settings.on ? props.colour : palette.faint;
    context.lineWidth = 2;
    context.beginPath();
    for (let i = 0; i <= POINTS; ++i) {
      const input = (2 * i) / POINTS - 1;
      context.lineTo(x(input), y(transfer(input)));
    }
    context.stroke();
  };
  return (
    <Canvas
      class="stage-curve"
      label="Saturation curve, sample out over sample in"
      depends={() => [props.settings, props.colour]}
      draw={draw}
    />
  );
}
