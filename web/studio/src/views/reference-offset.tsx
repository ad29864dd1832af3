// Where the chosen reference lies against the song: its waveform under the song's
// loudness on the song's timeline, dragged, turned by keys, or set in seconds.
// Thread: main.

import type { ParamSpec } from '@lathe/worklet/params/params.generated';
import { framesAtRate } from '@lathe/worklet/session/sample-rates';
import { createSignal, onMount } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { MOST_OFFSET_SECONDS } from '../app/kept-references';
import type { References } from '../app/references';
import { useStudio } from '../app/studio';
import { fixed } from '../params/format';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { type ControlModel, valueText } from '../ui/control-model';
import { NumberField } from '../ui/number-field';
import { turnable } from '../ui/turn';
import { drawClip } from './clip-drawing';

const OFFSET_SPEC = {
  kind: 'number',
  key: 'referenceOffset',
  name: 'Reference begins at',
  unit: 's',
  min: -MOST_OFFSET_SECONDS,
  max: MOST_OFFSET_SECONDS,
  default: 0,
  taper: 'linear',
  choices: [],
} as unknown as ParamSpec;

/** Of the song's momentary loudness, over its half of the picture. */
const RANGE_LU = 30;

/** A drag is heard when it ends: until then the record plays where it lay. */
function offsetModel(references: References): ControlModel {
  const [draft, setDraft] = createSignal<number | null>(null);
  const kept = () => references.chosen()?.offsetSeconds ?? 0;
  return {
    spec: OFFSET_SPEC,
    name: () => OFFSET_SPEC.name,
    value: () => draft() ?? kept(),
    set: (seconds) => (draft() === null ? references.setOffset(seconds) : setDraft(seconds)),
    begin: () => setDraft(kept()),
    commit: () => {
      const seconds = draft();
      setDraft(null);
      if (seconds !== null) references.setOffset(seconds);
    },
    bail: () => setDraft(null),
  };
}

export function ReferenceOffset() {
  const studio = useStudio();
  const { references } = studio;
  const model = offsetModel(references);
  const says = () => {
    const seconds = model.value();
    if (seconds === 0) return 'Both begin together.';
    return seconds > 0
      ? `It begins ${fixed(seconds, 3)} s into the song.`
      : `The song begins ${fixed(-seconds, 3)} s into it.`;
  };
  return (
    <div class="reference-offset" role="group" aria-label="Where the reference lies">
      <Timeline model={model} />
      <div class="reference-offset-figures">
        <NumberField model={model} label="begins at" />
        <p class="muted">{says()}</p>
      </div>
    </div>
  );
}

function Timeline(props: { model: ControlModel }) {
  const studio = useStudio();
  const { references, songMeasure, transport } = studio;
  let element!: HTMLDivElement;
  const rate = () => studio.records.session().sampleRate;
  const recordFrames = () => {
    const chosen = references.chosen();
    return chosen ? framesAtRate(chosen, rate()) : 0;
  };
  /** The song's, or the record's while there is no song. */
  const shownFrames = () => studio.songFrames() || recordFrames() || 1;
  const peaks = () => {
    const chosen = references.chosen();
    return chosen && studio.peaks.of(chosen.fileSha256, rate(), references.isAtHand());
  };

  onMount(() =>
    turnable(element, props.model, {
      axis: 'horizontal',
      // So that what is dragged stays under the pointer.
      travelPx: () => (2 * MOST_OFFSET_SECONDS * rate() * element.clientWidth) / shownFrames(),
    }),
  );

  const drawSong = ({ context, width, palette }: CanvasArea, height: number) => {
    const song = songMeasure.song();
    if (!song) return;
    const { pointSeconds, maxMomentaryLufs } = song.loudness;
    const top = (song.measurement.maxMomentaryLufs ?? 0) + 1;
    const stepPx = (pointSeconds * rate() * width) / shownFrames();
    context.fillStyle = palette.accent;
    context.globalAlpha = 0.6;
    for (const [point, lufs] of maxMomentaryLufs.entries()) {
      if (lufs === null) continue;
      const tall = Math.max(0, 1 - (top - lufs) / RANGE_LU) * height;
      context.fillRect(point * stepPx, height - tall, Math.max(1, stepPx), tall);
    }
    context.globalAlpha = 1;
  };

  const drawRecord = (area: CanvasArea) => {
    const chosen = references.chosen();
    if (!chosen) return;
    const framesPerPx = shownFrames() / area.width;
    drawClip(area, {
      clip: {
        kind: 'clip',
        id: 'record',
        stem: 'record',
        sourceFrame: 0,
        startFrame: 0,
        frames: recordFrames(),
      },
      colour: area.palette.text,
      silent: false,
      selected: false,
      peaks: peaks(),
      showsLine: false,
      leftPx: (props.model.value() * rate()) / framesPerPx,
      framesPerPx,
    });
  };

  let playheadPx = -1;
  const follow = (_: Frame): boolean => {
    const px = Math.round((transport.playheadFrame / shownFrames()) * element.clientWidth);
    if (px === playheadPx) return false;
    playheadPx = px;
    return true;
  };

  const draw = (area: CanvasArea) => {
    const { context, width, height, palette } = area;
    const half = Math.round(height / 2);
    drawSong(area, half);
    context.save();
    context.translate(0, half);
    drawRecord({ ...area, height: height - half });
    context.restore();
    context.fillStyle = palette.line;
    context.fillRect(0, half, width, 1);
    context.fillStyle = palette.text;
    context.fillRect(Math.min(playheadPx, width - 1), 0, 1, height);
  };

  return (
    <div
      ref={element}
      class="reference-timeline"
      role="slider"
      tabIndex={0}
      aria-label="Where the reference lies under the song"
      aria-valuemin={OFFSET_SPEC.min}
      aria-valuemax={OFFSET_SPEC.max}
      aria-valuenow={props.model.value()}
      aria-valuetext={valueText(props.model)}
      title="Above, the song’s loudness; below, the reference. Drag it, ← → 10 ms (Shift 1 ms), Page up and down 1 s, double-click begins both together"
    >
      <Canvas
        class="reference-timeline-canvas"
        depends={() => [props.model.value(), peaks(), songMeasure.song(), shownFrames()]}
        frame={follow}
        draw={draw}
      />
    </div>
  );
}
