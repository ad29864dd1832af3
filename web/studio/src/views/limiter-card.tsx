// The end of the master: drive into the limiter, its ceiling and manner, and the trim.
// Thread: main.

import { Show, untrack } from 'solid-js';
import { useStudio } from '../app/studio';
import { RecentDb } from '../audio/recent-db';
import { ReductionHistory } from '../audio/reduction-history';
import { formatDb } from '../params/format';
import { Card } from '../ui/card';
import { paramModel } from '../ui/control-model';
import { foldState } from '../ui/folds';
import { NumberField } from '../ui/number-field';
import { ParamControl, ParamControls, type ParamItem } from '../ui/param-controls';
import { Toggle } from '../ui/toggle';
import { followHeard } from './heard-reduction';
import { LimiterGraph } from './limiter-graph';
import { ListenMenu } from './listen-menu';

const MORE: readonly ParamItem[] = [
  { key: 'limiter.lookAheadMs', label: 'look-ahead' },
  { key: 'limiter.autoRelease', label: 'auto release' },
  { key: 'limiter.transientLinkPercent', label: 'link hits' },
  { key: 'limiter.releaseLinkPercent', label: 'link release' },
];

export function LimiterCard() {
  const studio = useStudio();
  const value = (key: string) => studio.value({ target: 'master', key });
  const model = (key: string) => paramModel(studio, { target: 'master', key });
  const on = () => value('limiter.on') >= 0.5;
  const folded = foldState('master limiter');
  const open = () => folded.open(studio.screen.roomy());
  const heard = followHeard(
    { taken: new ReductionHistory(), peaks: new RecentDb() },
    () => true,
    ({ taken, peaks }, _frame, { limiterReductionDb, outputPeakDb }) => {
      taken.add(on() ? limiterReductionDb : 0);
      peaks.add(Math.max(...outputPeakDb));
    },
  );
  const says = () => {
    if (!on()) return 'off';
    const { taken } = heard();
    const took = taken.says ? taken.describe() : null;
    return took ?? `never over ${formatDb(value('limiter.ceilingDbtp'), 'dBTP')}`;
  };
  const { taken, peaks } = untrack(heard);
  return (
    <Card
      class="stage-card stage-limiter"
      title="Limiter"
      switch={{
        label: 'Limiter',
        on: on(),
        press: () => studio.change('param.toggle', { target: 'master', key: 'limiter.on' }),
      }}
      fold={{
        label: 'Limiter controls',
        open: open(),
        press: () => folded.set(!open()),
      }}
      says={says()}
      saysBelow
      tools={
        <Show when={on()}>
          <ListenMenu place={{ master: 'limiter' }} label="Listen to master limiter" />
        </Show>
      }
      always={
        <>
          <LimiterGraph
            taken={taken}
            peaks={peaks}
            ceilingDb={value('limiter.ceilingDbtp') + value('trimDb')}
            on={on()}
          />
          <div class="numbers">
            <NumberField model={model('driveDb')} label="drive" />
            <NumberField model={model('limiter.ceilingDbtp')} label="ceiling" />
            <NumberField model={model('limiter.releaseMs')} label="release" />
            <ParamControl
              target="master"
              owner={() => ''}
              stage="Limiter"
              item={{ key: 'limiter.character' }}
            />
            <NumberField model={model('trimDb')} label="trim" />
            <div class="switch-field">
              <Toggle
                class="wide-toggle"
                label="Listen at unity gain"
                title="Takes the drive off again on the way to your loudspeakers, so that louder does not sound better; the export keeps it"
                on={studio.monitor.get('unity') >= 0.5}
                press={() => studio.monitor.toggle('unity')}
              >
                Unity
              </Toggle>
              <span class="number-label" aria-hidden="true">
                listen
              </span>
            </div>
          </div>
        </>
      }
    >
      <ParamControls target="master" owner={() => ''} stage="Limiter" items={MORE} class="roomy" />
    </Card>
  );
}
