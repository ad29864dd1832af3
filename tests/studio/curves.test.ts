import { describe, expect, it } from 'vitest';
import {
  type CompressorSettings,
  describeCompressor,
  staticOutputDb,
} from '../../web/studio/src/audio/compressor';
import { describeEqualiser, equaliserDb, equaliserOf } from '../../web/studio/src/audio/equaliser';
import { bandDb, passDb } from '../../web/studio/src/audio/filter-curve';
import { PeakBallistics } from '../../web/studio/src/audio/meter-ballistics';
import { ReductionHistory } from '../../web/studio/src/audio/reduction-history';

describe('filter curves', () => {
  it('a bell has its gain at its centre and half of it (in dB) at its band edges', () => {
    for (const gain of [-12, -3, 6, 18]) {
      for (const q of [0.5, 1, 4]) {
        expect(bandDb('bell', 1000, gain, q, 1000)).toBeCloseTo(gain, 9);
        // Band edges: x − 1/x = ±1/Q.
        const x = (1 / q + Math.sqrt(1 / q ** 2 + 4)) / 2;
        expect(bandDb('bell', 1000, gain, q, 1000 * x)).toBeCloseTo(gain / 2, 6);
        expect(bandDb('bell', 1000, gain, q, 1000 / x)).toBeCloseTo(gain / 2, 6);
      }
    }
  });

  it('a shelf has its gain on its own side, none on the other, half at its corner', () => {
    for (const gain of [-9, 9]) {
      expect(bandDb('lowShelf', 200, gain, Math.SQRT1_2, 1)).toBeCloseTo(gain, 2);
      expect(bandDb('lowShelf', 200, gain, Math.SQRT1_2, 40000)).toBeCloseTo(0, 2);
      expect(bandDb('lowShelf', 200, gain, Math.SQRT1_2, 200)).toBeCloseTo(gain / 2, 6);
      expect(bandDb('highShelf', 2000, gain, Math.SQRT1_2, 400000)).toBeCloseTo(gain, 2);
      expect(bandDb('highShelf', 2000, gain, Math.SQRT1_2, 10)).toBeCloseTo(0, 2);
      expect(bandDb('highShelf', 2000, gain, Math.SQRT1_2, 2000)).toBeCloseTo(gain / 2, 6);
    }
  });

  it('a notch is silent at its centre and −3 dB at its band edges', () => {
    expect(bandDb('notch', 1000, 0, 8, 1000)).toBe(-120);
    const x = (1 / 8 + Math.sqrt(1 / 64 + 4)) / 2;
    expect(bandDb('notch', 1000, 0, 8, 1000 * x)).toBeCloseTo(-3.0103, 4);
  });

  it('a band-pass lets its centre through and is −3 dB at its band edges', () => {
    expect(bandDb('bandPass', 1000, 9, 2, 1000)).toBeCloseTo(0, 9);
    const x = (1 / 2 + Math.sqrt(1 / 4 + 4)) / 2;
    expect(bandDb('bandPass', 1000, 9, 2, 1000 * x)).toBeCloseTo(-3.0103, 4);
    expect(bandDb('bandPass', 1000, 9, 2, 10)).toBeCloseTo(-46, 0);
  });

  it('a tilt turns about its frequency, half its gain to either side', () => {
    for (const gain of [-6, 4]) {
      expect(bandDb('tilt', 650, gain, 1, 650)).toBeCloseTo(0, 9);
      expect(bandDb('tilt', 650, gain, 1, 1)).toBeCloseTo(-gain / 2, 2);
      expect(bandDb('tilt', 650, gain, 1, 400000)).toBeCloseTo(gain / 2, 2);
    }
  });

  it('pass filters are −3 dB at their corner and fall by their slope', () => {
    for (const slope of [6, 12, 18, 24, 36, 48]) {
      for (const kind of ['highPass', 'lowPass'] as const) {
        expect(passDb(kind, 1000, slope, Math.SQRT1_2, 1000)).toBeCloseTo(-3.0103, 4);
        // One octave, far from the corner but above the floor of what is drawn.
        const far = slope > 24 ? 4 : 8;
        const at = (x: number) => (kind === 'lowPass' ? 1000 * x : 1000 / x);
        const db = (x: number) => passDb(kind, 1000, slope, Math.SQRT1_2, at(x));
        const fall = db(far / 2) - db(far);
        expect(Math.abs(fall - slope)).toBeLessThan(0.3);
      }
    }
  });

  it('what is off or at 0 dB adds nothing', () => {
    const flat = equaliserOf({ 'eq.on': true }, 48000);
    for (const hz of [20, 440, 20000]) expect(equaliserDb(flat, hz)).toBe(0);
    expect(describeEqualiser(flat)).toBe('flat');
    expect(describeEqualiser(equaliserOf({}, 48000))).toBe('off');
    const cut = equaliserOf(
      { 'eq.on': true, 'eq.band2.gainDb': -3.1, 'eq.band2.freqHz': 320 },
      48000,
    );
    expect(describeEqualiser(cut)).toMatch(/^−3\.1 dB at 3[12][05] Hz$/);
  });
});

describe('compressor', () => {
  const settings: CompressorSettings = {
    on: true,
    thresholdDb: -20,
    ratio: 4,
    kneeDb: 6,
    makeUpDb: 0,
    rangeDb: 40,
    mixPercent: 100,
    autoMakeUp: false,
  };

  it('leaves what is under the knee, divides what is over it, and bends smoothly between', () => {
    expect(staticOutputDb(settings, -40)).toBe(-40);
    expect(staticOutputDb(settings, -23)).toBe(-23);
    expect(staticOutputDb(settings, 0)).toBeCloseTo(-15, 12);
    expect(staticOutputDb(settings, -17)).toBeCloseTo(-19.25, 12);
    // At the threshold the knee has taken an eighth of its width times the slope.
    expect(staticOutputDb(settings, -20)).toBeCloseTo(-20 - (6 / 8) * 0.75, 12);
    expect(staticOutputDb({ ...settings, ratio: 100 }, 0)).toBe(-20);
  });

  it('says what was measured: how much on peaks and for how much of the time', () => {
    const heard = new ReductionHistory(100);
    for (let i = 0; i < 100; ++i) heard.add(i % 4 === 0 ? -4.2 : -0.1);
    expect(describeCompressor(settings, heard)).toBe('−4.2 dB on peaks, 25 % of the time');
    for (let i = 0; i < 100; ++i) heard.add(0);
    expect(describeCompressor(settings, heard)).toBe('not reaching its threshold');
    expect(describeCompressor({ ...settings, on: false }, heard)).toBe('off');
  });
});

describe('peak meter', () => {
  it('rises at once, falls 20 dB in 1.7 s, and holds its peak', () => {
    const meter = new PeakBallistics();
    meter.update(-3, 16);
    expect(meter.levelDb).toBe(-3);
    for (let i = 0; i < 170; ++i) meter.update(Number.NEGATIVE_INFINITY, 10);
    expect(meter.levelDb).toBeCloseTo(-23, 6);
    expect(meter.heldDb).toBeLessThan(-3);
    const holding = new PeakBallistics();
    holding.update(-3, 16);
    for (let i = 0; i < 140; ++i) holding.update(-60, 10);
    expect(holding.heldDb).toBe(-3);
    holding.update(Number.NaN, 10);
    expect(Number.isFinite(holding.levelDb)).toBe(true);
  });
});
