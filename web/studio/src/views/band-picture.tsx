// Bands over frequency, with a handle for each edge between two of them: dragged along
// the frequencies, moved by left and right, put back by a double-click or Delete. What
// is drawn in a band is its stage's own.
// Thread: main.

import { For, onMount } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { bandSpans, edgeRoom } from '../audio/master-bands';
import { formatValue } from '../params/format';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { type ControlModel, paramModel } from '../ui/control-model';
import { turnable } from '../ui/turn';
import { xOf } from './equaliser-plot';

const GRID_HZ = [100, 1000, 10000];

/** Where a band is drawn. */
export interface BandPlace {
  index: number;
  left: number;
  right: number;
}

export interface BandPictureProps {
  label: string;
  /** Of the parameters of the edges, low to high. */
  edgeKeys: readonly string[];
  /** As the engine uses them. Tracked. */
  edgesHz: readonly number[];
  /** Reads, tracked, what else the picture depends on. */
  depends: () => unknown;
  frame?: (frame: Frame) => boolean;
  /** Before the bands: over the whole. */
  drawUnder?: (area: CanvasArea) => void;
  drawBand: (area: CanvasArea, place: BandPlace) => void;
  /** Where bands are chosen: which is, and how. */
  chosen?: number;
  choose?: (band: number) => void;
}

export function BandPicture(props: BandPictureProps) {
  const draw = (area: CanvasArea) => {
    const { context, width, height, palette } = area;
    props.drawUnder?.(area);
    const spans = bandSpans(props.edgesHz);
    for (const [index, { fromHz, toHz }] of spans.entries()) {
      const place = { index, left: xOf(fromHz) * width, right: xOf(toHz) * width };
      if (index === props.chosen) {
        context.globalAlpha = 0.35;
        context.fillStyle = palette.line;
        context.fillRect(place.left, 0, place.right - place.left, height);
        context.globalAlpha = 1;
      }
      props.drawBand(area, place);
    }
    context.fillStyle = palette.faint;
    context.font = '10px "Inter Variable", sans-serif';
    context.textAlign = 'center';
    for (const hz of GRID_HZ) {
      context.fillText(hz < 1000 ? `${hz}` : `${hz / 1000}k`, xOf(hz) * width, height - 3);
    }
    context.textAlign = 'left';
  };

  /** A click into a band chooses it; its buttons do so by keys. */
  const press = (event: PointerEvent) => {
    if (!props.choose || event.button !== 0) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width;
    props.choose(props.edgesHz.filter((hz) => xOf(hz) < at).length);
  };

  return (
    <div class="band-picture" onPointerDown={press}>
      <Canvas
        class="band-canvas"
        label={props.label}
        depends={() => [props.edgesHz, props.chosen, props.depends()]}
        {...(props.frame ? { frame: props.frame } : {})}
        draw={draw}
      />
      <For each={props.edgeKeys.slice(0, props.edgesHz.length)}>
        {(key, index) => <BandEdge paramKey={key} index={index()} edgesHz={props.edgesHz} />}
      </For>
    </div>
  );
}

function BandEdge(props: { paramKey: string; index: number; edgesHz: readonly number[] }) {
  const studio = useStudio();
  let handle!: HTMLButtonElement;
  const model = paramModel(studio, { target: 'master', key: props.paramKey });
  const { spec } = model;
  const hz = () => props.edgesHz[props.index] ?? spec.default;
  // It stands where the engine has it, and stops at its neighbours.
  const between: ControlModel = {
    ...model,
    value: hz,
    set: (to) => {
      const { min, max } = edgeRoom(props.edgesHz, props.index);
      model.set(Math.min(max, Math.max(min, to)));
    },
  };
  onMount(() => {
    const picture = handle.parentElement as HTMLElement;
    turnable(handle, between, {
      axis: 'horizontal',
      travelPx: () => (xOf(spec.max) - xOf(spec.min)) * picture.clientWidth,
    });
  });
  return (
    <button
      ref={handle}
      type="button"
      class="band-edge"
      aria-label={`${spec.name} handle: ${formatValue(spec, hz())}`}
      title={`${spec.name}: drag along the frequencies; double-click resets`}
      style={{ left: `${xOf(hz()) * 100}%` }}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
}
