// What the strips' meters show, and the loudness of this one, on demand.
// Thread: main.

import type { ProbeFrame } from '@lathe/worklet/client/studio-engine';
import { For, Show } from 'solid-js';
import type { MeterKind } from '../app/metering';
import { useStudio } from '../app/studio';
import { VU_ZERO_DBFS } from '../audio/meter-ballistics';
import { stripName } from '../document/records';
import { Card } from '../ui/card';
import { SelectField } from '../ui/select-field';
import { Toggle } from '../ui/toggle';
import { LiveReadout } from './loudness-readout';

const KINDS: Record<MeterKind, string> = { peak: 'peak', vu: 'VU', rms: 'RMS' };
const PLACES = { post: 'after the fader', pre: 'before the fader' } as const;
const FIGURES: readonly { key: keyof ProbeFrame; label: string; unit: string }[] = [
  { key: 'momentaryLufs', label: 'momentary', unit: 'LUFS' },
  { key: 'shortTermLufs', label: 'short-term', unit: 'LUFS' },
  { key: 'integratedLufs', label: 'integrated', unit: 'LUFS' },
  { key: 'truePeakDbtp', label: 'true peak', unit: 'dBTP' },
];

export function MeterPanel(props: { strip: string }) {
  const studio = useStudio();
  const { metering } = studio;
  const name = () => stripName(studio.records.strip(props.strip));
  const measured = () => metering.probe() === props.strip;
  const says = () => {
    const overs = metering.overs(props.strip);
    const kind =
      metering.kind() === 'vu' ? `VU, 0 VU at ${VU_ZERO_DBFS} dBFS` : KINDS[metering.kind()];
    const shown = `${kind}, ${PLACES[metering.preFader() ? 'pre' : 'post']}`;
    return overs > 0
      ? `${shown} · over full scale ${overs === 1 ? 'once' : `${overs} times`}`
      : shown;
  };
  return (
    <Card title="Meter" still={measured()} says={says()}>
      <div class="numbers">
        <SelectField
          name="Strips' meters show"
          label="all meters"
          value={metering.kind()}
          options={KINDS}
          choose={(kind) => metering.setKind(kind)}
        />
        <SelectField
          name="Strips are metered"
          label="fader"
          value={metering.preFader() ? 'pre' : 'post'}
          options={{ post: 'post', pre: 'pre' }}
          choose={(place) => metering.setPreFader(place === 'pre')}
        />
        <Toggle
          class="wide-toggle"
          label={`Measure the loudness of ${name()}`}
          title="Loudness and true peak of this strip alone, from now on"
          on={measured()}
          press={() => metering.setProbe(measured() ? null : props.strip)}
        >
          Loudness
        </Toggle>
      </div>
      <Show when={measured()}>
        <div class="figures-grid pairs" role="group" aria-label={`Loudness of ${name()}`}>
          <For each={FIGURES}>
            {({ key, label, unit }) => (
              <LiveReadout
                read={(meters) => meters?.probe[key] ?? null}
                label={label}
                unit={unit}
              />
            )}
          </For>
        </div>
      </Show>
    </Card>
  );
}
