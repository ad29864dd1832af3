// One section of the equaliser: a pass filter, or a band with its dynamic part.
// Thread: main.

import { Show } from 'solid-js';
import { type Studio, useStudio } from '../app/studio';
import { type BandShape, hasGain, hasQ, slopeHasQ } from '../audio/filter-curve';
import { type DocumentTarget, specOf } from '../document/params';
import { stripName } from '../document/records';
import { keySource } from '../document/routing';
import { controlName, fixed, formatDb } from '../params/format';
import { ParamControl, ParamControls, type ParamItem } from '../ui/param-controls';
import { Toggle } from '../ui/toggle';
import { type EqSection, isPass, sectionTitle } from './equaliser-sections';

/** Switching a section on means wanting to hear it: the equaliser goes on with it. */
export function sectionSwitch(studio: Studio, target: DocumentTarget, section: EqSection) {
  const key = `eq.${section}.on`;
  const on = () => studio.value({ target, key }) >= 0.5;
  const press = () =>
    studio.change('param.setMany', {
      target,
      values: { [key]: on() ? 0 : 1, ...(on() ? {} : { 'eq.on': 1 }) },
    });
  return { on, press };
}

/** Why a control of a section has no part in the sound now; null where it has. Tracked. */
export function sectionIdle(
  studio: Studio,
  target: DocumentTarget,
  section: EqSection,
  field: string,
): string | null {
  const choice = (of: string) => {
    const ref = { target, key: `eq.${section}.${of}` };
    return specOf(ref).choices[studio.value(ref)] ?? '';
  };
  if (isPass(section)) {
    return field !== 'q' || slopeHasQ(Number(choice('slope'))) ? null : 'only 12 dB/oct has a Q';
  }
  const shape = choice('type') as BandShape;
  if (field === 'q') return hasQ(shape) ? null : 'a tilt has no Q';
  const ofGain = field === 'gainDb' || field.startsWith('dyn');
  return ofGain && !hasGain(shape) ? 'this type has no gain' : null;
}

export function EqualiserSection(props: { strip: string; section: EqSection }) {
  const studio = useStudio();
  const { section } = props;
  const target = { strip: props.strip };
  const owner = () => stripName(studio.records.strip(props.strip));
  const key = (field: string) => `eq.${section}.${field}`;
  const choice = (field: string) => {
    const ref = { target, key: key(field) };
    return specOf(ref).choices[studio.value(ref)] ?? '';
  };
  const { on, press } = sectionSwitch(studio, target, section);

  const idle = (field: string) => () => sectionIdle(studio, target, section, field);
  const passItems: readonly ParamItem[] = [
    { key: key('freqHz'), label: 'freq' },
    { key: key('slope') },
    { key: key('q'), idle: idle('q') },
  ];
  const shape = () => choice('type') as BandShape;
  const bandItems: readonly ParamItem[] = [
    { key: key('freqHz'), label: 'freq' },
    { key: key('gainDb'), idle: idle('gainDb') },
    { key: key('q'), idle: idle('q') },
    { key: key('type') },
  ];
  const pass = isPass(section);

  return (
    <>
      <div class={`numbers ${pass ? 'pass' : 'band'}`}>
        <Toggle
          label={controlName(owner(), specOf({ target, key: key('on') }))}
          class="wide-toggle"
          on={on()}
          press={press}
        >
          {on() ? 'on' : 'off'}
        </Toggle>
        {(pass ? passItems : bandItems).map((item) => (
          <ParamControl target={target} owner={owner} stage={sectionTitle(section)} item={item} />
        ))}
      </div>
      <Show when={!pass && hasGain(shape())}>
        <DynamicPart strip={props.strip} section={section} owner={owner} />
      </Show>
    </>
  );
}

function DynamicPart(props: { strip: string; section: EqSection; owner: () => string }) {
  const studio = useStudio();
  const target = { strip: props.strip };
  const key = (field: string) => `eq.${props.section}.${field}`;
  const value = (field: string) => studio.value({ target, key: key(field) });
  const on = () => value('dynOn') >= 0.5;
  const items: readonly ParamItem[] = [
    { key: key('dynGainDb'), label: 'dyn gain' },
    { key: key('dynActs') },
    { key: key('dynThresholdDb') },
    { key: key('dynRelative'), label: 'relative' },
    { key: key('dynRatio') },
    { key: key('dynAttackMs') },
    { key: key('dynReleaseMs') },
    { key: key('dynKey'), label: 'listens to' },
  ];

  /** Whom a band that listens to another strip hears. */
  const heard = () => {
    if (value('dynKey') < 0.5) return '';
    const from = keySource(studio.records.strip(props.strip), 'equaliser');
    return from === undefined
      ? ' of its own sound, until the equaliser below is told what to listen to'
      : ` of ${stripName(studio.records.strip(from))}`;
  };

  /** "−6.0 dB at most, above −30.0 dB". */
  const says = () => {
    if (!on()) return '';
    const gainDb =
      (value('dynGainDb') * studio.value({ target, key: 'eq.gainScalePercent' })) / 100;
    if (gainDb === 0) return 'set a dynamic gain';
    const signed = `${gainDb > 0 ? '+' : ''}${fixed(gainDb, 1)}`;
    const acts = value('dynActs') >= 0.5 ? 'below' : 'above';
    const than = value('dynRelative') >= 0.5 ? ' of the whole' : '';
    return `${signed} dB at most, ${acts} ${formatDb(value('dynThresholdDb'))}${than}${heard()}`;
  };

  return (
    <div class="dynamic" classList={{ open: on() }}>
      <div class="dynamic-head">
        <Toggle
          label={controlName(props.owner(), specOf({ target, key: key('dynOn') }))}
          class="wide-toggle"
          on={on()}
          press={() => studio.change('param.toggle', { target, key: key('dynOn') })}
        >
          Dynamic
        </Toggle>
        <span class="card-says">{says()}</span>
      </div>
      <Show when={on()}>
        <ParamControls
          target={target}
          owner={props.owner}
          stage={sectionTitle(props.section)}
          items={items}
        />
      </Show>
    </div>
  );
}
