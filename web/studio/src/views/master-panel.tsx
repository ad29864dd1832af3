// The mix bus beside the mix: the loudness that is wanted, its inserts, limiter and
// automation. The rest of the master has a page of its own.
// Thread: main.

import { MIX_BUS } from '../document/records';
import { ActionButton } from '../ui/action-button';
import { AutomationPanel } from './automation-panel';
import { LimiterCard } from './limiter-card';
import { LoudnessCard } from './loudness-card';
import { OutputCard } from './output-card';
import { StageOrder } from './stage-order';
import { StripStages } from './strip-stages';

export function MasterPanel() {
  return (
    <>
      <header class="inspector-head master">
        <div class="row">
          <h2>Mix bus</h2>
          <span class="muted route">→ Master, export, monitor</span>
          <ActionButton action="view.master" label="Open the master's page" class="small">
            Master
          </ActionButton>
        </div>
      </header>
      <LoudnessCard />
      <MixBusInserts />
      <LimiterCard />
      <AutomationPanel strip={MIX_BUS} master />
      <OutputCard />
    </>
  );
}

export function MixBusInserts() {
  return (
    <>
      <StageOrder strip={MIX_BUS} />
      <StripStages strip={MIX_BUS} />
    </>
  );
}
