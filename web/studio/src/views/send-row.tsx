// One send: on or off, where it goes, how much, from which point of the strip,
// and a pan of its own.
// Thread: main.

import { Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripColour, stripName } from '../document/records';
import { sendName } from '../params/format';
import { Choice } from '../ui/choice';
import { paramModel } from '../ui/control-model';
import { Icon } from '../ui/icon';
import { NumberField } from '../ui/number-field';
import { Toggle } from '../ui/toggle';

export function SendRow(props: { strip: string; to: string }) {
  const studio = useStudio();
  const target = { strip: props.strip, to: props.to };
  const bus = () => studio.records.bus(props.to);
  const name = () => sendName(stripName(studio.records.strip(props.strip)), stripName(bus()));
  const model = (key: string) => paramModel(studio, { target, key }, name);
  const on = (key: string) => studio.value({ target, key }) >= 0.5;
  const toggle = (key: string) => studio.change('param.toggle', { target, key });
  return (
    <li
      class="send"
      classList={{ off: !on('on') }}
      style={{ '--track': stripColour(bus()) }}
      aria-label={name()}
    >
      <div class="send-head">
        <button
          type="button"
          class="lamp"
          aria-label={name()}
          aria-pressed={on('on')}
          title={`${name()}: on or off`}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => toggle('on')}
        />
        <button
          type="button"
          class="send-to"
          aria-label={`Go to ${stripName(bus())}`}
          title={`Select ${stripName(bus())}`}
          onClick={() => studio.select(props.to)}
        >
          {stripName(bus())}
        </button>
        <button
          type="button"
          class="button quiet square small"
          aria-label={`Remove ${name()}`}
          title={`Remove ${name()}`}
          onClick={() => studio.change('send.remove', target)}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="send-numbers">
        <NumberField model={model('levelDb')} label="level" />
        <Choice model={model('tap')} label="tap" />
        <Toggle
          class="wide-toggle"
          label={`${name()} own pan`}
          title={on('panOwn') ? 'Follow the pan of the strip' : 'A pan of its own'}
          on={on('panOwn')}
          press={() => toggle('panOwn')}
        >
          Pan
        </Toggle>
        <Show when={on('panOwn')} fallback={<span class="muted send-follows">as strip</span>}>
          <NumberField model={model('panPosition')} label="pan" />
        </Show>
      </div>
    </li>
  );
}
