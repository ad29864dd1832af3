// The inspector: everything of the selected strip, or of the mix bus.
// Thread: main.

import { Match, Show, Switch } from 'solid-js';
import { useStudio } from '../app/studio';
import { AutomationPanel } from './automation-panel';
import { EffectPanel } from './effect-panel';
import { MasterPanel } from './master-panel';
import { MeterPanel } from './meter-panel';
import { SendsPanel } from './sends-panel';
import { StripHead } from './strip-head';
import { StripStages } from './strip-stages';
import { TrimPanel } from './trim-panel';

export function Inspector() {
  const studio = useStudio();
  const selection = () => {
    // On a narrow screen the mix bus is on the master's page.
    if (studio.screen.narrow()) return studio.lastStrip();
    return studio.selection();
  };
  return (
    <aside class="inspector" aria-label="Inspector">
      <Switch fallback={<p class="inspector-empty muted">Select a strip to see what it does.</p>}>
        <Match when={selection() === 'master'}>
          <MasterPanel />
        </Match>
        <Match when={selection()}>
          {(strip) => (
            // A strip's panels hold measurements of their own, so another strip gets new ones.
            <Show when={strip()} keyed>
              {(id) => (
                <>
                  <StripHead strip={id} />
                  <Show when={studio.records.bus(id)?.use === 'return'}>
                    <EffectPanel strip={id} />
                  </Show>
                  <TrimPanel strip={id} />
                  <StripStages strip={id} />
                  <SendsPanel strip={id} />
                  <MeterPanel strip={id} />
                  <AutomationPanel strip={id} />
                </>
              )}
            </Show>
          )}
        </Match>
      </Switch>
    </aside>
  );
}
