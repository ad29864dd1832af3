// The effect of a return: none, reverb or delay; a picture of what it does over
// time, and its parameters in groups as on a unit's front panel.
// Thread: main.

import type { EffectKind } from '@lathe/worklet/session/session-document';
import { createMemo, Match, Show, Switch } from 'solid-js';
import { useStudio } from '../app/studio';
import { specOf } from '../document/params';
import { stripName } from '../document/records';
import { formatValue } from '../params/format';
import { Card } from '../ui/card';
import { foldState } from '../ui/folds';
import { Icon } from '../ui/icon';
import { MenuSelect } from '../ui/menu-select';
import type { ParamItem } from '../ui/param-controls';
import { DelayControls } from './delay-controls';
import { EFFECT_NAMES, EffectGroup } from './effect-group';
import { effectTime, timeText } from './effect-time';
import { ReverbControls } from './reverb-controls';

const NONE = 'none';
const KINDS = Object.keys(EFFECT_NAMES) as EffectKind[];
const ENTRIES = [
  { value: NONE, label: 'None' },
  ...KINDS.map((value) => ({ value, label: EFFECT_NAMES[value] })),
];

/** What every effect ends in. */
const OUTPUT: readonly ParamItem[] = [
  { key: 'widthPercent' },
  { key: 'duckDb' },
  { key: 'duckReleaseMs', label: 'release' },
  { key: 'mixPercent' },
];

export function EffectPanel(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.bus(props.strip);
  const name = () => stripName(record());
  // By kind, so that the controls outlive each turn of theirs.
  const kind = createMemo(() => record()?.effect?.kind ?? null);
  const changed = () => Object.keys(record()?.effect?.params ?? {}).length > 0;
  const folded = foldState('effect');
  const open = () => folded.open(true);
  const fold = () => ({
    label: `${name()} effect controls`,
    open: open(),
    press: () => folded.set(!open()),
  });
  const reset = (effect: EffectKind) =>
    studio.change('param.reset', { target: { strip: props.strip, effect }, prefix: '' });
  return (
    <Card
      title="Effect"
      still={kind() !== null}
      {...(kind() === null ? {} : { fold: fold() })}
      says={<EffectSays strip={props.strip} kind={kind()} />}
      tools={
        <>
          <Show when={changed() ? kind() : null}>
            {(effect) => (
              <button
                type="button"
                class="button quiet square small"
                aria-label={`Reset ${name()} ${effect()}`}
                title={`Reset the ${effect()}`}
                onClick={() => reset(effect())}
              >
                <Icon name="reset" />
              </button>
            )}
          </Show>
          <MenuSelect
            label={`${name()} effect`}
            value={kind() ?? NONE}
            entries={ENTRIES}
            choose={(chosen) =>
              studio.change('effect.choose', {
                bus: props.strip,
                kind: KINDS.find((each) => each === chosen) ?? null,
              })
            }
          />
        </>
      }
    >
      <Switch>
        <Match when={kind() === 'reverb'}>
          <ReverbControls strip={props.strip} />
        </Match>
        <Match when={kind() === 'delay'}>
          <DelayControls strip={props.strip} />
        </Match>
      </Switch>
      <Show when={kind()} keyed>
        {(effect) => (
          <EffectGroup strip={props.strip} effect={effect} name="Output" items={OUTPUT} />
        )}
      </Show>
    </Card>
  );
}

/** "Plate, 1.80 s"; "375 ms, 30 % back". */
function EffectSays(props: { strip: string; kind: EffectKind | null }) {
  const studio = useStudio();
  const time = effectTime(studio, props.strip, 'delay');
  const text = (effect: EffectKind, key: string) => {
    const ref = { target: { strip: props.strip, effect }, key };
    return formatValue(specOf(ref), studio.value(ref));
  };
  return (
    <Switch fallback="passes on what it is sent">
      <Match when={props.kind === 'reverb'}>
        {text('reverb', 'type')}, {text('reverb', 'decaySeconds')}
      </Match>
      <Match when={props.kind === 'delay'}>
        {timeText(time().ms)}, {text('delay', 'feedbackPercent')} back
      </Match>
    </Switch>
  );
}
