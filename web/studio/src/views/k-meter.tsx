// The output's level on a K-System meter or a VU meter: the average as a bar, the
// peak as a line that falls and one that is held.
// Thread: main.

import { createMemo } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import {
  KSystemBallistics,
  PeakBallistics,
  VU_ZERO_DBFS,
  VuBallistics,
} from '../audio/meter-ballistics';
import { fixed } from '../params/format';
import { BarMeter, type BarReading, BarTicks } from '../ui/bar-meter';
import { SelectField } from '../ui/select-field';
import { MeterCard } from './meter-card';

interface LevelScale {
  /** dBFS of its 0. */
  zeroDbfs: number;
  min: number;
  max: number;
  careful: number;
  wrong: number;
  ticks: readonly number[];
  unit: string;
}

/** As Katz draws them: green to 0, amber to +4, red above. */
const kSystem = (headroomDb: 12 | 14 | 20): LevelScale => ({
  zeroDbfs: -headroomDb,
  min: -24,
  max: headroomDb,
  careful: 0,
  wrong: 4,
  ticks: [-18, -12, -6, 0, 4, ...(headroomDb === 20 ? [10, 16] : [8])],
  unit: `dB on K-${headroomDb}`,
});

const LEVEL_SCALES = {
  k14: kSystem(14),
  k12: kSystem(12),
  k20: kSystem(20),
  vu: {
    zeroDbfs: VU_ZERO_DBFS,
    min: -20,
    max: 3,
    careful: 0,
    wrong: 3,
    ticks: [-10, -7, -5, -3, 0],
    unit: 'VU',
  },
} as const satisfies Record<string, LevelScale>;

const NAMES = { k12: 'K-12', k14: 'K-14', k20: 'K-20', vu: 'VU' } as const;
const SIDES = ['Left', 'Right'] as const;

export function KMeter() {
  const { meters } = useStudio();
  const scale = () => LEVEL_SCALES[meters.level()];
  const isVu = () => meters.level() === 'vu';
  return (
    <MeterCard
      title="Level"
      says={`0 is ${fixed(scale().zeroDbfs, 0)} dBFS, ${isVu() ? 'RMS' : 'a sine by its peak'}`}
    >
      <div class="bars">
        {SIDES.map((side, channel) => (
          <LevelBar side={side} channel={channel as 0 | 1} scale={scale()} vu={isVu()} />
        ))}
        <BarTicks min={scale().min} max={scale().max} ticks={scale().ticks} />
      </div>
      <div class="meter-choices">
        <SelectField
          name="Level meter"
          label="meter"
          title="K-System (Katz): average over 600 ms, a sine reads its peak; the line is the peak. VU: 300 ms"
          value={meters.level()}
          options={NAMES}
          choose={meters.level.set}
        />
      </div>
    </MeterCard>
  );
}

function LevelBar(props: { side: string; channel: 0 | 1; scale: LevelScale; vu: boolean }) {
  const peak = new PeakBallistics();
  const average = createMemo(() => (props.vu ? new VuBallistics() : new KSystemBallistics()));
  const read = ({ levels, elapsedMs }: Frame): BarReading => {
    const { channel, scale, vu } = props;
    const means = vu ? levels?.output.averageDb : levels?.output.rmsDb;
    average().update(means?.[channel] ?? Number.NEGATIVE_INFINITY, elapsedMs);
    peak.update(levels?.outputPeakDb[channel] ?? Number.NEGATIVE_INFINITY, elapsedMs);
    const on = (dbfs: number) => dbfs - scale.zeroDbfs;
    const value = on(average().levelDb);
    return {
      value: value < -100 ? Number.NEGATIVE_INFINITY : value,
      peak: vu ? null : on(peak.levelDb),
      held: vu ? null : on(peak.heldDb),
    };
  };
  return (
    <BarMeter
      name={props.side.charAt(0)}
      label={`${props.side} level`}
      unit={props.scale.unit}
      min={props.scale.min}
      max={props.scale.max}
      careful={props.scale.careful}
      wrong={props.scale.wrong}
      read={read}
    />
  );
}
