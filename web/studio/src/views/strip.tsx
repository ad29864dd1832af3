// One strip of the console.
// Thread: main.

import { Show } from 'solid-js';
import { runAction } from '../app/actions';
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

/** What a frame has for each kind of meter. */
const METERED = { peak: 'peakDb', vu: 'averageDb', rms: 'rmsDb' } as const;

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
  const pan = (key: string) => paramModel(studio, { target, key }, name);
  const dualPan = () =>
    record()?.channels === 2 && studio.value({ target, key: 'pan.stereoMode' }) >= 0.5;
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
            studio.views.show('strip');
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
        <Show when={dualPan()} fallback={<Knob model={pan('pan.position')} />}>
          <div class="dual-pan">
            <Knob model={pan('pan.leftPosition')} />
            <Knob model={pan('pan.rightPosition')} />
          </div>
        </Show>
        <LinkBadge strip={props.strip} />
        <div class="strip-level">
          <Fader model={fader} />
          <LevelMeter
            channels={record()?.channels ?? 1}
            kind={studio.metering.kind()}
            read={(frame) => {
              const meter = stripMeter(studio, props.strip, frame);
              return meter?.[METERED[studio.metering.kind()]] ?? null;
            }}
          />
          <Show when={studio.metering.overs(props.strip) > 0}>
            <button
              type="button"
              class="over-lamp"
              aria-label={`${name()} went over full scale: clear`}
              title={`Over full scale in ${studio.metering.overs(props.strip)} blocks of 128 frames. Click to clear.`}
              onClick={() => runAction(studio, 'listen.clearOvers')}
            />
          </Show>
        </div>
        <div class="strip-buttons">
          <MuteButton strip={props.strip} />
          <SoloButton strip={props.strip} />
        </div>
      </li>
    </Show>
  );
}
