// The compressor: what it does to level, what it has just been doing, and its
// numbers.
// Thread: main.

import { createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { compressorOf, describeCompressor, ReductionHistory } from '../audio/compressor';
import { stripColour, stripName } from '../document/records';
import { Card } from '../ui/card';
import { Choice } from '../ui/choice';
import { paramModel } from '../ui/control-model';
import { Icon } from '../ui/icon';
import { NumberField } from '../ui/number-field';
import { CompressorCurve } from './compressor-curve';
import { ReductionGraph } from './reduction-graph';
import { stripMeter } from './strip';

/** The sentence is read, not watched. */
const SENTENCE_EVERY_MS = 500;

const FIELDS = [
  ['comp.thresholdDb', 'thresh'],
  ['comp.ratio', 'ratio'],
  ['comp.kneeDb', 'knee'],
  ['comp.attackMs', 'attack'],
  ['comp.releaseMs', 'release'],
  ['comp.makeUpDb', 'make-up'],
] as const;

export function CompressorPanel(props: { strip: string; folds?: boolean }) {
  const studio = useStudio();
  const target = { strip: props.strip };
  const record = () => studio.records.strip(props.strip);
  const name = () => stripName(record());
  const settings = createMemo(() => compressorOf(record()?.params ?? {}));
  const history = new ReductionHistory();
  const [turn, setTurn] = createSignal(0);
  const changed = () => Object.keys(record()?.params ?? {}).some((key) => key.startsWith('comp.'));

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
    <Card
      folds={props.folds ?? false}
      title="Compressor"
      switch={{
        label: `${name()} compressor`,
        on: settings().on,
        press: () => studio.change('param.toggle', { target, key: 'comp.on' }),
        title: 'Compressor on or off (C)',
      }}
      says={says()}
      tools={
        <Show when={changed()}>
          <button
            type="button"
            class="button quiet square small"
            aria-label={`Reset ${name()} compressor`}
            title="Reset the compressor"
            onClick={() => studio.change('param.reset', { target, prefix: 'comp.' })}
          >
            <Icon name="reset" />
          </button>
        </Show>
      }
    >
      <div class="comp-graphs">
        <CompressorCurve
          settings={settings()}
          colour={stripColour(record())}
          read={(frame) => stripMeter(studio, props.strip, frame)}
        />
        <ReductionGraph history={history} />
      </div>
      <div class="numbers">
        {FIELDS.map(([key, label]) => (
          <NumberField model={paramModel(studio, { target, key }, name)} label={label} />
        ))}
        <Choice
          model={paramModel(studio, { target, key: 'comp.detector' }, name)}
          label="detector"
        />
      </div>
    </Card>
  );
}
