// Trim: gain before everything else, polarity, and the order of what follows.
// Thread: main.

import { Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { formatDb } from '../params/format';
import { Card } from '../ui/card';
import { paramModel } from '../ui/control-model';
import { NumberField } from '../ui/number-field';
import { Toggle } from '../ui/toggle';
import { StageOrder } from './stage-order';

export function TrimPanel(props: { strip: string }) {
  const studio = useStudio();
  const target = { strip: props.strip };
  const record = () => studio.records.strip(props.strip);
  const name = () => stripName(record());
  const stereo = () => record()?.channels === 2;
  const on = (key: string) => studio.value({ target, key }) >= 0.5;
  const toggle = (key: string) => studio.change('param.toggle', { target, key });
  const says = () => {
    const gain = studio.value({ target, key: 'trim.gainDb' });
    const flipped = on('trim.polarityL') || (stereo() && on('trim.polarityR'));
    const parts = [
      ...(gain === 0 ? [] : [`${gain > 0 ? '+' : ''}${formatDb(gain)}`]),
      ...(flipped ? ['polarity inverted'] : []),
    ];
    return parts.join(' · ') || (record()?.kind === 'bus' ? 'as it comes' : 'as recorded');
  };
  return (
    <Card
      title="Trim"
      says={says()}
      tools={
        <>
          <NumberField
            model={paramModel(studio, { target, key: 'trim.gainDb' }, name)}
            label="gain"
          />
          <Toggle
            class="wide-toggle"
            label={`Invert ${name()} polarity${stereo() ? ' left' : ''}`}
            on={on('trim.polarityL')}
            press={() => toggle('trim.polarityL')}
          >
            {stereo() ? 'ø L' : 'ø'}
          </Toggle>
          <Show when={stereo()}>
            <Toggle
              class="wide-toggle"
              label={`Invert ${name()} polarity right`}
              on={on('trim.polarityR')}
              press={() => toggle('trim.polarityR')}
            >
              ø R
            </Toggle>
          </Show>
        </>
      }
    >
      <StageOrder strip={props.strip} />
    </Card>
  );
}
