// One strip of the console.
// Thread: main.

import { Show } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { paramModel } from '../ui/control-model';
import { Fader } from '../ui/fader';
import { Knob } from '../ui/knob';
import { LevelMeter } from '../ui/level-meter';
import { EqThumbnail } from './eq-thumbnail';
import { ReductionBar } from './reduction-bar';
import { MuteButton, SoloButton } from './strip-buttons';

/** Reads a track's meters from a frame: they come in the order of the open document. */
export function stripMeter(studio: ReturnType<typeof useStudio>, track: string, frame: Frame) {
  const index = studio.follower.openedStrips.indexOf(track);
  return index < 0 ? null : (frame.levels?.strips[index] ?? null);
}

export function Strip(props: { track: string }) {
  const studio = useStudio();
  const track = () => studio.records.track(props.track);
  const target = { strip: props.track };
  const name = () => track()?.name ?? '';
  const fader = paramModel(studio, { target, key: 'fader.gainDb' }, name);
  const pan = paramModel(studio, { target, key: 'pan.position' }, name);
  const dimmed = () =>
    studio.value({ target, key: 'mute' }) >= 0.5 ||
    (studio.solo.any() && !studio.solo.has(props.track));

  return (
    <Show when={track()}>
      <li
        id={`strip-${props.track}`}
        class="strip"
        aria-label={`${name()} strip`}
        classList={{ selected: studio.selection() === props.track, dimmed: dimmed() }}
        style={{ '--track': track()?.colour }}
        onFocusIn={() => studio.select(props.track)}
        onPointerDown={() => studio.select(props.track)}
      >
        <button
          type="button"
          class="strip-name"
          aria-label={`Select ${name()}`}
          title={name()}
          onClick={() => {
            studio.select(props.track);
            studio.showView('strip');
          }}
        >
          {name()}
        </button>
        <EqThumbnail track={props.track} />
        <ReductionBar
          read={(frame) => stripMeter(studio, props.track, frame)?.gainReductionDb ?? 0}
        />
        <Knob model={pan} />
        <div class="strip-level">
          <Fader model={fader} />
          <LevelMeter
            channels={track()?.channels ?? 1}
            read={(frame) => stripMeter(studio, props.track, frame)?.peakDb ?? null}
          />
        </div>
        <div class="strip-buttons">
          <MuteButton track={props.track} />
          <SoloButton track={props.track} />
        </div>
      </li>
    </Show>
  );
}
