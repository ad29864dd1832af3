// The panel of one stage of a strip, from the parameter table: a switch, its
// name, what it is doing, a reset, the usual controls, and the rest under "More".
// A stage without a picture of its own is no more than lists of keys.
// Thread: main.

import { type JSX, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { Card, FoldButton } from '../ui/card';
import { foldState } from '../ui/folds';
import { Icon } from '../ui/icon';
import { ParamControls, type ParamItem } from '../ui/param-controls';

export interface StagePanelProps {
  strip: string;
  /** "Compressor": also how the names of its parameters begin. */
  title: string;
  /** "comp": how the keys of its parameters begin. */
  stage: string;
  /** The key that switches it. */
  shortcut?: string;
  /** Only its head while it is off, until it is unfolded. */
  folds?: boolean;
  says?: JSX.Element;
  items?: readonly ParamItem[];
  more?: readonly ParamItem[];
  /** Above the controls. */
  children?: JSX.Element;
}

export function StagePanel(props: StagePanelProps) {
  const studio = useStudio();
  const { stage, title } = props;
  const target = { strip: props.strip };
  const record = () => studio.records.strip(props.strip);
  const name = () => stripName(record());
  const label = () => `${name()} ${title.toLowerCase()}`;
  const on = () => studio.value({ target, key: `${stage}.on` }) >= 0.5;
  const isSet = (key: string) => record()?.params[key] !== undefined;
  const changed = () =>
    Object.keys(record()?.params ?? {}).some((key) => key.startsWith(`${stage}.`));
  const folded = foldState(props.folds ? `${stage} of the mix bus` : stage);
  const open = () => folded.open(!props.folds || on());

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
      tools={
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
      }
    >
      {props.children}
      <ParamControls target={target} owner={name} stage={title} items={props.items ?? []} />
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
              stage={title}
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
