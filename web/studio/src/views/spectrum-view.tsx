// The spectrum of the output, as filled curves: what is heard, and what was
// highest; with its strongest tone in text.
// Thread: main.

import { createEffect } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { fixed, formatDb } from '../params/format';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { SelectField } from '../ui/select-field';
import { heardSpectrum } from './heard-spectrum';
import { MeterCard } from './meter-card';
import { drawSpectrumCurve, drawSpectrumGrid, drawSpectrumLabels } from './spectrum-plot';

const TEXT_EVERY_MS = 250;
const COLUMNS = 400;
/** Nothing to be named is quieter. */
const QUIETEST_TONE_DB = -100;

const SIZES = { 2048: '2,048', 4096: '4,096', 8192: '8,192', 16384: '16,384' } as const;
const TILTS = { '0': 'none', '3': '3 dB/oct', '4.5': '4.5 dB/oct' } as const;
const AVERAGES = { fast: 'fast', slow: 'slow' } as const;
const HOLDS = { off: 'off', falling: 'falls', endless: 'stays' } as const;
const SOURCES = { both: 'L and R', mid: 'mid', side: 'side' } as const;

export function SpectrumView() {
  const studio = useStudio();
  const { meters } = studio;
  const heard = heardSpectrum(() => ({
    source: meters.source(),
    averaging: meters.averaging(),
    hold: meters.hold(),
  }));
  const { picture } = heard;
  const now = new Float32Array(COLUMNS);
  const held = new Float32Array(COLUMNS);
  let says!: HTMLSpanElement;
  let textMs = Number.NEGATIVE_INFINITY;
  const look = (visible: boolean) => {
    heard.look(visible);
    // Nobody works it out now.
    if (!visible) says.textContent = '';
  };
  createEffect(() => {
    meters.resets();
    picture.clearHold();
  });

  const update = ({ nowMs }: Frame): boolean => {
    if (!heard.update(nowMs)) return false;
    if (nowMs - textMs >= TEXT_EVERY_MS) {
      textMs = nowMs;
      const tone = picture.loudest();
      const text =
        tone && tone.db > QUIETEST_TONE_DB
          ? `strongest ${toneHz(tone.hz)}, ${formatDb(tone.db)}`
          : 'silence';
      if (says.textContent !== text) says.textContent = text;
    }
    return true;
  };

  const draw = (area: CanvasArea) => {
    drawSpectrumGrid(area);
    const tilt = Number(meters.tilt());
    const { accent, faint } = area.palette;
    if (meters.hold() !== 'off' && picture.columns('held', tilt, held)) {
      drawSpectrumCurve(area, held, { colour: faint, fill: 0.15, line: 0.7 });
    }
    if (picture.columns('power', tilt, now)) {
      drawSpectrumCurve(area, now, { colour: accent, fill: 0.25, line: 1 });
    }
    drawSpectrumLabels(area);
  };

  return (
    <MeterCard title="Spectrum" says={<span ref={says} />}>
      <Canvas
        class="spectrum"
        label="Spectrum of the output"
        depends={() => [meters.tilt(), meters.hold(), meters.resets()]}
        seen={look}
        frame={update}
        draw={draw}
      />
      <div class="meter-choices">
        <SelectField
          name="Spectrum resolution"
          label="samples"
          value={meters.size()}
          options={SIZES}
          choose={meters.size.set}
        />
        <SelectField
          name="Spectrum tilt"
          label="tilt"
          title="Lifts the treble around 1 kHz, so that music lies level"
          value={meters.tilt()}
          options={TILTS}
          choose={meters.tilt.set}
        />
        <SelectField
          name="Spectrum averaging"
          label="average"
          title="Fast: 125 ms; slow: 1 s"
          value={meters.averaging()}
          options={AVERAGES}
          choose={meters.averaging.set}
        />
        <SelectField
          name="Spectrum peak hold"
          label="hold"
          title="Falls as the peak meters do; or stays until the meters are reset"
          value={meters.hold()}
          options={HOLDS}
          choose={meters.hold.set}
        />
        <SelectField
          name="Spectrum of"
          label="channel"
          title="L and R: the mean of their powers"
          value={meters.source()}
          options={SOURCES}
          choose={meters.source.set}
        />
      </div>
    </MeterCard>
  );
}

function toneHz(hz: number): string {
  return hz < 1000 ? `${fixed(hz, 0)} Hz` : `${fixed(hz / 1000, 2)} kHz`;
}
