// The equaliser's curve and its nodes. What a dynamic band moves between, from its
// gain at rest to acting in full, is an area with a dashed far edge; what the bands
// do just now is a second line.
// Thread: main.

import { createMemo, For } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import {
  actingDb,
  type EqualiserSettings,
  equaliserDb,
  HIGHEST_HZ,
  isDynamic,
  LOWEST_HZ,
  largestGainDb,
  type Placement,
  placesOf,
} from '../audio/equaliser';
import { logFrequencies } from '../audio/filter-curve';
import type { DocumentTarget } from '../document/params';
import { fixed } from '../params/format';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { EqualiserNode } from './equaliser-node';
import { GAIN_RANGES_DB, xOf, yOf } from './equaliser-plot';
import { EQ_SECTIONS, type EqSection } from './equaliser-sections';
import type { HeardSpectrum } from './heard-spectrum';
import { drawSpectrumBehind } from './spectrum-plot';

const GRID_HZ = [50, 100, 200, 500, 1000, 2000, 5000, 10000];
const FREQUENCIES = logFrequencies(LOWEST_HZ, HIGHEST_HZ, 240);
const ACTING_ALPHA = 0.3;
const PLACE_DASHES: Partial<Record<Placement, number[]>> = {
  mid: [6, 3],
  side: [2, 3],
  left: [8, 3, 2, 3],
  right: [3, 6],
};
/** What is seen of an action. */
const LEAST_ACTION_DB = 0.1;

/** Every frequency that is drawn: also each band's own, so that no narrow one is passed over. */
function drawnFrequencies(settings: EqualiserSettings): readonly number[] {
  const own = settings.bands.flatMap(({ freqHz, q }) => {
    const half = 2 ** (1 / (2 * q));
    return [freqHz / half, freqHz, freqHz * half];
  });
  return [...FREQUENCIES, ...own.filter((hz) => hz > LOWEST_HZ && hz < HIGHEST_HZ)].sort(
    (a, b) => a - b,
  );
}

export interface EqualiserCurveProps {
  target: DocumentTarget;
  /** "Kick equaliser": how the names of its nodes begin. Tracked. */
  name: string;
  colour: string;
  settings: EqualiserSettings;
  section: EqSection;
  choose: (section: EqSection) => void;
  /** What each band adds to its gain as is heard now; null while nothing is told. */
  read: (frame: Frame) => readonly number[] | null;
  /** What the curve is drawn over, where there is something. */
  behind?: HeardSpectrum;
}

