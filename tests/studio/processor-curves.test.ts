// What the page draws of the equaliser and compressor, held to the analogue curves
// (written here by complex numbers, independently of the page) and to figures that
// follow from the definitions.
import { describe, expect, it } from 'vitest';
import {
  compressorOf,
  staticOutputDb,
  staticReductionDb,
} from '../../web/studio/src/audio/compressor';
import {
  actingDb,
  type BandSettings,
  describeEqualiser,
  equaliserDb,
  equaliserOf,
  largestGainDb,
} from '../../web/studio/src/audio/equaliser';
import { type BandShape, bandDb, passDb } from '../../web/studio/src/audio/filter-curve';

interface Complex {
  re: number;
  im: number;
}

/** Σ terms[n]·sⁿ at s = jx. */
function polynomial(terms: readonly number[], x: number): Complex {
  let re = 0;
  let im = 0;
  for (const term of [...terms].reverse()) [re, im] = [term - im * x, re * x];
  return { re, im };
}

function db(numerator: readonly number[], denominator: readonly number[], x: number): number {
  const n = polynomial(numerator, x);
  const d = polynomial(denominator, x);
  return 20 * Math.log10(Math.hypot(n.re, n.im) / Math.hypot(d.re, d.im));
}

/** H(s) of each shape about 1 rad/s, lowest power first, as the engine defines it. */
function analogueDb(shape: BandShape, gainDb: number, q: number, x: number): number {
  const a = 10 ** (gainDb / 40);
  const r = Math.sqrt(a);
  switch (shape) {
    case 'bell':
      return db([1, a / q, 1], [1, 1 / (a * q), 1], x);
    case 'lowShelf':
      return db([a * a, (a * r) / q, a], [1, r / q, a], x);
    case 'highShelf':
      return db([a, (a * r) / q, a * a], [a, r / q, 1], x);
    case 'notch':
      return db([1, 0, 1], [1, 1 / q, 1], x);
    case 'bandPass':
      return db([0, 1 / q], [1, 1 / q, 1], x);
    case 'tilt':
      return db([1, a], [a, 1], x);
  }
}

const FREQUENCIES = [21, 97, 331, 860, 1210, 2900, 7700, 19000];

