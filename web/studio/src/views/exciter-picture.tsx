// The exciter's bands over frequency: how hard each is driven (the height), and how
// much of that is mixed in (how solid it is).
// Thread: main.

import { paramSpec } from '@lathe/worklet/params/params.generated';
import { createMemo } from 'solid-js';
import { useStudio } from '../app/studio';
import { exciterOf } from '../audio/master-bands';
import { fixed } from '../params/format';
import type { CanvasArea } from '../ui/canvas';
import { BandPicture, type BandPlace } from './band-picture';
import type { MasterPictureProps } from './master-pictures';

const EDGE_KEYS = [1, 2, 3].map((edge) => `exciter.edge${edge}Hz`);
const MOST_DB = paramSpec('master', 'exciter.band1.amountDb').max;

export function ExciterPicture(props: MasterPictureProps) {
  const studio = useStudio();
  const settings = createMemo(() =>
    exciterOf(studio.records.master().params, studio.records.session().sampleRate),
  );
  const drawBand = ({ context, height, palette }: CanvasArea, place: BandPlace) => {
    const band = settings().bands[place.index];
    if (!band) return;
    const ground = height - 14;
    const top = ground - (band.amountDb / MOST_DB) * (ground - 14);
    const { left, right } = place;
    context.fillStyle = settings().on ? palette.accent : palette.faint;
    context.globalAlpha = 0.15 + (0.7 * band.mixPercent) / 100;
    context.fillRect(left + 2, top, Math.max(0, right - left - 4), ground - top);
    context.globalAlpha = 1;
    context.fillStyle = settings().on ? palette.accent : palette.faint;
    context.fillRect(left + 2, top - 1, Math.max(0, right - left - 4), 1.5);
    if (band.amountDb === 0 || right - left < 34) return;
    context.fillStyle = palette.text;
    context.font = '11px "Inter Variable", sans-serif';
    context.textAlign = 'center';
    context.fillText(`+${fixed(band.amountDb, 1)}`, (left + right) / 2, top - 4);
  };
  return (
    <BandPicture
      label="Exciter: drive of each band over frequency"
      edgeKeys={EDGE_KEYS}
      edgesHz={settings().edgesHz}
      depends={settings}
      drawBand={drawBand}
      chosen={Number(props.band.slice(4)) - 1}
      choose={(band) => props.choose(`band${band + 1}`)}
    />
  );
}
