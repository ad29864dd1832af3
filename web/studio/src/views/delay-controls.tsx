// A delay's picture and controls, but for those that every effect has. In note
// values it shows the time they come to, and the song's tempo, which they follow.
// Thread: main.

import { createMemo, Show } from 'solid-js';
import { tempoAtPlayhead } from '../app/song-tempo';
import { type Studio, useStudio } from '../app/studio';
import { delayTimeOf, echoesOf } from '../audio/return-effects';
import { stripColour, stripName } from '../document/records';
import { fixed } from '../params/format';
import type { ParamItem } from '../ui/param-controls';
import { EffectGroup } from './effect-group';
import { EchoPicture } from './effect-picture';

const SYNC: ParamItem = { key: 'tempoSync', label: 'sync' };
const ON_CHANGE: ParamItem = { key: 'onChange' };
const FREE: readonly ParamItem[] = [SYNC, { key: 'timeMs' }, ON_CHANGE];
const SYNCED: readonly ParamItem[] = [
  SYNC,
  { key: 'note' },
  { key: 'noteFeel', label: 'feel' },
  ON_CHANGE,
];
const REPEATS: readonly ParamItem[] = [
  { key: 'mode' },
  { key: 'feedbackPercent' },
  { key: 'rightOffsetPercent' },
  { key: 'driveDb' },
];
const TONE: readonly ParamItem[] = [
  { key: 'lowCutHz' },
  { key: 'highCutHz' },
  { key: 'modulationMs', label: 'mod depth' },
  { key: 'modulationHz', label: 'mod rate' },
];
/** −48 dB: what is quieter is not drawn. */
const QUIETEST = 0.004;

/** The delay's time at the playhead. For use inside a component. */
export function delayTime(studio: Studio, strip: string) {
  const mark = tempoAtPlayhead(studio);
  return createMemo(() =>
    delayTimeOf(
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

export function DelayControls(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.bus(props.strip);
  const mark = tempoAtPlayhead(studio);
  const time = delayTime(studio, props.strip);
  const echoes = createMemo(() => echoesOf(record()?.effect?.params ?? {}, time().ms, QUIETEST));
  const halved = () => (time().halvings === 1 ? 'halved' : `halved ${time().halvings} times`);
  return (
    <>
      <EchoPicture
        echoes={echoes()}
        beatMs={time().synced ? 60000 / mark().bpm : null}
        colour={stripColour(record())}
      />
      <EffectGroup
        strip={props.strip}
        effect="delay"
        name="Time"
        items={time().synced ? SYNCED : FREE}
        note={
          <Show when={time().synced}>
            <output
              aria-label={`${stripName(record())} delay time in effect`}
              title={time().halvings > 0 ? 'The note would be longer than 4 s' : undefined}
            >
              {timeText(time().ms)}
              {time().halvings > 0 ? `, ${halved()}` : ''}
            </output>
            <label class="tempo">
              at
              <input
                type="number"
                aria-label="Song tempo in BPM"
                title="The song's tempo at the playhead, for every delay that follows it"
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
        }
      />
      <EffectGroup strip={props.strip} effect="delay" name="Repeats" items={REPEATS} />
      <EffectGroup strip={props.strip} effect="delay" name="Tone and modulation" items={TONE} />
    </>
  );
}
