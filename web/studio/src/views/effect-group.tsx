// A group of an effect's controls under its name, with a word on what they come to.
// Thread: main.

import type { EffectKind } from '@lathe/worklet/session/session-document';
import { type JSX, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { ParamControls, type ParamItem } from '../ui/param-controls';

/** As in menus; also how the names of their parameters begin. */
export const EFFECT_NAMES: Readonly<Record<EffectKind, string>> = {
  reverb: 'Reverb',
  delay: 'Delay',
};

export interface EffectGroupProps {
  /** Id of the return. */
  strip: string;
  effect: EffectKind;
  name: string;
  items: readonly ParamItem[];
  /** Beside the name. */
  note?: JSX.Element;
}

export function EffectGroup(props: EffectGroupProps) {
  const studio = useStudio();
  const { strip, effect } = props;
  return (
    <section
      class="effect-group"
      aria-label={`${EFFECT_NAMES[effect]} ${props.name.toLowerCase()}`}
    >
      <header>
        <h4>{props.name}</h4>
        <Show when={props.note}>
          <div class="effect-note">{props.note}</div>
        </Show>
      </header>
      <ParamControls
        target={{ strip, effect }}
        owner={() => stripName(studio.records.strip(strip))}
        stage={EFFECT_NAMES[effect]}
        items={props.items}
      />
    </section>
  );
}
