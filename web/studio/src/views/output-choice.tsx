// Where a strip goes: the mix, a group, or a new group.
// Thread: main.

import { createMemo } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { canAddBus, possibleOutputs } from '../document/routing';
import { MenuSelect } from '../ui/menu-select';

const NEW_GROUP = 'new';

export function OutputChoice(props: { strip: string }) {
  const studio = useStudio();
  const { routing } = studio.records;
  const record = () => studio.records.strip(props.strip);
  // By name, so that the list is only made anew when what it says changes.
  const entries = createMemo(
    () => [
      ...possibleOutputs(routing, props.strip).map((bus) => ({
        value: bus.id,
        label: `→ ${stripName(bus)}`,
      })),
      ...(canAddBus(routing, 'group') ? [{ value: NEW_GROUP, label: 'New group…' }] : []),
    ],
    [],
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  return (
    <MenuSelect
      class="route"
      label={`${stripName(record())} output`}
      title={`Where ${stripName(record())} goes`}
      value={record()?.output ?? ''}
      entries={entries()}
      choose={(to) => {
        if (to === NEW_GROUP) studio.change('bus.add', { use: 'group', members: [props.strip] });
        else studio.change('strip.route', { strip: props.strip, to });
      }}
    />
  );
}
