// What a report's figures are called, in the dialogue and on the report's page.
// Thread: any (no state).

import type { DeliveryVerdict } from '@lathe/worklet/client/delivery';
import type { DeliveryReport } from '@lathe/worklet/client/delivery-report';
import { kiloHertz } from '@lathe/worklet/session/sample-rates';
import { fixed, formatFigure, formatTime } from '../params/format';

export const VERDICTS: Readonly<Record<DeliveryVerdict, { sign: string; word: string }>> = {
  pass: { sign: '✓', word: 'fine' },
  warn: { sign: '!', word: 'careful' },
  fail: { sign: '✕', word: 'not accepted' },
};

const DITHERS = { none: 'not dithered', tpdf: 'TPDF dither', shaped: 'shaped dither' } as const;

/** "24-bit WAV · 48 kHz · stereo · 3:12 · TPDF dither · 55.3 MB" */
export function fileWords({ file }: DeliveryReport): string {
  const channels = ['mono', 'stereo'][file.channels - 1] ?? `${file.channels} channels`;
  return [
    `${file.bits}-bit${file.float ? ' float' : ''} WAV`,
    kiloHertz(file.sampleRate),
    channels,
    formatTime(file.durationSeconds, 1),
    DITHERS[file.dither],
    `${fixed(file.bytes / 1e6, 1)} MB`,
  ].join(' · ');
}

export interface ReportFigure {
  value: string;
  unit: string;
  name: string;
}

/** The few that everybody asks for first. */
export function mainFigures({ song }: DeliveryReport): ReportFigure[] {
  const { measurement } = song;
  return [
    { value: formatFigure(measurement.integratedLufs), unit: 'LUFS', name: 'integrated' },
    { value: formatFigure(measurement.truePeakDbtp, 2), unit: 'dBTP', name: 'true peak' },
    { value: formatFigure(measurement.loudnessRangeLu), unit: 'LU', name: 'loudness range' },
    { value: formatFigure(measurement.plrDb), unit: 'dB', name: 'peak to loudness' },
  ];
}

export function otherFigures({ song }: DeliveryReport): ReportFigure[] {
  const { measurement, dcOffset, clippedSamples } = song;
  const offset = Math.max(0, ...dcOffset.map(Math.abs));
  return [
    {
      value: formatFigure(measurement.maxShortTermLufs),
      unit: 'LUFS',
      name: 'short-term, highest',
    },
    { value: formatFigure(measurement.maxMomentaryLufs), unit: 'LUFS', name: 'momentary, highest' },
    { value: formatFigure(measurement.minPsrDb), unit: 'dB', name: 'peak to short-term, least' },
    { value: formatFigure(measurement.samplePeakDbfs, 2), unit: 'dBFS', name: 'sample peak' },
    {
      value: formatFigure(measurement.ituTruePeakDbtp, 2),
      unit: 'dBTP',
      name: 'true peak, ITU 4×',
    },
    { value: formatFigure(measurement.correlation, 2), unit: '', name: 'correlation' },
    { value: formatFigure(measurement.sideToMidDb), unit: 'dB', name: 'side to mid' },
    { value: fixed(offset * 100, 3), unit: '%', name: 'DC offset' },
    { value: clippedSamples.toLocaleString('en'), unit: '', name: 'samples at full scale' },
  ];
}

/** What was aimed at, as far as it was met; null where nothing was. */
export function aimWords({ aim, misses }: DeliveryReport): string | null {
  if (misses.length > 0) return null;
  const met: string[] = [];
  if (aim.lufs !== null) met.push(`is at the ${formatFigure(aim.lufs)} LUFS aimed at`);
  if (aim.ceilingDbtp !== null) {
    met.push(`stays under its ceiling of ${formatFigure(aim.ceilingDbtp)} dBTP`);
  }
  return met.length > 0 ? `The file ${met.join(' and ')}.` : null;
}

/** Findings that say more than the playback's sentence does. */
export function furtherFindings(outcome: DeliveryReport['delivery'][number]): string[] {
  return outcome.findings.map(({ text }) => text).filter((text) => text !== outcome.playback);
}
