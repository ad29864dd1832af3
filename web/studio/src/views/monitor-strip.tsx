// The monitor: how loud it is heard here, dim, mono, mute, how solo is heard, and
// the lamp of the safety limiter. None of it is in the mix.
// Thread: main.

import type { SoloModeName } from '@lathe/worklet/client/studio-engine';
import { For, onCleanup, onMount } from 'solid-js';
import { useStudio } from '../app/studio';
import { Card } from '../ui/card';
import { paramModel } from '../ui/control-model';
import { Fader } from '../ui/fader';
import { NumberField } from '../ui/number-field';
import { SelectField } from '../ui/select-field';
import { Toggle } from '../ui/toggle';

const SWITCHES = [
  { key: 'dimOn', label: 'Dim', shortcut: 'D' },
  { key: 'mono', label: 'Mono', shortcut: 'O' },
  { key: 'mute', label: 'Mute monitor', shortcut: 'Shift M', text: 'Mute' },
] as const;

const SOLO_NAMES: Record<SoloModeName, string> = {
  inPlace: 'Solo',
  afterFader: 'AFL',
  preFader: 'PFL',
};

export function MonitorStrip() {
  const studio = useStudio();
  const volume = paramModel(studio, { target: 'monitor', key: 'volumeDb' });
  return (
    <div class="strip monitor-strip" role="group" aria-label="Monitor">
      <span class="strip-name as-text">Monitor</span>
      <SafetyLamp />
      <div class="monitor-switches">
        <MonitorSwitches />
        <SelectField
          name="Solo is heard"
          title="How soloed strips are heard: in place, silencing the rest; or instead of the mix, after their faders (AFL) or before them (PFL)"
          value={studio.solo.mode()}
          options={SOLO_NAMES}
          choose={(mode) => studio.solo.setMode(mode)}
        />
      </div>
      <div class="strip-level">
        <Fader model={volume} />
      </div>
    </div>
  );
}

/** The same without solo, for where the master is worked on. */
export function MonitorCard() {
  const studio = useStudio();
  const volume = paramModel(studio, { target: 'monitor', key: 'volumeDb' });
  return (
    <Card title="Monitor" says="heard here alone, in no file" tools={<SafetyLamp />}>
      <div class="numbers two">
        <NumberField model={volume} label="volume" />
        <MonitorSwitches />
      </div>
    </Card>
  );
}

function MonitorSwitches() {
  const { monitor } = useStudio();
  return (
    <For each={SWITCHES}>
      {(entry) => (
        <Toggle
          class="wide-toggle"
          label={entry.label}
          title={`${entry.label} (${entry.shortcut})`}
          on={monitor.get(entry.key) >= 0.5}
          press={() => monitor.toggle(entry.key)}
        >
          {'text' in entry ? entry.text : entry.label}
        </Toggle>
      )}
    </For>
  );
}

/** Stays lit long enough to be seen. */
const LIT_MS = 800;

function SafetyLamp() {
  const studio = useStudio();
  let lamp!: HTMLDivElement;
  onMount(() => {
    let litUntilMs = 0;
    onCleanup(
      studio.frames.add(({ levels, nowMs }) => {
        if (levels?.monitorLimiterActive) litUntilMs = nowMs + LIT_MS;
        const lit = nowMs < litUntilMs ? 'true' : 'false';
        if (lamp.dataset.lit !== lit) lamp.dataset.lit = lit;
      }),
    );
  });
  return (
    <div
      ref={lamp}
      class="safety-lamp"
      data-lit="false"
      title="Lights while the monitor's safety limiter holds the level down. It is never in the export."
    >
      <i aria-hidden="true" /> safety
    </div>
  );
}
