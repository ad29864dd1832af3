// The equaliser: its curve with nodes to drag, the chosen section's controls, and
// those of the whole.
// Thread: main.

import { createMemo, createSignal, For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { describeEqualiser, equaliserOf } from '../audio/equaliser';
import { MIX_BUS, stripColour, stripName } from '../document/records';
import { ParamControl, type ParamItem } from '../ui/param-controls';
import { EqualiserCurve } from './equaliser-curve';
import { EqualiserSection, sectionSwitch } from './equaliser-section';
import { EQ_SECTIONS, type EqSection, sectionLabel, sectionName } from './equaliser-sections';
import { StagePanel } from './stage-panel';
import { stripMeter } from './strip';

const MORE: readonly ParamItem[] = [{ key: 'eq.gainScalePercent' }, { key: 'eq.quality' }];

export function EqualiserPanel(props: { strip: string }) {
  const studio = useStudio();
  const target = { strip: props.strip };
  const [section, setSection] = createSignal<EqSection>('band2');
  const record = () => studio.records.strip(props.strip);
  const name = () => stripName(record());
  const settings = createMemo(() =>
    equaliserOf(record()?.params ?? {}, studio.records.session().sampleRate),
  );

  return (
    <StagePanel
      strip={props.strip}
      stage="eq"
      shortcut="E"
      // Its nodes switch it on.
      staysOpen={props.strip !== MIX_BUS}
      says={describeEqualiser(settings())}
      more={MORE}
      {...(settings().bands.some(({ fromKey }) => fromKey) ? { keyed: 'equaliser' as const } : {})}
    >
      <EqualiserCurve
        target={target}
        name={`${name()} equaliser`}
        colour={stripColour(record())}
        settings={settings()}
        section={section()}
        choose={setSection}
        read={(frame) => stripMeter(studio, props.strip, frame)?.bandGainDb ?? null}
      />
      <div class="sections-row">
        <div class="sections" role="group" aria-label="Equaliser sections">
          <For each={EQ_SECTIONS}>
            {(which) => {
              const { on, press } = sectionSwitch(studio, target, which);
              return (
                <button
                  type="button"
                  class="section"
                  classList={{ on: on() }}
                  aria-label={`Show ${name()} equaliser ${sectionName(which)}`}
                  aria-pressed={section() === which}
                  title={`${sectionName(which)}: double-click for on or off`}
                  onClick={() => setSection(which)}
                  onDblClick={press}
                >
                  {sectionLabel(which)}
                </button>
              );
            }}
          </For>
        </div>
        <ParamControl
          target={target}
          owner={name}
          stage="Equaliser"
          item={{ key: 'eq.outputDb' }}
        />
      </div>
      <Show when={section()} keyed>
        {(which) => <EqualiserSection strip={props.strip} section={which} />}
      </Show>
    </StagePanel>
  );
}
