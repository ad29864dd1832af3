// Controls made from the parameter table: of a list of keys, each number is a
// number to turn, each switch a toggle, each choice a list, with name, unit,
// range and default from its row.
// Thread: main.

import { For, Match, Show, Switch } from 'solid-js';
import { useStudio } from '../app/studio';
import { type DocumentTarget, specOf } from '../document/params';
import { Choice } from './choice';
import { type ControlModel, paramModel, reset } from './control-model';
import { NumberField } from './number-field';
import { Toggle } from './toggle';

export interface ParamItem {
  key: string;
  /** What stands under the control; by default the row's name without the stage's. */
  label?: string;
  /** Why it has no part in the sound now; a dash stands in its place. Tracked. */
  idle?: () => string | null;
}

export interface ParamOwner {
  target: DocumentTarget;
  /** "Kick": goes before each control's name. Tracked. */
  owner: () => string;
  /** "Compressor": how the names of its rows begin. */
  stage: string;
}

function labelOf(item: ParamItem, name: string, stage: string): string {
  if (item.label) return item.label;
  return name.startsWith(`${stage} `) ? name.slice(stage.length + 1) : name;
}

export function ParamControl(props: ParamOwner & { item: ParamItem }) {
  const studio = useStudio();
  const { target, item } = props;
  const spec = specOf({ target, key: item.key });
  const model = paramModel(studio, { target, key: item.key }, () => props.owner());
  const label = labelOf(item, spec.name, props.stage);
  const why = () => item.idle?.() ?? null;
  return (
    <Switch>
      <Match when={why() !== null}>
        <div class="number-field idle" title={`${model.name()}: ${why()}`}>
          <span class="number-value">–</span>
          <span class="number-label">{label}</span>
        </div>
      </Match>
      <Match when={spec.kind === 'choice'}>
        <Choice model={model} label={label} />
      </Match>
      <Match when={spec.kind === 'switch'}>
        <ParamToggle
          model={model}
          label={label}
          press={() => studio.change('param.toggle', { target, key: item.key })}
        />
      </Match>
      <Match when={spec.kind === 'number'}>
        <NumberField model={model} label={label} />
      </Match>
    </Switch>
  );
}

function ParamToggle(props: { model: ControlModel; label: string; press: () => void }) {
  const on = () => props.model.value() >= 0.5;
  return (
    <div class="switch-field">
      <Toggle
        label={props.model.name()}
        class="wide-toggle"
        on={on()}
        press={props.press}
        reset={() => reset(props.model)}
      >
        {on() ? 'on' : 'off'}
      </Toggle>
      <span class="number-label" aria-hidden="true">
        {props.label}
      </span>
    </div>
  );
}

export interface ParamControlsProps extends ParamOwner {
  items: readonly ParamItem[];
  class?: string;
}

export function ParamControls(props: ParamControlsProps) {
  return (
    <Show when={props.items.length > 0}>
      <div class={`numbers ${props.class ?? ''}`}>
        <For each={props.items}>
          {(item) => (
            <ParamControl
              target={props.target}
              owner={props.owner}
              stage={props.stage}
              item={item}
            />
          )}
        </For>
      </div>
    </Show>
  );
}
