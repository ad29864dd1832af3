// The gate: what it does to level, what it has just been doing, and its numbers.
// Thread: main.

import { createMemo } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { describeGate, type GateSettings, gateOf, gateReductionDb } from '../audio/gate';
import { stripColour } from '../document/records';
import { Canvas, type CanvasArea } from '../ui/canvas';
import type { ParamItem } from '../ui/param-controls';
import { followReduction } from './heard-reduction';
import { drawLevelPlot } from './level-plot';
import { ReductionBar } from './reduction-bar';
import { StagePanel } from './stage-panel';
import { stripMeter } from './strip';

const MORE: readonly ParamItem[] = [
  { key: 'gate.lookAheadMs' },
  { key: 'gate.keyHighPassHz' },
  { key: 'gate.keyLowPassHz' },
];

export function GatePanel(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.strip(props.strip);
  const settings = createMemo(() => gateOf(record()?.params ?? {}));
  const reductionDb = (frame: Frame) =>
    stripMeter(studio, props.strip, frame)?.gateReductionDb ?? null;
  const heard = followReduction(() => settings().on, reductionDb);
  const notOfGate = () =>
    settings().mode === 'gate' ? 'a gate is open or closed: for expand and duck' : null;
  const items: readonly ParamItem[] = [
    { key: 'gate.mode' },
    { key: 'gate.thresholdDb' },
    { key: 'gate.rangeDb' },
    { key: 'gate.attackMs' },
    { key: 'gate.holdMs' },
    { key: 'gate.releaseMs' },
    { key: 'gate.ratio', idle: notOfGate },
    { key: 'gate.kneeDb', idle: notOfGate },
    { key: 'gate.hysteresisDb' },
  ];
  return (
    <StagePanel
      strip={props.strip}
      stage="gate"
      says={describeGate(settings(), heard())}
      items={items}
      more={MORE}
      keyed="gate"
      picture={
        <div class="stage-picture">
          <GateCurve settings={settings()} colour={stripColour(record())} />
          <ReductionBar
            label="Gain reduction of the gate"
            rangeDb={Math.max(1, settings().rangeDb)}
            read={(frame) => reductionDb(frame) ?? 0}
          />
        </div>
      }
    />
  );
}

const LOWEST_DB = -80;
const STEP_DB = 0.5;

/** Level out over level in; dashed on the way down, where the hysteresis makes that another. */
function GateCurve(props: { settings: GateSettings; colour: string }) {
  const draw = (area: CanvasArea) => {
    const { context, palette } = area;
    const { settings } = props;
    const { x, y } = drawLevelPlot(area, LOWEST_DB, 20);
    const trace = (wasOpen: boolean) => {
      context.beginPath();
      for (let db = LOWEST_DB; db <= 0; db += STEP_DB) {
        context.lineTo(x(db), y(db - gateReductionDb(settings, db, wasOpen)));
      }
      context.stroke();
    };
    context.strokeStyle = settings.on ? props.colour : palette.faint;
    context.lineWidth = 1;
    context.setLineDash([2, 2]);
    trace(true);
    context.setLineDash([]);
    context.lineWidth = 2;
    trace(false);
  };
  return (
    <Canvas
      class="stage-curve"
      label="Gate curve, level out over level in"
      depends={() => [props.settings, props.colour]}
      draw={draw}
    />
  );
}
