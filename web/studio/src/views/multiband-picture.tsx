// The multiband's bands over frequency. In each: its gain (the line), how far its
// dynamics may go from there (the pale area), where they are just now (the block, with
// its figure), and, from full scale at the top down, its threshold (dashed).
// Thread: main.

import { createMemo } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { type DynamicBand, multibandOf } from '../audio/master-bands';
import { fixed } from '../params/format';
import type { CanvasArea } from '../ui/canvas';
import { BandPicture, type BandPlace } from './band-picture';
import type { MasterPictureProps } from './master-pictures';

const EDGE_KEYS = [1, 2, 3, 4].map((edge) => `multiband.crossover${edge}Hz`);
const RANGES_DB = [6, 12, 18, 30];
const LOWEST_THRESHOLD_DB = -60;
/** A lower picture has no room for more than what moves. */
const TALL_PX = 130;
/** What is seen of a gain that moves. */
const LEAST_DB = 0.05;

/** From a band's gain: as far as it goes, with its sign. */
function reachDb({ mode, rangeDb }: DynamicBand): number {
  return mode === 'upward' ? rangeDb : -rangeDb;
}

export function MultibandPicture(props: MasterPictureProps) {
  const studio = useStudio();
  const settings = createMemo(() =>
    multibandOf(studio.records.master().params, studio.records.session().sampleRate),
  );
  const rangeDb = createMemo(() => {
    const furthest = settings().bands.flatMap((band) => [band.gainDb, band.gainDb + reachDb(band)]);
    const most = Math.max(...furthest.map(Math.abs));
    return RANGES_DB.find((db) => db >= most) ?? 30;
  });

  let gainsDb: readonly number[] = [];
  const update = ({ levels }: Frame): boolean => {
    const now = settings().on && levels?.playing ? levels.master.multibandGainDb : [];
    const moved = settings().bands.some(
      (_, band) => Math.abs((now[band] ?? 0) - (gainsDb[band] ?? 0)) >= LEAST_DB,
    );
    if (moved) gainsDb = [...now];
    return moved;
  };

  const yOf = (db: number, height: number) => (0.5 - (db / rangeDb()) * 0.46) * height;

  const drawUnder = ({ context, width, height, palette }: CanvasArea) => {
    const range = rangeDb();
    context.strokeStyle = palette.line;
    context.fillStyle = palette.faint;
    context.font = '10px "Inter Variable", sans-serif';
    context.textAlign = 'left';
    context.lineWidth = 1;
    for (const db of [-range, -range / 2, 0, range / 2, range]) {
      const y = Math.round(yOf(db, height)) + 0.5;
      context.beginPath();
      context.moveTo(0, y);
      context.lineTo(width, y);
      context.stroke();
    }
    if (height < TALL_PX) return;
    context.fillText(`+${range / 2}`, 3, yOf(range / 2, height) - 3);
    context.fillText(`−${range / 2}`, 3, yOf(-range / 2, height) - 3);
  };

  const drawBand = ({ context, height, palette }: CanvasArea, place: BandPlace) => {
    const band = settings().bands[place.index];
    if (!band) return;
    const { left, right } = place;
    const width = right - left;
    const on = settings().on && !band.bypass;
    const rest = band.bypass ? 0 : band.gainDb;
    const y0 = yOf(rest, height);
    const block = (toDb: number) => {
      const y1 = yOf(rest + toDb, height);
      context.fillRect(left + 2, Math.min(y0, y1), Math.max(0, width - 4), Math.abs(y1 - y0));
    };
    if (!band.bypass) {
      context.fillStyle = on ? palette.accent : palette.faint;
      context.globalAlpha = 0.12;
      block(reachDb(band));
      context.globalAlpha = 1;
      const threshold = (band.thresholdDb / LOWEST_THRESHOLD_DB) * height;
      context.strokeStyle = palette.muted;
      context.setLineDash([2, 3]);
      context.beginPath();
      context.moveTo(left + 2, threshold);
      context.lineTo(right - 2, threshold);
      context.stroke();
      context.setLineDash([]);
      context.fillStyle = palette.muted;
      context.font = '10px "Inter Variable", sans-serif';
      context.textAlign = 'right';
      if (width >= 44 && height >= TALL_PX)
        context.fillText(fixed(band.thresholdDb, 0), right - 12, threshold - 3);
    }
    context.strokeStyle = on ? palette.text : palette.faint;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(left + 2, y0);
    context.lineTo(right - 2, y0);
    context.stroke();
    context.lineWidth = 1;
    const gainDb = gainsDb[place.index] ?? 0;
    if (!on || Math.abs(gainDb) < LEAST_DB) return;
    context.fillStyle = palette.accent;
    context.globalAlpha = 0.75;
    block(gainDb);
    context.globalAlpha = 1;
    context.fillStyle = palette.text;
    context.font = '11px "Inter Variable", sans-serif';
    context.textAlign = 'center';
    const text = `${gainDb > 0 ? '+' : ''}${fixed(gainDb, 1)}`;
    if (width >= 30) context.fillText(text, (left + right) / 2, 12);
  };

  return (
    <BandPicture
      label="Multiband: gain and threshold of each band over frequency"
      edgeKeys={EDGE_KEYS}
      edgesHz={settings().edgesHz}
      depends={settings}
      frame={update}
      drawUnder={drawUnder}
      drawBand={drawBand}
      chosen={Number(props.band.slice(4)) - 1}
      choose={(band) => props.choose(`band${band + 1}`)}
    />
  );
}
