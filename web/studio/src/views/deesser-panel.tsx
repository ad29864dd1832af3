// The de-esser: the band it works on, what it has just been doing, and its
// numbers.
// Thread: main.

import { createMemo } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { deEsserOf, describeDeEsser } from '../audio/deesser';
import { stripColour } from '../document/records';
import type { ParamItem } from '../ui/param-controls';
import { DeEsserCurve } from './deesser-curve';
import { followReduction } from './heard-reduction';
import { ReductionBar } from './reduction-bar';
import { StagePanel } from './stage-panel';
import { stripMeter } from './strip';

const MORE: readonly ParamItem[] = [
  { key: 'deesser.attackMs' },
  { key: 'deesser.releaseMs' },
  { key: 'deesser.lookAheadMs' },
  { key: 'deesser.split', label: 'band alone' },
];

export function DeEsserPanel(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.strip(props.strip);
  const settings = createMemo(() => deEsserOf(record()?.params ?? {}));
  const reductionDb = (frame: Frame) =>
    stripMeter(studio, props.strip, frame)?.deEsserReductionDb ?? null;
  const heard = followReduction(() => settings().on, reductionDb);
  const items: readonly ParamItem[] = [
    { key: 'deesser.freqHz' },
    { key: 'deesser.thresholdDb' },
    { key: 'deesser.rangeDb' },
    { key: 'deesser.shape' },
    {
      key: 'deesser.widthOct',
      idle: () => (settings().shape === 'band' ? null : 'a shelf has no width'),
    },
    { key: 'deesser.mode' },
  ];
  return (
    <StagePanel
      strip={props.strip}
      stage="deesser"
      says={describeDeEsser(settings(), heard())}
      items={items}
      more={MORE}
      picture={
        <div class="stage-picture">
          <DeEsserCurve
            settings={settings()}
            colour={stripColour(record())}
            read={(frame) => reductionDb(frame) ?? 0}
          />
          <ReductionBar
            label="Gain reduction of the de-esser"
            rangeDb={Math.max(1, settings().rangeDb)}
            read={(frame) => reductionDb(frame) ?? 0}
          />
        </div>
      }
    />
  );
}
