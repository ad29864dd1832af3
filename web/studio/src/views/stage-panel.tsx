// The panel of one stage of a strip, from the parameter table: a switch, its
// name, what it is doing, a reset, the usual controls, and the rest under "More".
// A stage without a picture of its own is no more than lists of keys.
// Thread: main.

import type { StageKey } from '@lathe/worklet/client/studio-engine';
import type { KeyedStage } from '@lathe/worklet/session/session-document';
import { type JSX, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { MIX_BUS, stripName } from '../document/records';
import { Card, FoldButton } from '../ui/card';
import { foldState } from '../ui/folds';
import { Icon } from '../ui/icon';
import { ParamControls, type ParamItem } from '../ui/param-controls';
import { KeySource } from './key-source';
import { ListenMenu } from './listen-menu';
import { STAGE_NAMES } from './stage-names';

export interface StagePanelProps {
  strip: string;
  /** How the keys of its parameters begin. */
  stage: StageKey;
  /** How the names of its parameters begin; by default its own name. */
  names?: string;
  /** The key that switches it. */
  shortcut?: string;
  /** Also while it is off; else that leaves only its head until it is unfolded. */
  staysOpen?: boolean;
  says?: JSX.Element;
  items?: readonly ParamItem[];
  more?: readonly ParamItem[];
  /** Beside the controls. */
  picture?: JSX.Element;
  /** Its detector can hear another strip. */
  keyed?: KeyedStage;
  /** Above the controls. */
  children?: JSX.Element;
}

export function StagePanel(props: StagePanelProps) {
  const studio = useStudio();
  const { stage } = props;
  const title = STAGE_NAMES[stage];
  const names = props.names ?? title;
  const target = { strip: props.strip };
  const record = () => studio.records.strip(props.strip);
  const name = () => stripName(record());
  const label = () => `${name()} ${title.toLowerCase()}`;
  const on = () => studio.value({ target, key: `${stage}.on` }) >= 0.5;
  const isSet = (key: string) => record()?.params[key] !== undefined;
  const changed = () =>
    Object.keys(record()?.params ?? {}).some((key) => key.startsWith(`${stage}.`));
  const folded = foldState(props.strip === MIX_BUS ? `${stage} of the mix bus` : stage);
  const open = () => folded.open(props.staysOpen || on());

  return (
    <Card
      title={title}
      switch={{
        label: label(),
        on: on(),
        press: () => studio.change('param.toggle', { target, key: `${stage}.on` }),
        title: `${title} on or off${props.shortcut ? ` (${props.shortcut})` : ''}`,
      }}
      fold={{ label: `${label()} controls`, open: open(), press: () => folded.set(!open()) }}
      says={props.says}
      saysBelow={on()}
      tools={
        <>
          <Show when={on()}>
            <ListenMenu place={{ strip: props.strip, stage }} label={`Listen to ${label()}`} />
          </Show>
          <Show when={changed()}>
            <button
              type="button"
              class="button quiet square small"
              aria-label={`Reset ${label()}`}
              title={`Reset the ${title.toLowerCase()}`}
              onClick={() => studio.change('param.reset', { target, prefix: `${stage}.` })}
            >
              <Icon name="reset" />
            </button>
          </Show>
        </>
      }
    >
      {props.children}
      <div class="stage-body" classList={{ pictured: props.picture !== undefined }}>
        {props.picture}
        <ParamControls target={target} owner={name} stage={names} items={props.items ?? []} />
      </div>
      <Show when={props.keyed}>{(stage) => <KeySource strip={props.strip} stage={stage()} />}</Show>
      <Show when={props.more}>
        {(items) => (
          <More
            name={stage}
            label={`More of ${label()}`}
            set={items().filter(({ key }) => isSet(key)).length}
          >
            <ParamControls
              target={target}
              owner={name}
              stage={names}
              items={items()}
              class="roomy"
            />
          </More>
        )}
      </Show>
    </Card>
  );
}

interface MoreProps {
  name: string;
  label: string;
  /** How many of its controls are not at their default: said while they are out of sight. */
  set: number;
  children: JSX.Element;
}

function More(props: MoreProps) {
  const folded = foldState(`more of ${props.name}`);
  const open = () => folded.open(false);
  return (
    <div class="more" classList={{ open: open() }}>
      <FoldButton fold={{ label: props.label, open: open(), press: () => folded.set(!open()) }}>
        More
        <Show when={!open() && props.set > 0}>
          <span class="more-set">{props.set} set</span>
        </Show>
      </FoldButton>
      <Show when={open()}>{props.children}</Show>
    </div>
  );
}
