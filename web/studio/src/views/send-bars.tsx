// A strip's sends in the console, as bars: their level on the fader's law, in
// the colour of where they go.
// Thread: main.

import { paramSpec } from '@lathe/worklet/params/params.generated';
import { For } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripColour, stripName } from '../document/records';
import { formatDb } from '../params/format';
import { toPosition } from '../params/taper';

const LEVEL = paramSpec('send', 'levelDb');
/** As many as the strips keep room for. */
export const MOST_SEND_BARS = 4;

export function SendBars(props: { strip: string }) {
  const studio = useStudio();
  const shown = () => (studio.records.strip(props.strip)?.sends ?? []).slice(0, MOST_SEND_BARS);
  const levelDb = (to: string) => {
    const target = { strip: props.strip, to };
    const on = studio.value({ target, key: 'on' }) >= 0.5;
    return on ? studio.value({ target, key: 'levelDb' }) : LEVEL.min;
  };
  const title = () =>
    shown()
      .map(({ to }) => `${stripName(studio.records.bus(to))} ${formatDb(levelDb(to))}`)
      .join(' · ');
  return (
    <div class="send-bars" aria-hidden="true" title={title()}>
      <For each={shown()}>
        {({ to }) => (
          <span
            style={{
              '--track': stripColour(studio.records.bus(to)),
              '--at': toPosition(LEVEL, levelDb(to)),
            }}
          />
        )}
      </For>
    </div>
  );
}
