// The bands of a stage of the master: one at a time, chosen by its number.
// Thread: main.

import { For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { ParamControl } from '../ui/param-controls';
import { sectionIdle } from './equaliser-section';
import type { EqSection } from './equaliser-sections';
import type { Band, BandedStage, MasterStage } from './master-stage-list';

const TARGET = 'master';
const none = () => '';

export interface BandProps {
  name: MasterStage;
  stage: BandedStage;
  /** As in keys. Tracked. */
  band: string;
}

export function shownBands(stage: BandedStage, value: (key: string) => number): readonly Band[] {
  return stage.bands.slice(0, stage.count?.(value) ?? stage.bands.length);
}

function useBands(props: BandProps) {
  const studio = useStudio();
  const value = (key: string) => studio.value({ target: TARGET, key });
  const shown = () => shownBands(props.stage, value);
  // One that is no longer there leaves the first.
  const chosen = () => shown().find(({ key }) => key === props.band) ?? shown()[0];
  return { studio, value, shown, chosen };
}

export function BandChooser(props: BandProps & { choose: (band: string) => void }) {
  const { value, shown, chosen } = useBands(props);
  const { name, stage } = props;
  const title = stage.title.toLowerCase();
  const isOn = (key: string) => !stage.switched || value(`${name}.${key}.on`) >= 0.5;
  return (
    <div class="sections" role="group" aria-label={`Master ${title} bands`}>
      <For each={shown()}>
        {({ key, label, title: band }) => (
          <button
            type="button"
            class="section"
            classList={{ on: isOn(key) }}
            aria-label={`Show master ${title} ${band}`}
            aria-pressed={chosen()?.key === key}
            onClick={() => props.choose(key)}
          >
            {label}
          </button>
        )}
      </For>
    </div>
  );
}

/** The chosen band's: those always in view, with its switch, or those that fold away. */
export function BandControls(props: BandProps & { which: 'main' | 'items' }) {
  const { studio, chosen } = useBands(props);
  const { name, stage, which } = props;
  const idle = (band: string, field: string) => () =>
    name === 'eq' ? sectionIdle(studio, TARGET, band as EqSection, field) : null;
  return (
    <Show when={chosen()} keyed>
      {(band) => (
        <Show when={band[which].length > 0}>
          <div class="numbers">
            <Show when={stage.switched && which === 'main'}>
              <ParamControl
                target={TARGET}
                owner={none}
                stage={band.names}
                item={{ key: `${name}.${band.key}.on`, label: 'band' }}
              />
            </Show>
            <For each={band[which]}>
              {(item) => (
                <ParamControl
                  target={TARGET}
                  owner={none}
                  stage={band.names}
                  item={{
                    ...item,
                    key: `${name}.${band.key}.${item.key}`,
                    idle: idle(band.key, item.key),
                  }}
                />
              )}
            </For>
          </div>
        </Show>
      )}
    </Show>
  );
}
