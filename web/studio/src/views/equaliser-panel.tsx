// The equaliser: its curve with nodes to drag, and the chosen band's numbers.
// Thread: main.

import { createMemo, createSignal, For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { describeEqualiser, equaliserOf } from '../audio/equaliser';
import { stripName } from '../document/records';
import { Card } from '../ui/card';
import { Choice } from '../ui/choice';
import { paramModel } from '../ui/control-model';
import { Icon } from '../ui/icon';
import { NumberField } from '../ui/number-field';
import { Toggle } from '../ui/toggle';
import { EqualiserCurve } from './equaliser-curve';

/** Section names as in parameter keys, in the order of the curve. */
export const EQ_SECTIONS = [
  'highPass',
  'band1',
  'band2',
  'band3',
  'band4',
  'band5',
  'band6',
  'lowPass',
] as const;
export type EqSection = (typeof EQ_SECTIONS)[number];

export function sectionLabel(section: EqSection): string {
  if (section === 'highPass') return 'HP';
  if (section === 'lowPass') return 'LP';
  return section.slice(4);
}

export function sectionName(section: EqSection): string {
  if (section === 'highPass') return 'high-pass';
  if (section === 'lowPass') return 'low-pass';
  return `band ${section.slice(4)}`;
}

export function EqualiserPanel(props: { strip: string; folds?: boolean }) {
  const studio = useStudio();
  const target = { strip: props.strip };
  const [section, setSection] = createSignal<EqSection>('band2');
  const record = () => studio.records.strip(props.strip);
  const name = () => stripName(record());
  const settings = createMemo(() => equaliserOf(record()?.params ?? {}));
  const sectionOn = (which: EqSection) => studio.value({ target, key: `eq.${which}.on` }) >= 0.5;
  const changed = () => Object.keys(record()?.params ?? {}).some((key) => key.startsWith('eq.'));

  const toggleSection = (which: EqSection) => {
    setSection(which);
    studio.change('param.setMany', {
      target,
      values: {
        [`eq.${which}.on`]: sectionOn(which) ? 0 : 1,
        ...(sectionOn(which) ? {} : { 'eq.on': 1 }),
      },
    });
  };

  return (
    <Card
      folds={props.folds ?? false}
      title="Equaliser"
      switch={{
        label: `${name()} equaliser`,
        on: settings().on,
        press: () => studio.change('param.toggle', { target, key: 'eq.on' }),
        title: 'Equaliser on or off (E)',
      }}
      says={describeEqualiser(settings())}
      tools={
        <Show when={changed()}>
          <button
            type="button"
            class="button quiet square small"
            aria-label={`Reset ${name()} equaliser`}
            title="Reset the equaliser"
            onClick={() => studio.change('param.reset', { target, prefix: 'eq.' })}
          >
            <Icon name="reset" />
          </button>
        </Show>
      }
    >
      <EqualiserCurve
        strip={props.strip}
        settings={settings()}
        section={section()}
        choose={setSection}
      />
      <div class="sections-row">
        <div class="sections" role="group" aria-label="Equaliser sections">
          <For each={EQ_SECTIONS}>
            {(which) => (
              <button
                type="button"
                class="section"
                classList={{ on: sectionOn(which) }}
                aria-label={`Show ${name()} equaliser ${sectionName(which)}`}
                aria-pressed={section() === which}
                title={`${sectionName(which)}: double-click for on or off`}
                onClick={() => setSection(which)}
                onDblClick={() => toggleSection(which)}
              >
                {sectionLabel(which)}
              </button>
            )}
          </For>
        </div>
        <NumberField
          model={paramModel(studio, { target, key: 'eq.outputDb' }, name)}
          label="output"
        />
      </div>
      <Show when={section()} keyed>
        {(which) => {
          const isPass = which === 'highPass' || which === 'lowPass';
          const model = (field: string) =>
            paramModel(studio, { target, key: `eq.${which}.${field}` }, name);
          return (
            <div class="numbers band">
              <Toggle
                label={`${name()} ${isPass ? '' : 'equaliser '}${sectionName(which)} on`}
                class="wide-toggle"
                on={sectionOn(which)}
                press={() => toggleSection(which)}
              >
                {sectionOn(which) ? 'on' : 'off'}
              </Toggle>
              <NumberField model={model('freqHz')} label="freq" />
              <Show when={!isPass} fallback={<Choice model={model('slope')} label="slope" />}>
                <NumberField model={model('gainDb')} label="gain" />
              </Show>
              <NumberField model={model('q')} label="Q" />
              <Show when={!isPass}>
                <Choice model={model('type')} label="type" />
              </Show>
            </div>
          );
        }}
      </Show>
    </Card>
  );
}
