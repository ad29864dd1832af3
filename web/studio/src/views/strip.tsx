// One strip of the console.
// Thread: main.

import { Show } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { stripColour, stripName } from '../document/records';
import { paramModel } from '../ui/control-model';
import { Fader } from '../ui/fader';
import { Knob } from '../ui/knob';
import { LevelMeter } from '../ui/level-meter';
import { EqThumbnail } from './eq-thumbnail';
import { LinkBadge } from './link-choice';
import { ReductionBar } from './reduction-bar';
import { SendBars } from './send-bars';
import { MuteButton, SoloButton } from './strip-buttons';

/** Reads a strip's meters from a frame: they come in the order of the open document. */
export function stripMeter(studio: ReturnType<typeof useStudio>, strip: string, frame: Frame) {
  const index = studio.follower.openedStrips.indexOf(strip);
  return index < 0 ? null : (frame.levels?.strips[index] ?? null);
}

export function Strip(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.strip(props.strip);
  const target = { strip: props.strip };
  const name = () => stripName(record());
  const kind = () => {
    const strip = record();
    return strip?.kind === 'bus' ? strip.use : null;
  };
  const fader = paramModel(studio, { target, key: 'fader.gainDb' }, name);
  const pan = paramModel(studio, { target, key: 'pan.position' }, name);
  const dimmed = () =>
    studio.value({ target, key: 'mute' }) >= 0.5 || studio.silenced().has(props.strip);

  return (
    <Show when={record()}>
      <li
        id={`strip-${props.strip}`}
        class="strip"
        aria-label={kind() ? `${name()} ${kind()} strip` : `${name()} strip`}
        classList={{
          selected: studio.selection() === props.strip,
          dimmed: dimmed(),
          bus: kind() !== null,
        }}
        style={{ '--track': stripColour(record()) }}
        onFocusIn={() => studio.select(props.strip)}
        onPointerDown={() => studio.select(props.strip)}
      >
        <button
          type="button"
          class="strip-name"
          aria-label={`Select ${name()}`}
          title={name()}
          onClick={() => {
            studio.select(props.strip);
            studio.showView('strip');
          }}
        >
          <span>{name()}</span>
          <Show when={kind()}>
            <small>{kind()}</small>
          </Show>
        </button>
        <EqThumbnail strip={props.strip} />
        <div class="strip-bars">
          <ReductionBar
            read={(frame) => stripMeter(studio, props.strip, frame)?.gainReductionDb ?? 0}
          />
          <SendBars strip={props.strip} />
        </div>
        <Knob model={pan} />
        <LinkBadge strip={props.strip} />
        <div class="strip-level">
          <Fader model={fader} />
          <LevelMeter
            channels={record()?.channels ?? 1}
            read={(frame) => stripMeter(studio, props.strip, frame)?.peakDb ?? null}
          />
        </div>
        <div class="strip-buttons">
          <MuteButton strip={props.strip} />
          <SoloButton strip={props.strip} />
        </div>
      </li>
    </Show>
  );
}
