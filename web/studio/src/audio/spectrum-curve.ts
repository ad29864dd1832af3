// From a spectrum's bins to a curve over a logarithmic axis, and the tilt that lets
// music, which falls towards the treble, lie level.
// Thread: main (no state).

export const TILTS_DB = [0, 3, 4.5] as const;
export type TiltDb = (typeof TILTS_DB)[number];
/** Where a tilt changes nothing. */
export const TILT_PIVOT_HZ = 1000;
export const SPECTRUM_FLOOR_DB = -144;

export function tiltAt(hz: number, tiltDb: number): number {
  return tiltDb * Math.log2(hz / TILT_PIVOT_HZ);
}

function toDb(power: number): number {
  return Math.max(SPECTRUM_FLOOR_DB, 10 * Math.log10(power));
}

/**
 * Fills `columns` with dB, evenly in octaves from `lowestHz` to `highestHz`: where a column holds
 * bins, the highest of them; where bins lie wider, the line between them. `power` by bin, `binHz`
 * apart; past its end is silence.
 */
export function spectrumColumns(
  power: Float64Array,
  binHz: number,
  lowestHz: number,
  highestHz: number,
  tiltDb: number,
  columns: Float32Array,
): void {
  const last = columns.length - 1;
  const ratio = (highestHz / lowestHz) ** (1 / last);
  const half = Math.sqrt(ratio);
  let hz = lowestHz;
  for (let column = 0; column <= last; ++column) {
    const from = Math.ceil(hz / half / binHz);
    const to = Math.min(power.length - 1, Math.floor((hz * half) / binHz));
    let db = SPECTRUM_FLOOR_DB;
    if (from <= to) {
      let highest = 0;
      for (let k = from; k <= to; ++k) highest = Math.max(highest, power[k] as number);
      db = toDb(highest);
    } else if (hz / binHz < power.length) {
      const place = hz / binHz;
      const k = Math.floor(place);
      const below = toDb(power[k] ?? 0);
      db = below + (toDb(power[k + 1] ?? 0) - below) * (place - k);
    }
    columns[column] = db + tiltAt(hz, tiltDb);
    hz *= ratio;
  }
}
