// Everything of the selected clip as labelled controls, under the song.
// Thread: main.

import type { FadeCurve } from '@lathe/worklet/session/session-document';
import { For, Show } from 'solid-js';
import type { StudioActionId } from '../app/actions';
import { clipFadeModel, clipGainModel, clipStartModel } from '../app/clip-models';
import { useStudio } from '../app/studio';
import { type FadeSide, fadeOf, heardFade } from '../document/clips';
import { ActionButton } from '../ui/action-button';
import { Icon, type IconName } from '../ui/icon';
import { MenuSelect } from '../ui/menu-select';
import { NumberField } from '../ui/number-field';
import { Toggle } from '../ui/toggle';
import { FADE_CURVE_NAMES } from './fade-curve-names';

const CURVES = Object.entries(FADE_CURVE_NAMES).map(([value, label]) => ({ value, label }));

const EDITS: readonly { action: StudioActionId; icon: IconName; says: string }[] = [
  { action: 'clip.split', icon: 'scissors', says: 'Split' },
  { action: 'clip.trimStart', icon: 'trimStart', says: 'Trim start' },
  { action: 'clip.trimEnd', icon: 'trimEnd', says: 'Trim end' },
  { action: 'clip.crossFade', icon: 'crossFade', says: 'Cross-fade' },
  { action: 'clip.duplicate', icon: 'duplicate', says: 'Duplicate' },
  { action: 'clip.delete', icon: 'trash', says: 'Delete' },
];

export function ClipBar() {
  const studio = useStudio();
  return (
    <Show when={studio.clips.selected()?.id} keyed>
      {(id) => <Bar clip={id} />}
    </Show>
  );
}

function Bar(props: { clip: string }) {
  const studio = useStudio();
  const { clips } = studio;
  const name = () => clips.name(props.clip);
  const clip = () => clips.record(props.clip);

  const addPoint = () => {
    const record = clip();
    if (!record) return;
    const inClip =
      Math.round(studio.transport.playheadFrame) - clips.delayOfClip(record.id) - record.startFrame;
    if (inClip < 0 || inClip >= record.frames) {
      studio.faults.notice(
        `The playhead is not inside ${name()}.`,
        'Move it there, then try again.',
      );
      return;
    }
    if (!clips.showsLine()) clips.toggleLine();
    const sourceFrame = record.sourceFrame + inClip;
    studio.change('clip.addPoint', { clip: record.id, sourceFrame, gainDb: 0 });
    const line = studio.store.find('clip', record.id)?.gainLine ?? [];
    clips.choosePoint(line.findIndex((point) => point.sourceFrame === sourceFrame));
  };

  return (
    <div class="clip-bar" role="toolbar" aria-label={`Clip: ${name()}`}>
      <span class="clip-bar-name">{name()}</span>
      <NumberField model={clipStartModel(studio, props.clip)} label="start s" />
      <NumberField model={clipGainModel(studio, props.clip)} label="gain" />
      <FadeControls clip={props.clip} side="in" />
      <FadeControls clip={props.clip} side="out" />
      <Toggle
        class="wide-toggle mute"
        label={`Mute ${name()}`}
        title={`Mute ${name()} (M on the clip)`}
        on={clip()?.muted ?? false}
        press={() => studio.change('clip.mute', { clip: props.clip })}
      >
        Mute
      </Toggle>
      <span class="clip-bar-edits">
        <For each={EDITS}>
          {({ action, icon, says }) => (
            <ActionButton action={action} class="quiet small square" label={`${says} ${name()}`}>
              <Icon name={icon} />
            </ActionButton>
          )}
        </For>
      </span>
      <ActionButton
        action="clip.gainLine"
        label="Gain line"
        class="quiet small"
        pressed={clips.showsLine()}
      >
        <Icon name="gainLine" />
        <span>Gain line</span>
      </ActionButton>
      <button
        type="button"
        class="button quiet small"
        aria-label={`Add a gain point to ${name()}`}
        title="Add a gain point at the playhead"
        onClick={addPoint}
      >
        <Icon name="plus" />
        <span>Point</span>
      </button>
      <Show when={clip()?.gainLine}>
        <button
          type="button"
          class="button quiet small"
          aria-label={`Clear ${name()} gain line`}
          title="Remove all gain points of this clip"
          onClick={() => studio.change('clip.clearLine', { clip: props.clip })}
        >
          <Icon name="close" />
          <span>Clear</span>
        </button>
      </Show>
    </div>
  );
}

function FadeControls(props: { clip: string; side: FadeSide }) {
  const studio = useStudio();
  const record = () => studio.clips.record(props.clip);
  const fade = () => {
    const clip = record();
    return clip ? fadeOf(clip, props.side) : null;
  };
  const none = () => {
    const clip = record();
    return !clip || heardFade(clip, props.side) === 0;
  };
  return (
    <span class="clip-bar-fade">
      <NumberField
        model={clipFadeModel(studio, props.clip, props.side)}
        label={`fade ${props.side}`}
      />
      <MenuSelect
        label={`${studio.clips.name(props.clip)} fade ${props.side} curve`}
        value={fade()?.curve ?? 'linear'}
        entries={CURVES}
        choose={(curve) =>
          studio.change('clip.fadeCurve', {
            clip: props.clip,
            side: props.side,
            curve: curve as FadeCurve,
          })
        }
        disabled={none()}
      />
    </span>
  );
}
