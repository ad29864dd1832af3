// The master's page: the whole song's loudness, the stages as the sound goes through
// them, and, beside them, the loudness that is wanted and where the master can go.
// Thread: main.

import { useStudio } from '../app/studio';
import { MIX_BUS } from '../document/records';
import { Choice } from '../ui/choice';
import { paramModel } from '../ui/control-model';
import { AutomationPanel } from './automation-panel';
import { DeliveryCard } from './delivery-card';
import { HeadTailCard } from './head-tail-card';
import { LimiterCard } from './limiter-card';
import { LoudnessCard } from './loudness-card';
import { MasterMeters } from './master-meters';
import { MixBusInserts } from './master-panel';
import { MasterStages } from './master-stages';
import { MonitorCard } from './monitor-strip';
import { ReferencesCard } from './references-card';
import { WholeSongCard } from './whole-song-card';

export function MasterPage() {
  return (
    <section class="master-page" aria-label="Master">
      <div class="master-main">
        <div class="master-stages">
          <WholeSongCard />
          <MasterStages />
          <LimiterCard />
          <HeadTailCard />
        </div>
        <MasterMeters />
        <div class="master-inserts" role="group" aria-label="Mix bus inserts and automation">
          <h2>
            Mix bus inserts <small>before the master</small>
          </h2>
          <MixBusInserts />
          <AutomationPanel strip={MIX_BUS} master />
        </div>
      </div>
      <aside class="master-side" aria-label="Loudness and delivery">
        <LoudnessCard />
        <MonitorCard />
        <DeliveryCard />
        <ReferencesCard />
        <MasterOrder />
      </aside>
    </section>
  );
}

function MasterOrder() {
  const studio = useStudio();
  return (
    <div class="stage-order">
      <Choice model={paramModel(studio, { target: 'master', key: 'order' })} label="Order" />
    </div>
  );
}
