// Sends: what a strip gives to groups and returns beside its output.
// Thread: main.

import { createMemo, For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { canAddBus, possibleSends } from '../document/routing';
import { formatDb } from '../params/format';
import { Card } from '../ui/card';
import { MenuSelect } from '../ui/menu-select';
import { SendRow } from './send-row';

/** With which effect; the empty one passes on what it is sent. */
const NEW_RETURNS = [
  { value: 'new reverb', label: 'New reverb…', effect: 'reverb' },
  { value: 'new delay', label: 'New delay…', effect: 'delay' },
  { value: 'new', label: 'New return…', effect: null },
] as const;
/** More than these are counted, not named. */
const MOST_NAMED = 2;

export function SendsPanel(props: { strip: string }) {
  const studio = useStudio();
  const { routing } = studio.records;
  const record = () => studio.records.strip(props.strip);
  const sends = createMemo(() => record()?.sends ?? []);
  // By id, so that a row outlives each turn of its level.
  const targets = createMemo(() => sends().map(({ to }) => to), [], {
    equals: (a, b) => a.join('\n') === b.join('\n'),
  });
  const entries = createMemo(
    () => [
      { value: '', label: 'Add a send…' },
      ...possibleSends(routing, props.strip)
        .filter(({ id }) => !targets().includes(id))
        .map((bus) => ({ value: bus.id, label: `to ${stripName(bus)}` })),
      ...(canAddBus(routing, 'return')
        ? NEW_RETURNS.map(({ value, label }) => ({ value, label }))
        : []),
    ],
    [],
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const says = () => {
    const count = sends().length;
    if (count === 0) return 'none';
    if (count > MOST_NAMED) return `to ${count} buses`;
    return targets()
      .map((to) => {
        const target = { strip: props.strip, to };
        const on = studio.value({ target, key: 'on' }) >= 0.5;
        const level = studio.value({ target, key: 'levelDb' });
        return `${stripName(studio.records.bus(to))} ${on ? formatDb(level) : 'off'}`;
      })
      .join(' · ');
  };
  return (
    <Card title="Sends" says={says()} still={sends().length > 0}>
      <Show when={sends().length > 0}>
        <ul class="sends" aria-label={`Sends of ${stripName(record())}`}>
          <For each={targets()}>{(to) => <SendRow strip={props.strip} to={to} />}</For>
        </ul>
      </Show>
      <MenuSelect
        label={`Add a send from ${stripName(record())}`}
        value=""
        entries={entries()}
        disabled={entries().length === 1}
        choose={(to) => {
          const made = NEW_RETURNS.find(({ value }) => value === to);
          if (made) {
            const args = { use: 'return', members: [props.strip] } as const;
            studio.change('bus.add', made.effect ? { ...args, effect: made.effect } : args);
          } else studio.change('send.add', { strip: props.strip, to });
        }}
      />
    </Card>
  );
}
