// A level meter on a canvas: peak bars that fall by IEC 60268-18 with a hold line,
// or bars that average, on the fader's own scale, so that one set of marks serves
// both.
// Thread: main.

import { type ParamSpec, paramSpec } from '@lathe/worklet/params/params.generated';
import type { Frame } from '../app/frame-loop';
import type { MeterKind } from '../app/metering';
import {
  PeakBallistics,
  RmsBallistics,
  VU_ZERO_DBFS,
  VuBallistics,
} from '../audio/meter-ballistics';
import { toPosition } from '../params/taper';
import { Canvas, type CanvasArea } from './canvas';

const FADER_SCALE = paramSpec('strip', 'fader.gainDb');
const GAP_PX = 2;
/** Where green ends and where digital full scale is. */
const CAREFUL_DB = -6;
const FULL_SCALE_DB = 0;

export interface LevelMeterProps {
  channels: number;
  /** The parameter whose travel is the scale: that of the fader beside it. */
  scale?: ParamSpec;
  /** What the bars show; peaks, if left out. */
  kind?: MeterKind;
  /** Peaks, or means, in dB since the last frame; null while nothing is heard. */
  read: (frame: Frame) => readonly [number, number] | null;
  class?: string;
}

interface Bar {
  levelDb: number;
  /** Only of peaks. */
  heldDb?: number;
  update(inputDb: number, elapsedMs: number): void;
}

const BARS: Record<MeterKind, () => Bar> = {
  peak: () => new PeakBallistics(),
  vu: () => new VuBallistics(),
  rms: () => new RmsBallistics(),
};

export function LevelMeter(props: LevelMeterProps) {
  let kind = props.kind ?? 'peak';
  let bars = [BARS[kind](), BARS[kind]()];
  let drawn = '';
  const scale = props.scale ?? FADER_SCALE;

  const update = (frame: Frame): boolean => {
    const wanted = props.kind ?? 'peak';
    if (wanted !== kind) {
      kind = wanted;
      bars = [BARS[kind](), BARS[kind]()];
    }
    const levels = props.read(frame);
    for (const [channel, bar] of bars.entries()) {
      bar.update(levels?.[channel] ?? Number.NEGATIVE_INFINITY, frame.elapsedMs);
    }
    const shown = bars.map(({ levelDb, heldDb }) => `${levelDb.toFixed(1)} ${heldDb?.toFixed(1)}`);
    shown.push(kind);
    if (shown.join() === drawn) return false;
    drawn = shown.join();
    return true;
  };

  const draw = ({ context, width, height, palette }: CanvasArea) => {
    const count = Math.max(1, Math.min(2, props.channels));
    const barWidth = (width - GAP_PX * (count - 1)) / count;
    const y = (db: number) => height * (1 - toPosition(scale, db));
    for (let channel = 0; channel < count; ++channel) {
      const bar = bars[channel] as Bar;
      const left = channel * (barWidth + GAP_PX);
      context.fillStyle = palette.sunken;
      context.fillRect(left, 0, barWidth, height);
      const zone = (fromDb: number, toDb: number, colour: string) => {
        const top = Math.min(bar.levelDb, toDb);
        if (top <= fromDb) return;
        context.fillStyle = colour;
        context.fillRect(left, y(top), barWidth, y(fromDb) - y(top));
      };
      zone(scale.min, CAREFUL_DB, palette.good);
      zone(CAREFUL_DB, FULL_SCALE_DB, palette.careful);
      zone(FULL_SCALE_DB, scale.max, palette.wrong);
      if (kind === 'vu') {
        context.fillStyle = palette.text;
        context.fillRect(left, y(VU_ZERO_DBFS), barWidth, 1);
      }
      if (bar.heldDb !== undefined && bar.heldDb > -90) {
        context.fillStyle = bar.heldDb > FULL_SCALE_DB ? palette.wrong : palette.text;
        context.fillRect(left, Math.max(0, y(bar.heldDb) - 1), barWidth, 2);
      }
    }
  };

  return <Canvas class={`level-meter ${props.class ?? ''}`} frame={update} draw={draw} />;
}
