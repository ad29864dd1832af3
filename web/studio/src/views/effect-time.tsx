// An effect's time in note values: what they come to, and the song's tempo, which
// they follow.
// Thread: main.

import type { EffectKind } from '@lathe/worklet/session/session-document';
import { createMemo, Show } from 'solid-js';
import { tempoAtPlayhead } from '../app/song-tempo';
import { type Studio, useStudio } from '../app/studio';
import { type EffectTime, effectTimeOf } from '../audio/return-effects';
import { stripName } from '../document/records';
import { fixed } from '../params/format';

/** As it stands in names of readouts, and the longest there is. */
const TIMES: Readonly<Record<EffectKind, { name: string; longest: string }>> = {
  delay: { name: 'delay time', longest: '4 s' },
  reverb: { name: 'pre-delay', longest: '250 ms' },
};

/** A return's delay time or pre-delay at the playhead. For use inside a component. */
export function effectTime(studio: Studio, strip: string, effect: EffectKind) {
  const mark = tempoAtPlayhead(studio);
  return createMemo(() =>
    effectTimeOf(
      effect,
      studio.records.bus(strip)?.effect?.params ?? {},
      mark().bpm,
      studio.records.session().sampleRate,
    ),
  );
}

/** "375 ms", or as exact as it matters. */
export function timeText(ms: number): string {
  return `${fixed(ms, ms < 100 ? 1 : 0)} ms`;
}

/** Nothing where the time is in milliseconds. */
export function EffectTimeNote(props: { strip: string; effect: EffectKind; time: EffectTime }) {
  const studio = useStudio();
  const mark = tempoAtPlayhead(studio);
  const words = () => TIMES[props.effect];
  const halved = () =>
    props.time.halvings === 1 ? 'halved' : `halved ${props.time.halvings} times`;
  return (
    <Show when={props.time.synced}>
      <output
        aria-label={`${stripName(studio.records.bus(props.strip))} ${words().name} in effect`}
        title={
          props.time.halvings > 0 ? `The note would be longer than ${words().longest}` : undefined
        }
      >
        {timeText(props.time.ms)}
        {props.time.halvings > 0 ? `, ${halved()}` : ''}
      </output>
      <label class="tempo">
        at
        <input
          type="number"
          aria-label="Song tempo in BPM"
          title="The song's tempo at the playhead, for everything that follows it"
          min="10"
          max="1000"
          step="any"
          value={mark().bpm}
          onChange={({ currentTarget }) => {
            studio.change('session.tempo', {
              frame: mark().frame,
              bpm: currentTarget.valueAsNumber,
            });
            currentTarget.value = String(mark().bpm);
          }}
        />
        BPM
      </label>
    </Show>
  );
}
