// Loudness as it plays, since the meters were reset: momentary, short-term,
// integrated, their largest, range, peaks, and the ratios of peak to loudness.
// Thread: main.

import type { MeterFrame } from '@lathe/worklet/client/studio-engine';
import { For, onCleanup, onMount } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import {
  EBU_TARGET_LUFS,
  type LOUDNESS_SCALES,
  onScale,
  plrDb,
  SCALES,
} from '../audio/loudness-scale';
import { isUnsettled, settlesText, soundingSeconds } from '../audio/settled';
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
  settles?: boolean;
}

const BARS: readonly {
  name: string;
  label: string;
  read: (meters: MeterFrame) => { now: number | null; most?: number | null };
  settles?: boolean;
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
    settles: true,
  },
];

const FIGURES: readonly Figure[] = [
  { label: 'range', unit: 'LU', read: ({ output }) => output.loudnessRangeLu, settles: true },
  { label: 'PLR', unit: 'dB', read: (m) => plrDb(m.truePeakDbtp, m.integratedLufs) },
  { label: 'PSR', unit: 'dB', read: ({ output }) => output.psrDb },
  { label: 'true peak', unit: 'dBTP', read: (meters) => meters.truePeakDbtp },
  { label: 'ITU 4×', unit: 'dBTP', read: ({ output }) => output.ituTruePeakDbtp },
  { label: 'sample', unit: 'dBFS', read: ({ output }) => output.samplePeakDbfs },
];

export function LiveLoudness() {
  const { meters } = useStudio();
  const scale = () => SCALES[meters.scale()];
  const reading = (
    { meters: heard }: Frame,
    { read, settles = false }: (typeof BARS)[number],
  ): BarReading => {
    if (!heard) return { value: null };
    const { now, most } = read(heard);
    const value = onScale(scale(), now);
    const unsettled = settles && isUnsettled(soundingSeconds(heard));
    return { value, held: onScale(scale(), most ?? null), unsettled };
  };
  const most = (read: (meters: MeterFrame) => number | null) => (meters: MeterFrame | null) =>
    meters && onScale(scale(), read(meters));
  return (
    <MeterCard
      title="Output"
      says={<SinceTheReset />}
      tools={
        <ActionButton action="listen.resetMeters" class="quiet square small">
          <Icon name="reset" />
        </ActionButton>
      }
    >
      <div class="bars">
        <For each={BARS}>
          {(bar) => (
            <BarMeter
              name={bar.name}
              label={bar.label}
              unit={scale().unit}
              min={scale().min}
              max={scale().max}
              careful={scale().unit === 'LU' ? 0 : scale().max}
              read={(frame) => reading(frame, bar)}
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
          {({ label, unit, read, settles }) => (
            <LiveReadout
              read={(frame) => (frame ? read(frame) : null)}
              label={label}
              unit={unit}
              settles={settles}
            />
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

/** Says what the mark before range and integrated loudness means, for as long as it stands there. */
function SinceTheReset() {
  const studio = useStudio();
  let text!: HTMLSpanElement;
  onMount(() => {
    onCleanup(
      studio.frames.add(({ meters }) => {
        const seconds = meters && meters.integratedLufs !== null ? soundingSeconds(meters) : null;
        const unsettled = seconds !== null && isUnsettled(seconds);
        const next = unsettled ? settlesText(seconds) : 'since the reset';
        if (text.textContent !== next) text.textContent = next;
      }),
    );
  });
  return <span ref={text}>since the reset</span>;
}
