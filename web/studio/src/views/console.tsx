// The console: a strip for every track, group and return, then the mix bus and
// the monitor, which stay in view.
// Thread: main.

import { createEffect, createMemo, For } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripOrder } from '../document/routing';
import { ActionButton } from '../ui/action-button';
import { Icon } from '../ui/icon';
import { MasterStrip } from './master-strip';
import { MonitorStrip } from './monitor-strip';
import { MOST_SEND_BARS } from './send-bars';
import { Strip } from './strip';

export function Console() {
  const studio = useStudio();
  const { routing } = studio.records;
  createEffect(() => {
    const selected = studio.selectedStrip();
    if (!selected) return;
    document.getElementById(`strip-${selected}`)?.scrollIntoView({
      block: 'nearest',
      inline: 'nearest',
    });
  });
  const ids = createMemo(
    () => {
      const { tracks, groups, returns } = stripOrder(routing);
      return [...tracks, ...groups, ...returns];
    },
    [],
    { equals: (a, b) => a.join('\n') === b.join('\n') },
  );
  // Room for the same number everywhere, so that all faders are of one length.
  const sendBars = createMemo(() =>
    Math.min(
      MOST_SEND_BARS,
      ids().reduce((most, id) => Math.max(most, studio.records.strip(id)?.sends.length ?? 0), 0),
    ),
  );
  return (
    <section class="console" aria-label="Console">
      <ul class="strips" aria-label="Strips" style={{ '--send-bars': sendBars() }}>
        <For each={ids()}>{(id) => <Strip strip={id} />}</For>
        <li class="add-bus">
          <ActionButton action="bus.addGroup" class="quiet small">
            <Icon name="plus" />
            <span>Group</span>
          </ActionButton>
          <ActionButton action="bus.addReverb" class="quiet small">
            <Icon name="plus" />
            <span>Reverb</span>
          </ActionButton>
          <ActionButton action="bus.addDelay" class="quiet small">
            <Icon name="plus" />
            <span>Delay</span>
          </ActionButton>
          <ActionButton action="bus.addReturn" class="quiet small">
            <Icon name="plus" />
            <span>Return</span>
          </ActionButton>
        </li>
      </ul>
      <MasterStrip />
      <MonitorStrip />
    </section>
  );
}
