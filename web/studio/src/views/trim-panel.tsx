// Trim: gain before everything else, source and polarity, the DC block, a track's
// delay; how a stereo strip is panned, the order of what is between, and what the
// fader moves with.
// Thread: main.

import { Show } from 'solid-js';
import { trackDelayModel } from '../app/clip-models';
import { useStudio } from '../app/studio';
import { MIX_BUS, stripName } from '../document/records';
import { fixed, formatDb } from '../params/format';
import { Card } from '../ui/card';
import { Choice } from '../ui/choice';
import { paramModel } from '../ui/control-model';
import { NumberField } from '../ui/number-field';
import { Toggle } from '../ui/toggle';
import { LinkChoice } from './link-choice';
import { StageOrder } from './stage-order';

/** Beside stereo, by the parameter's choices. */
const SOURCES = ['', 'sides swapped', 'left alone', 'right alone', 'mono'];

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
    const source = studio.value({ target, key: 'trim.source' });
    const delayMs = studio.records.track(props.strip)?.delayMs ?? 0;
    const parts = [
      ...(gain === 0 ? [] : [`${gain > 0 ? '+' : ''}${formatDb(gain)}`]),
      ...(stereo() && source > 0 ? [SOURCES[source]] : []),
      ...(flipped ? ['polarity inverted'] : []),
      ...(on('trim.dcBlock') ? ['no DC'] : []),
      ...(delayMs === 0
        ? []
        : [`${fixed(Math.abs(delayMs), 1)} ms ${delayMs > 0 ? 'late' : 'early'}`]),
    ];
    return parts.join(' · ') || (record()?.kind === 'bus' ? 'as it comes' : 'as recorded');
  };
  return (
    <Card title="Trim" says={says()}>
      <div class="numbers">
        <NumberField
          model={paramModel(studio, { target, key: 'trim.gainDb' }, name)}
          label="gain"
        />
        <Show when={studio.records.track(props.strip)}>
          <NumberField model={trackDelayModel(studio, props.strip, name)} label="delay" />
        </Show>
        <Show when={stereo()}>
          <Choice model={paramModel(studio, { target, key: 'trim.source' }, name)} label="source" />
          <Choice model={paramModel(studio, { target, key: 'pan.stereoMode' }, name)} label="pan" />
        </Show>
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
        <Toggle
          class="wide-toggle"
          label={`${name()} DC block`}
          on={on('trim.dcBlock')}
          press={() => toggle('trim.dcBlock')}
        >
          DC block
        </Toggle>
      </div>
      <StageOrder strip={props.strip} />
      <Show when={props.strip !== MIX_BUS}>
        <LinkChoice strip={props.strip} />
      </Show>
    </Card>
  );
}
