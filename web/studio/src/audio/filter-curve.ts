// Magnitude of a strip's equaliser, for drawing: the analogue prototypes that
// the engine's matched digital filters follow (within a fraction of a dB up to
// 20 kHz), so a curve does not cramp near half the sample rate.
// Sources: second-order prototypes as in R. Bristow-Johnson's "Cookbook"
// (bell, shelves, notch, band-pass); tilt is of first order, half its gain to
// either side, and has no Q. Butterworth cascades for the high- and low-pass.
// Units: Hz, dB. Thread: main (no state).

export type BandShape = 'bell' | 'lowShelf' | 'highShelf' | 'notch' | 'bandPass' | 'tilt';

/** A notch and a band-pass have no gain: at 0 dB they are not flat. */
export function hasGain(shape: BandShape): boolean {
  return shape !== 'notch' && shape !== 'bandPass';
}

export function hasQ(shape: BandShape): boolean {
  return shape !== 'tilt';
}

/** A pass filter's Q shapes this slope only; the others are Butterworth. */
export function slopeHasQ(slopeDbPerOctave: number): boolean {
  return orderOf(slopeDbPerOctave) === 2;
}

/** Shelves keep their Q within these, as the engine's do. */
const SHELF_Q = { min: 0.3, max: 2 } as const;

function shelfQ(q: number): number {
  return Math.min(SHELF_Q.max, Math.max(SHELF_Q.min, q));
}

/** |(b0 + b1 s + b2 s²) / (a0 + a1 s + a2 s²)|² at s = j·x. */
function squaredMagnitude(
  b: readonly [number, number, number],
  a: readonly [number, number, number],
  x: number,
): number {
  const x2 = x * x;
  const numerator = (b[0] - b[2] * x2) ** 2 + (b[1] * x) ** 2;
  const denominator = (a[0] - a[2] * x2) ** 2 + (a[1] * x) ** 2;
  return numerator / denominator;
}

/** A notch is silent at its centre; what is drawn stops here. */
const LOWEST_DB = -120;

function toDb(squared: number): number {
  return Math.max(LOWEST_DB, 10 * Math.log10(squared));
}

export function bandDb(
  shape: BandShape,
  centreHz: number,
  gainDb: number,
  q: number,
  atHz: number,
): number {
  const x = atHz / centreHz;
  const amplitude = 10 ** (gainDb / 40);
  const root = Math.sqrt(amplitude);
  const damping = 1 / shelfQ(q);
  switch (shape) {
    case 'bell':
      return toDb(squaredMagnitude([1, amplitude / q, 1], [1, 1 / (amplitude * q), 1], x));
    case 'lowShelf':
      return toDb(
        amplitude ** 2 *
          squaredMagnitude([amplitude, root * damping, 1], [1, root * damping, amplitude], x),
      );
    case 'highShelf':
      return toDb(
        amplitude ** 2 *
          squaredMagnitude([1, root * damping, amplitude], [amplitude, root * damping, 1], x),
      );
    case 'notch':
      return toDb(squaredMagnitude([1, 0, 1], [1, 1 / q, 1], x));
    case 'bandPass':
      return toDb(squaredMagnitude([0, 1 / q, 0], [1, 1 / q, 1], x));
    case 'tilt':
      return toDb(squaredMagnitude([1, amplitude, 0], [amplitude, 1, 0], x));
  }
}

/** Order of the Butterworth filter of a slope: 6 dB/oct each. */
function orderOf(slopeDbPerOctave: number): number {
  return Math.round(slopeDbPerOctave / 6);
}

/** High- or low-pass of `slopeDbPerOctave`; `q` counts at 12 dB/oct only. */
export function passDb(
  kind: 'highPass' | 'lowPass',
  cornerHz: number,
  slopeDbPerOctave: number,
  q: number,
  atHz: number,
): number {
  // A high-pass is the low-pass mirrored about its corner.
  const x = kind === 'lowPass' ? atHz / cornerHz : cornerHz / atHz;
  const order = orderOf(slopeDbPerOctave);
  if (slopeHasQ(slopeDbPerOctave)) return toDb(1 / ((1 - x * x) ** 2 + (x / q) ** 2));
  return toDb(1 / (1 + x ** (2 * order)));
}

/** `count` frequencies from `lowHz` to `highHz`, equally spaced by ear. */
export function logFrequencies(lowHz: number, highHz: number, count: number): Float64Array {
  const frequencies = new Float64Array(count);
  for (let i = 0; i < count; ++i) frequencies[i] = lowHz * (highHz / lowHz) ** (i / (count - 1));
  return frequencies;
}
