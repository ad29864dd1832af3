// A reverb's picture and controls, but for those that every effect has.
// Thread: main.

import { createMemo, For } from 'solid-js';
import { useStudio } from '../app/studio';
import { reverbTailOf } from '../audio/return-effects';
import { stripColour } from '../document/records';
import type { ParamItem } from '../ui/param-controls';
import { EffectGroup } from './effect-group';
import { ReverbPicture } from './effect-picture';

const GROUPS: readonly { name: string; items: readonly ParamItem[] }[] = [
  {
    name: 'Space',
    items: [
      { key: 'type' },
      { key: 'sizePercent' },
      { key: 'preDelayMs' },
      { key: 'lateSharePercent' },
    ],
  },
  {
    name: 'Decay',
    items: [
      { key: 'decaySeconds', label: 'T60' },
      { key: 'lowRatio', label: 'lows' },
      { key: 'highRatio', label: 'highs' },
      { key: 'dampingHz' },
    ],
  },
  {
    name: 'Texture and tone',
    items: [
      { key: 'diffusionPercent' },
      { key: 'modulationPercent', label: 'mod' },
      { key: 'modulationHz', label: 'mod rate' },
      { key: 'lowCutHz' },
      { key: 'highCutHz' },
    ],
  },
];

export function ReverbControls(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.bus(props.strip);
  const tail = createMemo(() => reverbTailOf(record()?.effect?.params ?? {}));
  return (
    <>
      <ReverbPicture tail={tail()} colour={stripColour(record())} />
      <For each={GROUPS}>
        {({ name, items }) => (
          <EffectGroup strip={props.strip} effect="reverb" name={name} items={items} />
        )}
      </For>
    </>
  );
}
