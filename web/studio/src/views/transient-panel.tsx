// The transient shaper: what it makes of a hit, and its numbers.
// Thread: main.

import { createMemo } from 'solid-js';
import { useStudio } from '../app/studio';
import {
  describeTransient,
  HIT,
  hitLevelsDb,
  type TransientSettings,
  transientGainsDb,
  transientOf,
} from '../audio/transient';
import { stripColour } from '../document/records';
import { Canvas, type CanvasArea } from '../ui/canvas';
import type { ParamItem } from '../ui/param-controls';
import { StagePanel } from './stage-panel';

const ITEMS: readonly ParamItem[] = [
  { key: 'transient.attackDb' },
  { key: 'transient.sustainDb' },
  { key: 'transient.mixPercent' },
  { key: 'transient.attackMs' },
  { key: 'transient.sustainMs' },
  { key: 'transient.outputDb' },
];
const MORE: readonly ParamItem[] = [{ key: 'transient.focusHz', label: 'listens above' }];

export function TransientPanel(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.strip(props.strip);
  const settings = createMemo(() => transientOf(record()?.params ?? {}));
  return (
    <StagePanel
      strip={props.strip}
      names="Transient"
      stage="transient"
      says={describeTransient(settings())}
      items={ITEMS}
      more={MORE}
      picture={
        <div class="stage-picture">
          <HitPicture settings={settings()} colour={stripColour(record())} />
        </div>
      }
    />
  );
}

const STEP_MS = 1;
const LENGTH_MS = 400;
const HIT_MS = 50;
/** The bed and the peak, each shaped by as much as a gain may be. */
const LOWEST_DB = HIT.bedDb - 6;
const HIGHEST_DB = HIT.peakDb + 15;
const LEVELS_DB = hitLevelsDb(STEP_MS, LENGTH_MS, HIT_MS);

/** A hit's level over 0.4 s, as it comes (the area) and as it goes (the line). */
function HitPicture(props: { settings: TransientSettings; colour: string }) {
  const draw = ({ context, width, height, palette }: CanvasArea) => {
    const { settings } = props;
    const gainsDb = transientGainsDb(settings, LEVELS_DB, STEP_MS);
    const y = (db: number) => ((HIGHEST_DB - db) / (HIGHEST_DB - LOWEST_DB)) * height;
    const trace = (levelAt: (index: number) => number) => {
      context.beginPath();
      for (const index of LEVELS_DB.keys()) {
        context.lineTo((index / (LEVELS_DB.length - 1)) * width, y(levelAt(index)));
      }
    };
    trace((index) => LEVELS_DB[index] ?? 0);
    context.lineTo(width, height);
    context.lineTo(0, height);
    context.fillStyle = palette.line;
    context.fill();
    trace((index) => (LEVELS_DB[index] ?? 0) + (gainsDb[index] ?? 0));
    context.strokeStyle = settings.on ? props.colour : palette.faint;
    context.lineWidth = 2;
    context.stroke();
  };
  return (
    <Canvas
      class="stage-curve"
      label="A hit's level over 0.4 seconds, as it comes and as it is shaped"
      depends={() => [props.settings, props.colour]}
      draw={draw}
    />
  );
}