describe('equaliser curves', () => {
  it.each(['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] as const)(
    '%s follows its analogue curve at every gain and Q',
    (shape) => {
      let worstDb = 0;
      for (const gainDb of [-18, -4.5, 3, 18, 36]) {
        for (const q of [0.3, 0.71, 2]) {
          for (const hz of FREQUENCIES) {
            const expected = analogueDb(shape, gainDb, q, hz / 1000);
            const drawn = bandDb(shape, 1000, gainDb, q, hz);
            worstDb = Math.max(worstDb, Math.abs(drawn - expected));
          }
        }
      }
      expect(worstDb).toBeLessThan(1e-9);
    },
  );

  it('a band-pass of Q 2 is 10 dB down an octave away; a tilt of 12 dB rises by 6 dB', () => {
    // |H|² = (x/Q)² / ((1 − x²)² + (x/Q)²) = 1 / (9 + 1).
    expect(bandDb('bandPass', 1000, 6, 2, 2000)).toBeCloseTo(-10, 9);
    expect(bandDb('bandPass', 1000, -6, 2, 500)).toBeCloseTo(-10, 9);
    expect(bandDb('tilt', 650, 12, 5, 650 * 1000)).toBeCloseTo(6, 4);
    expect(bandDb('tilt', 650, 12, 5, 0.65)).toBeCloseTo(-6, 4);
  });

  it('a shelf keeps its Q within 0.3 and 2; other shapes take any', () => {
    for (const shape of ['lowShelf', 'highShelf'] as const) {
      for (const hz of FREQUENCIES) {
        expect(bandDb(shape, 1000, 9, 12, hz)).toBe(bandDb(shape, 1000, 9, 2, hz));
        expect(bandDb(shape, 1000, 9, 0.1, hz)).toBe(bandDb(shape, 1000, 9, 0.3, hz));
      }
    }
    expect(bandDb('bell', 1000, 9, 12, 1210)).not.toBe(bandDb('bell', 1000, 9, 2, 1210));
  });

  it('slopes up to 48 dB/oct are Butterworth; only 12 dB/oct takes a Q', () => {
    for (const slope of [6, 18, 24, 36, 48]) {
      const order = slope / 6;
      const expected = -10 * Math.log10(1 + 1.5 ** (2 * order));
      expect(passDb('lowPass', 1000, slope, 2, 1500)).toBeCloseTo(expected, 9);
      expect(passDb('highPass', 1500, slope, 0.5, 1000)).toBeCloseTo(expected, 9);
    }
    expect(passDb('lowPass', 1000, 12, 2, 1000)).toBeCloseTo(20 * Math.log10(2), 9);
  });

  const params = {
    'eq.on': true,
    'eq.band3.freqHz': 1000,
    'eq.band3.gainDb': 4,
    'eq.band3.dynOn': true,
    'eq.band3.dynGainDb': -10,
  } as const;
  const band3 = (more: Record<string, unknown> = {}) =>
    equaliserOf({ ...params, ...more } as never, 48000).bands[2] as BandSettings;

  it.each([
    [0, 0],
    [50, 2],
    [100, 4],
    [200, 8],
  ])('a gain scale of %i %% makes 4 dB %f dB', (percent, gainDb) => {
    const settings = equaliserOf({ ...params, 'eq.gainScalePercent': percent }, 48000);
    expect(equaliserDb(settings, 1000)).toBeCloseTo(gainDb, 9);
  });

  it('a dynamic band reaches from its gain to that with the dynamic gain, scaled alike', () => {
    expect(actingDb(band3(), 1000)).toBeCloseTo(-10, 9);
    // Acting in full it is the bell of its summed gain, everywhere.
    for (const hz of FREQUENCIES) {
      const acting = analogueDb('bell', -6, 1, hz / 1000) - analogueDb('bell', 4, 1, hz / 1000);
      expect(actingDb(band3(), hz)).toBeCloseTo(acting, 9);
    }
    expect(actingDb(band3({ 'eq.gainScalePercent': 50 }), 1000)).toBeCloseTo(-5, 9);
    expect(actingDb(band3({ 'eq.band3.dynOn': false }), 1000)).toBe(0);
    expect(actingDb(band3({ 'eq.band3.type': 'notch' }), 1200)).toBe(0);
  });

  it('gains end at 36 dB, and the picture is told how far they go', () => {
    const loud = { 'eq.gainScalePercent': 200, 'eq.band3.gainDb': 15, 'eq.band3.dynGainDb': 18 };
    expect(actingDb(band3(loud), 1000)).toBeCloseTo(36 - 30, 9);
    expect(largestGainDb(equaliserOf({ ...params }, 48000))).toBe(6);
    expect(
      largestGainDb(equaliserOf({ 'eq.band1.gainDb': -12, 'eq.gainScalePercent': 200 }, 48000)),
    ).toBe(24);
    expect(
      largestGainDb(equaliserOf({ 'eq.band1.gainDb': -12, 'eq.band1.on': false }, 48000)),
    ).toBe(0);
  });

  it('says that bands move', () => {
    expect(describeEqualiser(equaliserOf({ ...params }, 48000))).toMatch(
      /^\+4\.0 dB .* · 1 dynamic band$/,
    );
  });
});

describe('compressor curve', () => {
  const settingsOf = (more: Record<string, number>) =>
    compressorOf({
      'comp.on': true,
      'comp.thresholdDb': -40,
      'comp.ratio': 100,
      'comp.kneeDb': 0,
      ...more,
    });

  it('the range is the most it takes, bent into it over 6 dB', () => {
    const settings = settingsOf({ 'comp.rangeDb': 12 });
    const knee = 20 * Math.log10(2);
    expect(staticReductionDb(settings, -40 + 12 - knee / 2)).toBeCloseTo(12 - knee / 2, 9);
    expect(staticReductionDb(settings, -28)).toBeCloseTo(12 - knee / 8, 9);
    expect(staticReductionDb(settings, -40 + 12 + knee / 2)).toBeCloseTo(12, 9);
    expect(staticReductionDb(settings, 0)).toBeCloseTo(12, 9);
    expect(staticReductionDb(settingsOf({ 'comp.rangeDb': 0 }), 0)).toBe(0);
    expect(staticReductionDb(settingsOf({ 'comp.rangeDb': 40 }), 20)).toBeCloseTo(60, 9);
  });

  it('the mix adds the input to what is compressed, made up', () => {
    // 40 dB taken, half and half: 0.5 + 0.5 · 0.01.
    const half = settingsOf({ 'comp.mixPercent': 50 });
    expect(staticOutputDb(half, 0)).toBeCloseTo(20 * Math.log10(0.505), 9);
    expect(staticOutputDb(half, -50)).toBeCloseTo(-50, 9);
    const madeUp = settingsOf({ 'comp.mixPercent': 50, 'comp.makeUpDb': 20 });
    expect(staticOutputDb(madeUp, 0)).toBeCloseTo(20 * Math.log10(0.55), 9);
    expect(staticOutputDb(settingsOf({ 'comp.mixPercent': 0, 'comp.makeUpDb': 20 }), 0)).toBe(0);
    expect(staticOutputDb(settingsOf({ 'comp.makeUpDb': 6 }), -50)).toBeCloseTo(-44, 9);
  });
});
