// A reverb's picture and controls, but for those that every effect has.
// Thread: main.

import { createMemo, For } from 'solid-js';
import { useStudio } from '../app/studio';
import { reverbTailOf } from '../audio/return-effects';
import { stripColour } from '../document/records';
import type { ParamItem } from '../ui/param-controls';
import { EffectGroup } from './effect-group';
import { ReverbPicture } from './effect-picture';
import { EffectTimeNote, effectTime } from './effect-time';

const SPACE: readonly ParamItem[] = [
  { key: 'type' },
  { key: 'sizePercent' },
  { key: 'lateSharePercent' },
];
const SYNC: ParamItem = { key: 'tempoSync', label: 'sync' };
const FREE: readonly ParamItem[] = [SYNC, { key: 'preDelayMs' }];
const SYNCED: readonly ParamItem[] = [
  SYNC,
  { key: 'note', label: 'note' },
  { key: 'noteFeel', label: 'feel' },
];
const GROUPS: readonly { name: string; items: readonly ParamItem[] }[] = [
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
  const time = effectTime(studio, props.strip, 'reverb');
  const tail = createMemo(() => reverbTailOf(record()?.effect?.params ?? {}, time().ms));
  return (
    <>
      <ReverbPicture tail={tail()} colour={stripColour(record())} />
      <EffectGroup strip={props.strip} effect="reverb" name="Space" items={SPACE} />
      <EffectGroup
        strip={props.strip}
        effect="reverb"
        name="Pre-delay"
        items={time().synced ? SYNCED : FREE}
        note={<EffectTimeNote strip={props.strip} effect="reverb" time={time()} />}
      />
      <For each={GROUPS}>
        {({ name, items }) => (
          <EffectGroup strip={props.strip} effect="reverb" name={name} items={items} />
        )}
      </For>
    </>
  );
}
