// The spectra of the song and its references in one picture, third-octaves of the
// whole of each, made equally loud; and the largest differences in words.
// Thread: main.

import { createMemo, For, Show } from 'solid-js';
import { choiceSetting } from '../app/choice-setting';
import { useStudio } from '../app/studio';
import { type ComparedFigures, differenceText, matchDb } from '../audio/reference-differences';
import { tiltAt } from '../audio/spectrum-curve';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { SelectField } from '../ui/select-field';
import {
  drawSpectrumCurve,
  drawSpectrumGrid,
  drawSpectrumLabels,
  type SpectrumScale,
} from './spectrum-plot';

const TILTS = { '0': 'none', '3': '3 dB/oct', '4.5': '4.5 dB/oct' } as const;
/** From the highest band down. */
const RANGE_DB = 48;
const GRID_DB = 12;
const SILENT_DB = -200;

/** A curve for every band from 20 Hz to 20 kHz: a decade is ten of them, so they lie evenly. */
function curveOf({ spectrum }: ComparedFigures, gainDb: number, tiltDb: number): Float32Array {
  return Float32Array.from(spectrum.levelDb, (db, band) =>
    db === null ? SILENT_DB : db + gainDb + tiltAt(spectrum.hz[band] ?? 1000, tiltDb),
  );
}

function scaleOf(curves: readonly Float32Array[]): SpectrumScale {
  const highest = Math.max(...curves.flatMap((curve) => [...curve]));
  const topDb = Math.ceil((Number.isFinite(highest) ? highest : 0) / 6 + 0.5) * 6;
  return { topDb, bottomDb: topDb - RANGE_DB, gridDb: GRID_DB };
}

export function ReferenceSpectra() {
  const { references, songMeasure } = useStudio();
  const tilt = choiceSetting('references.tilt', ['0', '3', '4.5']);
  const chosen = () => references.chosen()?.figures ?? null;

  const curves = createMemo(() => {
    const song: ComparedFigures | null = songMeasure.song();
    const tiltDb = Number(tilt());
    const matched = (record: ComparedFigures) =>
      curveOf(record, (song && matchDb(song, record)) ?? 0, tiltDb);
    const known = references.all().flatMap(({ figures }) => figures ?? []);
    const own = chosen();
    return {
      song: song && curveOf(song, 0, tiltDb),
      chosen: own && matched(own),
      others: known.filter((figures) => figures !== own).map(matched),
    };
  });

  const draw = (area: CanvasArea) => {
    const { song, chosen, others } = curves();
    const { accent, text, faint } = area.palette;
    const scale = scaleOf([song, chosen, ...others].filter((curve) => curve !== null));
    drawSpectrumGrid(area, scale);
    for (const other of others) {
      drawSpectrumCurve(area, other, { colour: faint, fill: 0, line: 1 }, scale);
    }
    if (song) drawSpectrumCurve(area, song, { colour: accent, fill: 0.25, line: 1 }, scale);
    if (chosen) drawSpectrumCurve(area, chosen, { colour: text, fill: 0, line: 1 }, scale);
    drawSpectrumLabels(area, scale);
  };

  const says = () => {
    const song = songMeasure.song();
    const record = chosen();
    if (!record) return '';
    return song
      ? differenceText(song, record)
      : 'What differs is told once the song has been measured.';
  };

  return (
    <>
      <Canvas
        class="reference-spectra"
        label="Average spectra of the song and its references, equally loud"
        depends={curves}
        draw={draw}
      />
      <div class="reference-legend">
        <For
          each={
            [
              ['song', 'song', true],
              ['chosen', references.chosen()?.name ?? '', chosen() !== null],
              ['others', 'others', curves().others.length > 0],
            ] as const
          }
        >
          {([kind, name, shown]) => (
            <Show when={shown}>
              <span data-curve={kind} title={name}>
                {name}
              </span>
            </Show>
          )}
        </For>
        <SelectField
          name="Tilt of the references’ spectra"
          label="tilt"
          title="Lifts the treble around 1 kHz"
          value={tilt()}
          options={TILTS}
          choose={tilt.set}
        />
      </div>
      <p class="outcome" role="status" aria-label="How the reference differs">
        {says()}
      </p>
    </>
  );
}
