// How a stage is heard by itself: a small menu in its panel's head.
// Thread: main.

import { type ListenModeName, type ListenPlace, listenModes } from '../app/stage-listening';
import { useStudio } from '../app/studio';
import { type MenuEntry, MenuSelect } from '../ui/menu-select';

/** Short enough for the head, where the one that is heard is shown. */
const MODE_NAMES: Readonly<Record<ListenModeName, string>> = {
  bypass: 'Without',
  delta: 'Change',
  key: 'Key',
};

const MODE_HINTS: Readonly<Record<ListenModeName, string>> = {
  bypass: 'everything without this stage, equally loud',
  delta: 'only what this stage changes',
  key: 'what its detector hears',
};

export function ListenMenu(props: { place: ListenPlace; label: string }) {
  const studio = useStudio();
  const mode = () => studio.stageListening.modeOf(props.place);
  const entries = (): readonly MenuEntry[] => [
    { value: '', label: mode() ? 'Off' : 'Listen' },
    ...listenModes(props.place).map((value) => ({ value, label: MODE_NAMES[value] })),
  ];
  const hint = () =>
    listenModes(props.place)
      .map((each) => `${MODE_NAMES[each]}: ${MODE_HINTS[each]}`)
      .join('\n');
  return (
    <MenuSelect
      class={`listen-menu ${mode() ? 'heard' : ''}`}
      label={props.label}
      title={`${props.label}\n${hint()}`}
      value={mode() ?? ''}
      entries={entries()}
      choose={(value) => {
        if (value === '') studio.stageListening.clear();
        else studio.stageListening.set(props.place, value as ListenModeName);
      }}
    />
  );
}
