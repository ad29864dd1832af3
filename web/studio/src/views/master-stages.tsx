// The stages of the master before its limiter, in the order of the sound, each a
// card with its picture, what it is doing, and its controls from the parameter
// table: the usual ones always, the rest under its name.
// Thread: main.

import { createSignal, For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useStudio } from '../app/studio';
import { Card } from '../ui/card';
import { foldState } from '../ui/folds';
import { Icon } from '../ui/icon';
import { ParamControls } from '../ui/param-controls';
import { BandSolos } from './band-solos';
import { ListenMenu } from './listen-menu';
import { BandChooser, BandControls, shownBands } from './master-bands';
import { MASTER_PICTURES, masterHistory } from './master-pictures';
import { MasterSays } from './master-says';
import {
  type BandedStage,
  MASTER_STAGES,
  type MasterStage,
  masterOrder,
  type PlainStage,
} from './master-stage-list';

const TARGET = 'master';
const none = () => '';

export function MasterStages() {
  const studio = useStudio();
  const order = () => masterOrder(studio.value({ target: TARGET, key: 'order' }));
  return (
    <For each={order()}>{(stage) => <StageCard stage={MASTER_STAGES[stage]} name={stage} />}</For>
  );
}

function StageCard(props: { name: MasterStage; stage: PlainStage | BandedStage }) {
  const studio = useStudio();
  const { name, stage } = props;
  const title = stage.title.toLowerCase();
  const banded = 'bands' in stage ? stage : undefined;
  const on = () => studio.value({ target: TARGET, key: `${name}.on` }) >= 0.5;
  const folded = foldState(`master ${name}`);
  const open = () => folded.open(studio.screen.roomy());
  const folds = stage.items.length > 0;
  const changed = () =>
    Object.keys(studio.records.master().params).some((key) => key.startsWith(`${name}.`));
  const value = (key: string) => studio.value({ target: TARGET, key });
  const [band, setBand] = createSignal('band1');
  const heard = masterHistory(name, on);
  return (
    <Card
      class={`stage-card stage-${name}`}
      title={stage.title}
      switch={{
        label: `Master ${title}`,
        on: on(),
        press: () => studio.change('param.toggle', { target: TARGET, key: `${name}.on` }),
      }}
      {...(folds
        ? {
            fold: {
              label: `Master ${title} controls`,
              open: open(),
              press: () => folded.set(!open()),
            },
          }
        : {})}
      says={<MasterSays name={name} on={on()} heard={heard} />}
      saysBelow
      tools={
        <>
          <Show when={on()}>
            <ListenMenu place={{ master: name }} label={`Listen to master ${title}`} />
          </Show>
          <Show when={changed()}>
            <button
              type="button"
              class="button quiet square small"
              aria-label={`Reset master ${title}`}
              title={`Reset the ${title}`}
              onClick={() => studio.change('param.reset', { target: TARGET, prefix: `${name}.` })}
            >
              <Icon name="reset" />
            </button>
          </Show>
        </>
      }
      always={
        <>
          <Dynamic component={MASTER_PICTURES[name]} heard={heard} band={band()} choose={setBand} />
          <Show when={banded}>
            {(stage) => (
              <>
                <BandChooser name={name} stage={stage()} band={band()} choose={setBand} />
                <Show when={name === 'multiband' && on()}>
                  <BandSolos count={shownBands(stage(), value).length} />
                </Show>
                <BandControls name={name} stage={stage()} band={band()} which="main" />
              </>
            )}
          </Show>
          <ParamControls target={TARGET} owner={none} stage={stage.names} items={stage.main} />
        </>
      }
    >
      <Show when={banded}>
        {(stage) => <BandControls name={name} stage={stage()} band={band()} which="items" />}
      </Show>
      <ParamControls
        target={TARGET}
        owner={none}
        stage={stage.names}
        items={stage.items}
        class="roomy"
      />
    </Card>
  );
}