export function EqualiserCurve(props: EqualiserCurveProps) {
  const colour = () => props.colour;
  const rangeDb = createMemo(() => {
    const [usual, wide] = GAIN_RANGES_DB;
    return largestGainDb(props.settings) > usual ? wide : usual;
  });

  /** Worked out when the settings change, and drawn as often as what lies behind it moves. */
  const drawn = createMemo(() => {
    const { settings } = props;
    const frequencies = drawnFrequencies(settings);
    const places: readonly Placement[] = ['stereo', ...placesOf(settings)];
    const curves = new Map(
      places.map((place) => [place, frequencies.map((hz) => equaliserDb(settings, hz, place))]),
    );
    return { frequencies, places, curves };
  });

  const { meters } = useStudio();
  const tiltDb = () => Number(meters.tilt());
  let actions: readonly number[] = [];
  const acts = (band: number) => Math.abs(actions[band] ?? 0) >= LEAST_ACTION_DB;
  const update = (frame: Frame): boolean => {
    const before = actions;
    const now = props.read(frame) ?? [];
    const moved = props.settings.bands.some(
      (_, band) => Math.abs((now[band] ?? 0) - (before[band] ?? 0)) >= LEAST_ACTION_DB,
    );
    if (moved) actions = now;
    return (props.behind?.update(frame.nowMs) ?? false) || moved;
  };

  const drawGrid = ({ context, width, height, palette }: CanvasArea) => {
    context.lineWidth = 1;
    context.strokeStyle = palette.line;
    context.fillStyle = palette.faint;
    context.font = '10px "Inter Variable", sans-serif';
    context.textAlign = 'center';
    context.beginPath();
    for (const hz of GRID_HZ) {
      const x = Math.round(xOf(hz) * width) + 0.5;
      context.moveTo(x, 0);
      context.lineTo(x, height);
      context.fillText(hz < 1000 ? `${hz}` : `${hz / 1000}k`, x, height - 4);
    }
    const far = (rangeDb() * 2) / 3;
    for (const db of [-far, -far / 2, 0, far / 2, far]) {
      const y = Math.round(yOf(db, rangeDb()) * height) + 0.5;
      context.moveTo(0, y);
      context.lineTo(width, y);
    }
    context.stroke();
    context.textAlign = 'left';
    for (const db of [-far, far]) {
      context.fillText(`${db > 0 ? '+' : ''}${fixed(db, 0)}`, 3, yOf(db, rangeDb()) * height - 3);
    }
  };

  const draw = (area: CanvasArea) => {
    drawGrid(area);
    if (props.behind) drawSpectrumBehind(area, props.behind.picture, tiltDb());
    const { context, width, height, palette } = area;
    const { settings } = props;
    const { frequencies, places, curves } = drawn();
    const curveOf = (place: Placement) => curves.get(place) ?? [];
    const resting = curveOf('stereo');
    const trace = (dbs: readonly number[]) => {
      for (const [index, hz] of frequencies.entries()) {
        context.lineTo(xOf(hz) * width, yOf(dbs[index] ?? 0, rangeDb()) * height);
      }
    };
    const stroke = settings.on ? colour() : palette.faint;
    for (const band of settings.bands.filter(isDynamic)) {
      const atRest = curveOf(band.placement);
      const acting = atRest.map((db, index) => db + actingDb(band, frequencies[index] ?? 0));
      context.beginPath();
      trace(acting);
      context.strokeStyle = stroke;
      context.lineWidth = 1;
      context.setLineDash([3, 3]);
      context.stroke();
      context.setLineDash([]);
      for (let index = frequencies.length - 1; index >= 0; --index) {
        const x = xOf(frequencies[index] ?? 0) * width;
        context.lineTo(x, yOf(atRest[index] ?? 0, rangeDb()) * height);
      }
      context.globalAlpha = ACTING_ALPHA;
      context.fillStyle = stroke;
      context.fill();
      context.globalAlpha = 1;
    }
    drawPlaces(area, places.slice(1), (place) => trace(curveOf(place)));
    context.beginPath();
    trace(resting);
    context.strokeStyle = stroke;
    context.lineWidth = 2;
    context.stroke();
    if (!settings.on) return;
    drawActions(area, frequencies, resting);
    context.beginPath();
    trace(resting);
    context.lineTo(width, yOf(0, rangeDb()) * height);
    context.lineTo(0, yOf(0, rangeDb()) * height);
    context.globalAlpha = 0.12;
    context.fillStyle = colour();
    context.fill();
    context.globalAlpha = 1;
  };

  /** A thinner line for what mid, side, left or right goes through, with its name. */
  const drawPlaces = (
    { context, width, palette }: CanvasArea,
    places: readonly Placement[],
    trace: (place: Placement) => void,
  ) => {
    context.lineWidth = 1.25;
    context.textAlign = 'right';
    for (const [index, place] of places.entries()) {
      context.beginPath();
      trace(place);
      context.strokeStyle = palette.muted;
      context.setLineDash(PLACE_DASHES[place] ?? []);
      context.stroke();
      const y = 11 + index * 12;
      context.beginPath();
      context.moveTo(width - 62, y - 3.5);
      context.lineTo(width - 34, y - 3.5);
      context.stroke();
      context.setLineDash([]);
      context.fillStyle = palette.muted;
      context.fillText(place, width - 4, y);
    }
    context.textAlign = 'left';
  };

  const drawActions = (
    { context, width, height, palette }: CanvasArea,
    frequencies: readonly number[],
    resting: readonly number[],
  ) => {
    const acting = [...props.settings.bands.entries()].filter(
      ([index, band]) => isDynamic(band) && acts(index),
    );
    if (acting.length === 0) return;
    context.beginPath();
    for (const [at, hz] of frequencies.entries()) {
      let db = resting[at] ?? 0;
      for (const [index, band] of acting) db += actingDb(band, hz, actions[index]);
      context.lineTo(xOf(hz) * width, yOf(db, rangeDb()) * height);
    }
    context.strokeStyle = palette.text;
    context.lineWidth = 1.5;
    context.stroke();
  };

  return (
    <div class="eq-curve">
      <Canvas
        class="eq-canvas"
        label="Equaliser curve"
        depends={() => [props.settings, colour(), tiltDb()]}
        seen={(visible) => props.behind?.look(visible)}
        frame={update}
        draw={draw}
      />
      <For each={EQ_SECTIONS}>
        {(section) => (
          <EqualiserNode
            target={props.target}
            name={props.name}
            section={section}
            settings={props.settings}
            rangeDb={rangeDb()}
            chosen={props.section === section}
            choose={() => props.choose(section)}
          />
        )}
      </For>
    </div>
  );
}
