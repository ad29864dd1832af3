// Scales of loudness: EBU +9 and +18 (EBU Tech 3341: 0 LU is −23 LUFS, from −18 or
// −36 LU up to +9 or +18), or LUFS as they are.
// Thread: main (no state).

export const LOUDNESS_SCALES = ['absolute', 'ebu9', 'ebu18'] as const;
export type LoudnessScaleName = (typeof LOUDNESS_SCALES)[number];

/** EBU R 128. */
export const EBU_TARGET_LUFS = -23;

export interface LoudnessScale {
  name: string;
  unit: 'LUFS' | 'LU';
  /** In its unit. */
  min: number;
  max: number;
  ticks: readonly number[];
  /** What to take off a figure in LUFS. */
  zeroLufs: number;
}

export const SCALES: Record<LoudnessScaleName, LoudnessScale> = {
  absolute: {
    name: 'LUFS',
    unit: 'LUFS',
    min: -48,
    max: 0,
    ticks: [-42, -36, -30, -24, -18, -12, -6],
    zeroLufs: 0,
  },
  ebu9: {
    name: 'EBU +9',
    unit: 'LU',
    min: -18,
    max: 9,
    ticks: [-15, -12, -9, -6, -3, 0, 3, 6],
    zeroLufs: EBU_TARGET_LUFS,
  },
  ebu18: {
    name: 'EBU +18',
    unit: 'LU',
    min: -36,
    max: 18,
    ticks: [-30, -24, -18, -12, -6, 0, 6, 12],
    zeroLufs: EBU_TARGET_LUFS,
  },
};

/** A figure in LUFS on the scale; null stays null. */
export function onScale(scale: LoudnessScale, lufs: number | null): number | null {
  return lufs === null ? null : lufs - scale.zeroLufs;
}

/** Peak to loudness ratio: true peak less integrated loudness, dB. */
export function plrDb(truePeakDbtp: number | null, integratedLufs: number | null): number | null {
  return truePeakDbtp === null || integratedLufs === null ? null : truePeakDbtp - integratedLufs;
}
