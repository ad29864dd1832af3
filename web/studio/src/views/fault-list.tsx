// Messages: what went wrong, and what to do about it.
// Thread: main.

import { For } from 'solid-js';
import { useStudio } from '../app/studio';
import { Icon } from '../ui/icon';

export function FaultList() {
  const studio = useStudio();
  return (
    <section class="faults" aria-label="Messages">
      <For each={studio.faults.list()}>
        {(fault) => (
          <div
            class="fault"
            data-kind={fault.kind}
            role={fault.kind === 'fault' ? 'alert' : 'status'}
          >
            <Icon name={fault.kind === 'fault' ? 'warning' : 'check'} />
            <p>
              <strong>{fault.message}</strong> <span>{fault.remedy}</span>
            </p>
            <button
              type="button"
              class="button quiet square"
              aria-label="Dismiss"
              title="Dismiss"
              onClick={() => studio.faults.dismiss(fault.id)}
            >
              <Icon name="close" />
            </button>
          </div>
        )}
      </For>
    </section>
  );
}
