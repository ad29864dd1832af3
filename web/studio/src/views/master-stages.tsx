// The stages of the master before its limiter, in the order of the sound, each a
// card of controls from the parameter table with what it is doing.
// Thread: main.

import type { MasterFrame } from '@lathe/worklet/client/studio-engine';
import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { fixed, formatDb } from '../params/format';
import { Card } from '../ui/card';
import { foldState } from '../ui/folds';
import { Icon } from '../ui/icon';
import { ParamControl, ParamControls, type ParamItem } from '../ui/param-controls';
import { BandSolos } from './band-solos';
import { followReduction } from './heard-reduction';
import { ListenMenu } from './listen-menu';
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
  const value = (key: string) => studio.value({ target: TARGET, key });
  const on = () => value(`${name}.on`) >= 0.5;
  const folded = foldState(`master ${name}`);
  const open = () => folded.open(on());
  const changed = () =>
    Object.keys(studio.records.master().params).some((key) => key.startsWith(`${name}.`));
  return (
    <Card
      title={stage.title}
      switch={{
        label: `Master ${stage.title.toLowerCase()}`,
        on: on(),
        press: () => studio.change('param.toggle', { target: TARGET, key: `${name}.on` }),
      }}
      fold={{
        label: `Master ${stage.title.toLowerCase()} controls`,
        open: open(),
        press: () => folded.set(!open()),
      }}
      says={<StageSays name={name} on={on()} />}
      tools={
        <>
          <Show when={on()}>
            <ListenMenu
              place={{ master: name }}
              label={`Listen to master ${stage.title.toLowerCase()}`}
            />
          </Show>
          <Show when={changed()}>
            <button
              type="button"
              class="button quiet square small"
              aria-label={`Reset master ${stage.title.toLowerCase()}`}
              title={`Reset the ${stage.title.toLowerCase()}`}
              onClick={() => studio.change('param.reset', { target: TARGET, prefix: `${name}.` })}
            >
              <Icon name="reset" />
            </button>
          </Show>
        </>
      }
    >
      <Controls items={stage.items} stage={stage.names} />
      <Show when={'bands' in stage ? stage : undefined}>
        {(banded) => <Bands name={name} stage={banded()} />}
      </Show>
    </Card>
  );
}

function Controls(props: { items: readonly ParamItem[]; stage: string }) {
  return <ParamControls target={TARGET} owner={none} stage={props.stage} items={props.items} />;
}

/** One band at a time, chosen by its number. */
function Bands(props: { name: MasterStage; stage: BandedStage }) {
  const studio = useStudio();
  const { name, stage } = props;
  const [section, setSection] = createSignal('band1');
  const value = (key: string) => studio.value({ target: TARGET, key });
  const shown = () => stage.bands.slice(0, stage.count?.(value) ?? stage.bands.length);
  const chosen = () => shown().find(({ key }) => key === section()) ?? shown()[0];
  const isOn = (key: string) => !stage.switched || value(`${name}.${key}.on`) >= 0.5;
  return (
    <>
      <div class="sections" role="group" aria-label={`Master ${stage.title.toLowerCase()} bands`}>
        <For each={shown()}>
          {({ key, label, title }) => (
            <button
              type="button"
              class="section"
              classList={{ on: isOn(key) }}
              aria-label={`Show master ${stage.title.toLowerCase()} ${title}`}
              aria-pressed={chosen()?.key === key}
              onClick={() => setSection(key)}
            >
              {label}
            </button>
          )}
        </For>
      </div>
      <Show when={name === 'multiband' && value('multiband.on') >= 0.5}>
        <BandSolos count={shown().length} />
      </Show>
      <Show when={chosen()} keyed>
        {({ key, names, items }) => (
          <div class="numbers">
            <Show when={stage.switched}>
              <ParamControl
                target={TARGET}
                owner={none}
                stage={names}
                item={{ key: `${name}.${key}.on` }}
              />
            </Show>
            <For each={items}>
              {(item) => (
                <ParamControl
                  target={TARGET}
                  owner={none}
                  stage={names}
                  item={{ ...item, key: `${name}.${key}.${item.key}` }}
                />
              )}
            </For>
          </div>
        )}
      </Show>
    </>
  );
}

/** What each tells of itself, dB but for the correlation. */
const READINGS: Partial<Record<MasterStage, (frame: MasterFrame) => number>> = {
  multiband: ({ multibandGainDb }) => Math.min(0, ...multibandGainDb),
  glue: ({ glueReductionDb }) => glueReductionDb,
  clipper: ({ clippedDb }) => -clippedDb,
};

function StageSays(props: { name: MasterStage; on: boolean }): JSX.Element {
  const read = READINGS[props.name];
  const heard = followReduction(
    () => props.on && read !== undefined,
    (frame) => (read && frame.levels ? read(frame.levels.master) : null),
  );
  const says = () => {
    if (!props.on) return 'off';
    if (!read) return '';
    const history = heard();
    return history.says ? `${formatDb(history.deepestDb())} at most` : 'nothing to do';
  };
  return (
    <Show when={props.name === 'stereo' && props.on} fallback={says()}>
      <Correlation />
    </Show>
  );
}

function Correlation() {
  const studio = useStudio();
  let text!: HTMLSpanElement;
  let shown = '';
  onMount(() => {
    onCleanup(
      studio.frames.add(({ levels }) => {
        const next = levels?.playing ? `correlation ${fixed(levels.master.correlation, 2)}` : '';
        if (next === shown) return;
        shown = next;
        text.textContent = next;
      }),
    );
  });
  return <span ref={text} />;
}
