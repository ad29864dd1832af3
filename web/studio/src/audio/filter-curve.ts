// Magnitude of a strip's equaliser, for drawing: the analogue prototypes that
// the engine's matched digital filters follow (within a fraction of a dB up to
// 20 kHz), so a curve does not cramp near half the sample rate.
// Sources: second-order prototypes as in R. Bristow-Johnson's "Cookbook"
// (bell, shelves, notch, band-pass); tilt is of first order, half its gain to
// either side. Butterworth cascades for the high- and low-pass.
// Units: Hz, dB. Thread: main (no state).

export type BandShape = 'bell' | 'lowShelf' | 'highShelf' | 'notch' | 'bandPass' | 'tilt';

/** A notch and a band-pass have no gain: at 0 dB they are not flat. */
export function hasGain(shape: BandShape): boolean {
  return shape !== 'notch' && shape !== 'bandPass';
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
  switch (shape) {
    case 'bell':
      return toDb(squaredMagnitude([1, amplitude / q, 1], [1, 1 / (amplitude * q), 1], x));
    case 'lowShelf':
      return toDb(
        amplitude ** 2 * squaredMagnitude([amplitude, root / q, 1], [1, root / q, amplitude], x),
      );
    case 'highShelf':
      return toDb(
        amplitude ** 2 * squaredMagnitude([1, root / q, amplitude], [amplitude, root / q, 1], x),
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
  if (order === 2) return toDb(1 / ((1 - x * x) ** 2 + (x / q) ** 2));
  return toDb(1 / (1 + x ** (2 * order)));
}

/** `count` frequencies from `lowHz` to `highHz`, equally spaced by ear. */
export function logFrequencies(lowHz: number, highHz: number, count: number): Float64Array {
  const frequencies = new Float64Array(count);
  for (let i = 0; i < count; ++i) frequencies[i] = lowHz * (highHz / lowHz) ** (i / (count - 1));
  return frequencies;
}
