// The compressor: what it does to level, what it has just been doing, and its
// numbers.
// Thread: main.

import { createMemo, createSignal, onCleanup, onMount } from 'solid-js';
import { useStudio } from '../app/studio';
import { compressorOf, describeCompressor, ReductionHistory } from '../audio/compressor';
import { specOf } from '../document/params';
import { stripColour } from '../document/records';
import type { ParamItem } from '../ui/param-controls';
import { CompressorCurve } from './compressor-curve';
import { ReductionGraph } from './reduction-graph';
import { StagePanel } from './stage-panel';
import { stripMeter } from './strip';

/** The sentence is read, not watched. */
const SENTENCE_EVERY_MS = 500;

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

export function CompressorPanel(props: { strip: string; folds?: boolean }) {
  const studio = useStudio();
  const target = { strip: props.strip };
  const record = () => studio.records.strip(props.strip);
  const settings = createMemo(() => compressorOf(record()?.params ?? {}));
  const history = new ReductionHistory();
  const [turn, setTurn] = createSignal(0);

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

  onMount(() => {
    let saidMs = 0;
    onCleanup(
      studio.frames.add((frame) => {
        if (!frame.levels?.playing || !settings().on) return;
        const meter = stripMeter(studio, props.strip, frame);
        if (meter) history.add(meter.gainReductionDb);
        if (frame.nowMs - saidMs < SENTENCE_EVERY_MS) return;
        saidMs = frame.nowMs;
        setTurn((value) => value + 1);
      }),
    );
  });
  const says = () => {
    turn();
    return describeCompressor(settings(), history);
  };

  return (
    <StagePanel
      strip={props.strip}
      title="Compressor"
      stage="comp"
      shortcut="C"
      folds={props.folds ?? false}
      says={says()}
      items={ITEMS}
      more={more}
    >
      <div class="comp-graphs">
        <CompressorCurve
          settings={settings()}
          colour={stripColour(record())}
          read={(frame) => stripMeter(studio, props.strip, frame)}
        />
        <ReductionGraph history={history} />
      </div>
    </StagePanel>
  );
}
