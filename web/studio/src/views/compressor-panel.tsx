// The compressor: what it does to level, what it has just been doing, and its
// numbers.
// Thread: main.

import { createMemo, untrack } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { compressorOf, describeCompressor } from '../audio/compressor';
import { specOf } from '../document/params';
import { stripColour } from '../document/records';
import type { ParamItem } from '../ui/param-controls';
import { CompressorCurve } from './compressor-curve';
import { followReduction } from './heard-reduction';
import { ReductionGraph } from './reduction-graph';
import { StagePanel } from './stage-panel';
import { stripMeter } from './strip';

const ITEMS: readonly ParamItem[] = [
  { key: 'comp.thresholdDb' },
  { key: 'comp.ratio' },
  { key: 'comp.attackMs' },
  { key: 'comp.releaseMs' },
  { key: 'comp.kneeDb' },
  { key: 'comp.makeUpDb' },
  { key: 'comp.mixPercent' },
  { key: 'comp.detector' },
];

export function CompressorPanel(props: { strip: string }) {
  const studio = useStudio();
  const target = { strip: props.strip };
  const record = () => studio.records.strip(props.strip);
  const settings = createMemo(() => compressorOf(record()?.params ?? {}));
  const meter = (frame: Frame) => stripMeter(studio, props.strip, frame);
  const heard = followReduction(
    () => settings().on,
    (frame) => meter(frame)?.gainReductionDb ?? null,
  );

  const detector = { target, key: 'comp.detector' };
  const rms = specOf(detector).choices.indexOf('rms');
  const more: readonly ParamItem[] = [
    { key: 'comp.rangeDb' },
    { key: 'comp.lookAheadMs' },
    {
      key: 'comp.linkPercent',
      idle: () => (record()?.channels === 2 ? null : 'a mono strip has one side'),
    },
    { key: 'comp.keyHighPassHz' },
    { key: 'comp.keyTiltDbPerOctave' },
    {
      key: 'comp.rmsWindowMs',
      idle: () => (studio.value(detector) === rms ? null : 'for the RMS detector'),
    },
    { key: 'comp.autoRelease', label: 'auto release' },
    { key: 'comp.autoMakeUp', label: 'auto make-up' },
  ];

  return (
    <StagePanel
      strip={props.strip}
      stage="comp"
      shortcut="C"
      says={describeCompressor(settings(), heard())}
      items={ITEMS}
      more={more}
      keyed="compressor"
    >
      <div class="comp-graphs">
        <CompressorCurve settings={settings()} colour={stripColour(record())} read={meter} />
        <ReductionGraph history={untrack(heard)} />
      </div>
    </StagePanel>
  );
}
