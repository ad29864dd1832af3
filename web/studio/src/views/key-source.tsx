// What a stage's detector hears: the strip's own sound, or another strip's.
// Thread: main.

import type { KeyedStage } from '@lathe/worklet/session/session-document';
import { createMemo } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { keySource, strips } from '../document/routing';
import { MenuSelect } from '../ui/menu-select';

const OWN = '';

export function KeySource(props: { strip: string; stage: KeyedStage }) {
  const studio = useStudio();
  const { routing } = studio.records;
  const record = () => studio.records.strip(props.strip);
  // By name, so that the list is only made anew when what it says changes.
  const entries = createMemo(
    () => [
      { value: OWN, label: 'its own sound' },
      ...strips(routing).flatMap((strip) =>
        strip.id === props.strip ? [] : [{ value: strip.id, label: stripName(strip) }],
      ),
    ],
    [],
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const from = () => keySource(record(), props.stage) ?? OWN;
  return (
    <div class="menu-row" classList={{ chosen: from() !== OWN }}>
      <span aria-hidden="true">Listens to</span>
      <MenuSelect
        label={`${stripName(record())} ${props.stage} key`}
        title={`What the ${props.stage} listens to: another strip is heard before its stages, also while it is muted`}
        value={from()}
        entries={entries()}
        choose={(chosen) =>
          studio.change('strip.key', {
            strip: props.strip,
            stage: props.stage,
            from: chosen === OWN ? null : chosen,
          })
        }
      />
    </div>
  );
}
