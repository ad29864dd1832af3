// The console: a strip for every track, then the mix bus and the monitor, which
// stay in view.
// Thread: main.

import { createEffect, For } from 'solid-js';
import { useStudio } from '../app/studio';
import { MasterStrip } from './master-strip';
import { MonitorStrip } from './monitor-strip';
import { Strip } from './strip';

export function Console() {
  const studio = useStudio();
  createEffect(() => {
    const selected = studio.selectedTrack();
    if (!selected) return;
    document.getElementById(`strip-${selected}`)?.scrollIntoView({
      block: 'nearest',
      inline: 'nearest',
    });
  });
  return (
    <section class="console" aria-label="Console">
      <ul class="strips" aria-label="Strips">
        <For each={studio.records.session().trackIds}>{(id) => <Strip track={id} />}</For>
      </ul>
      <MasterStrip />
      <MonitorStrip />
    </section>
  );
}
