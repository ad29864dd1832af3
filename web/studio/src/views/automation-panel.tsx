// Automation of the selected strip, or of the mix bus and the master: its lanes,
// and the parameters that can get one.
// Thread: main.

import { paramSpecs } from '@lathe/worklet/params/params.generated';
import { createMemo, For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { paramLabel } from '../document/actions/param-actions';
import { canBeAutomated, laneId } from '../document/automation';
import { type DocumentTarget, scopeOf } from '../document/params';
import type { BusRecord, LaneRecord } from '../document/records';
import { stripName } from '../document/records';
import { Card } from '../ui/card';
import { MenuSelect } from '../ui/menu-select';
import { AutomationLane } from './automation-lane';

/** What is moved most, first in the list. */
const FIRST = ['fader.gainDb', 'pan.position', 'mute', 'levelDb', 'driveDb', 'trimDb'];

export interface AutomationPanelProps {
  strip: string;
  /** With the mix bus stands the master. */
  master?: boolean;
}

export function AutomationPanel(props: AutomationPanelProps) {
  const studio = useStudio();
  const { records } = studio;
  const targets = createMemo((): DocumentTarget[] => [
    ...(props.master ? (['master', 'session'] as const) : []),
    { strip: props.strip },
    ...(records.strip(props.strip)?.sends ?? []).map(({ to }) => ({ strip: props.strip, to })),
    ...effectOf(records.bus(props.strip)),
  ]);
  const owns = ({ target }: LaneRecord) =>
    typeof target === 'string' ? props.master === true : target.strip === props.strip;
  const lanes = createMemo(() =>
    records.session().laneIds.filter((id) => {
      const lane = records.lane(id);
      return lane !== undefined && owns(lane);
    }),
  );
  const labelOf = (target: DocumentTarget, name: string) =>
    typeof target === 'object' && target.to !== undefined
      ? `${name} to ${stripName(records.strip(target.to))}`
      : name;
  const choices = createMemo(() => {
    const taken = new Set(lanes());
    const rank = (key: string) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
    return targets()
      .flatMap((target) =>
        paramSpecs(scopeOf(target))
          .filter(({ key }) => canBeAutomated({ target, key }) && !taken.has(laneId(target, key)))
          .map(({ key, name }) => ({ target, key, label: labelOf(target, name) })),
      )
      .sort((a, b) => rank(a.key) - rank(b.key));
  });
  const entries = createMemo(() => [
    { value: '', label: 'Automate…' },
    ...choices().map(({ target, key, label }) => ({ value: laneId(target, key), label })),
  ]);
  const owner = () => (props.master ? 'the mix bus' : stripName(records.strip(props.strip)));
  const says = () => {
    const count = lanes().length;
    return count === 0 ? 'nothing moves' : count === 1 ? '1 lane' : `${count} lanes`;
  };

  return (
    <Card title="Automation" says={says()} still={lanes().length > 0}>
      <Show when={lanes().length > 0}>
        <ul class="lanes" aria-label={`Automation of ${owner()}`}>
          <For each={lanes()}>
            {(id) => <Show when={records.lane(id)}>{(lane) => <Lane lane={lane()} />}</Show>}
          </For>
        </ul>
      </Show>
      <MenuSelect
        label={`Automate a parameter of ${owner()}`}
        value=""
        entries={entries()}
        choose={(value) => {
          const chosen = choices().find(({ target, key }) => laneId(target, key) === value);
          if (!chosen) return;
          const { target, key } = chosen;
          const now = studio.value({ target, key });
          studio.change('automation.put', { target, key, frame: 0, value: now });
        }}
      />
    </Card>
  );
}

function effectOf(bus: BusRecord | undefined): DocumentTarget[] {
  return bus?.effect ? [{ strip: bus.id, effect: bus.effect.kind }] : [];
}

function Lane(props: { lane: LaneRecord }) {
  const studio = useStudio();
  const { target, param: key } = props.lane;
  const name = () => {
    if (typeof target === 'object') studio.records.strip(target.strip);
    return paramLabel(studio.store, target, key);
  };
  return (
    <li class="lane">
      <div class="lane-name">
        <span>{name()}</span>
        <button
          type="button"
          class="button small"
          title={`Put a point into ${name()} at the playhead`}
          aria-label={`Put a point into ${name()} at the playhead`}
          onClick={() => {
            const frame = Math.round(studio.transport.playheadFrame);
            const value = studio.value({ target, key });
            studio.change('automation.put', { target, key, frame, value });
          }}
        >
          + point
        </button>
        <button
          type="button"
          class="button small"
          title={`Remove the automation of ${name()}`}
          aria-label={`Remove the automation of ${name()}`}
          onClick={() => studio.change('automation.clear', { target, key })}
        >
          Remove
        </button>
      </div>
      <AutomationLane lane={props.lane} name={name()} />
    </li>
  );
}
