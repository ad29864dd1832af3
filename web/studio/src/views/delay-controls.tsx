// A delay's picture and controls, but for those that every effect has.
// Thread: main.

import { createMemo } from 'solid-js';
import { tempoAtPlayhead } from '../app/song-tempo';
import { useStudio } from '../app/studio';
import { echoesOf } from '../audio/return-effects';
import { stripColour } from '../document/records';
import type { ParamItem } from '../ui/param-controls';
import { EffectGroup } from './effect-group';
import { EchoPicture } from './effect-picture';
import { EffectTimeNote, effectTime } from './effect-time';

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

export function DelayControls(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.bus(props.strip);
  const mark = tempoAtPlayhead(studio);
  const time = effectTime(studio, props.strip, 'delay');
  const echoes = createMemo(() => echoesOf(record()?.effect?.params ?? {}, time().ms, QUIETEST));
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
        note={<EffectTimeNote strip={props.strip} effect="delay" time={time()} />}
      />
      <EffectGroup strip={props.strip} effect="delay" name="Repeats" items={REPEATS} />
      <EffectGroup strip={props.strip} effect="delay" name="Tone and modulation" items={TONE} />
    </>
  );
}
