// Loudness as it plays, since the meters were reset: momentary, short-term,
// integrated, their largest, range, peaks, and the ratios of peak to loudness.
// Thread: main.

import type { MeterFrame } from '@lathe/worklet/client/studio-engine';
import { For } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import {
  EBU_TARGET_LUFS,
  type LOUDNESS_SCALES,
  onScale,
  plrDb,
  SCALES,
} from '../audio/loudness-scale';
import { fixed } from '../params/format';
import { ActionButton } from '../ui/action-button';
import { BarMeter, type BarReading, BarTicks } from '../ui/bar-meter';
import { Icon } from '../ui/icon';
import { SelectField } from '../ui/select-field';
import { LiveReadout } from './loudness-readout';
import { MeterCard } from './meter-card';

const SCALE_NAMES = {
  absolute: 'LUFS',
  ebu9: 'EBU +9',
  ebu18: 'EBU +18',
} as const satisfies Record<(typeof LOUDNESS_SCALES)[number], string>;

interface Figure {
  label: string;
  unit: string;
  read: (meters: MeterFrame) => number | null;
}

const BARS: readonly {
  name: string;
  label: string;
  read: (meters: MeterFrame) => { now: number | null; most?: number | null };
}[] = [
  {
    name: 'M',
    label: 'Momentary loudness',
    read: (meters) => ({ now: meters.momentaryLufs, most: meters.output.maxMomentaryLufs }),
  },
  {
    name: 'S',
    label: 'Short-term loudness',
    read: (meters) => ({ now: meters.shortTermLufs, most: meters.output.maxShortTermLufs }),
  },
  {
    name: 'I',
    label: 'Integrated loudness',
    read: (meters) => ({ now: meters.integratedLufs }),
  },
];

const FIGURES: readonly Figure[] = [
  { label: 'range', unit: 'LU', read: ({ output }) => output.loudnessRangeLu },
  { label: 'PLR', unit: 'dB', read: (m) => plrDb(m.truePeakDbtp, m.integratedLufs) },
  { label: 'PSR', unit: 'dB', read: ({ output }) => output.psrDb },
  { label: 'true peak', unit: 'dBTP', read: (meters) => meters.truePeakDbtp },
  { label: 'ITU 4×', unit: 'dBTP', read: ({ output }) => output.ituTruePeakDbtp },
  { label: 'sample', unit: 'dBFS', read: ({ output }) => output.samplePeakDbfs },
];

export function LiveLoudness() {
  const { meters } = useStudio();
  const scale = () => SCALES[meters.scale()];
  const reading = (frame: Frame, read: (typeof BARS)[number]['read']): BarReading => {
    if (!frame.meters) return { value: null };
    const { now, most } = read(frame.meters);
    return { value: onScale(scale(), now), held: onScale(scale(), most ?? null) };
  };
  const most = (read: (meters: MeterFrame) => number | null) => (meters: MeterFrame | null) =>
    meters && onScale(scale(), read(meters));
  return (
    <MeterCard
      title="Output"
      says="since the reset"
      tools={
        <ActionButton action="listen.resetMeters" class="quiet square small">
          <Icon name="reset" />
        </ActionButton>
      }
    >
      <div class="bars">
        <For each={BARS}>
          {({ name, label, read }) => (
            <BarMeter
              name={name}
              label={label}
              unit={scale().unit}
              min={scale().min}
              max={scale().max}
              careful={scale().unit === 'LU' ? 0 : scale().max}
              read={(frame) => reading(frame, read)}
            />
          )}
        </For>
        <BarTicks min={scale().min} max={scale().max} ticks={scale().ticks} />
      </div>
      <div class="figures-grid thirds">
        <LiveReadout
          read={most(({ output }) => output.maxMomentaryLufs)}
          label="M most"
          unit={scale().unit}
        />
        <LiveReadout
          read={most(({ output }) => output.maxShortTermLufs)}
          label="S most"
          unit={scale().unit}
        />
        <LiveReadout
          read={(frame) => frame?.output.leastPsrDb ?? null}
          label="least PSR"
          unit="dB"
        />
        <For each={FIGURES}>
          {({ label, unit, read }) => (
            <LiveReadout read={(frame) => (frame ? read(frame) : null)} label={label} unit={unit} />
          )}
        </For>
      </div>
      <div class="meter-choices">
        <SelectField
          name="Loudness scale"
          label="scale"
          title={`EBU scales: 0 LU is ${fixed(EBU_TARGET_LUFS, 0)} LUFS`}
          value={meters.scale()}
          options={SCALE_NAMES}
          choose={meters.scale.set}
        />
      </div>
    </MeterCard>
  );
}
