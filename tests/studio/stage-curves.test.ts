// What the page draws and says of gate, transient shaper, de-esser, saturation and
// width, held to figures that follow from the engine's definitions, written here
// independently of the page.
import { describe, expect, it } from 'vitest';
import {
  type DeEsserSettings,
  deEsserGainDb,
  deEsserKeyDb,
  deEsserOf,
  describeDeEsser,
} from '../../web/studio/src/audio/deesser';
import { describeGate, gateOf, gateReductionDb } from '../../web/studio/src/audio/gate';
import { ReductionHistory } from '../../web/studio/src/audio/reduction-history';
import {
  describeSaturation,
  programmeGainDb,
  type SaturationCharacter,
  saturationOf,
  saturationTransfer,
  shaperValue,
} from '../../web/studio/src/audio/saturation';
import {
  describeTransient,
  hitLevelsDb,
  transientGainsDb,
  transientOf,
} from '../../web/studio/src/audio/transient';
import { describeWidth } from '../../web/studio/src/audio/width';
import { stageOrder } from '../../web/studio/src/document/stage-order';
import { paramSpec } from '../../worklet/src/params/params.generated';
import type { ParamRecord } from '../../worklet/src/session/session-document';

const SILENT = new ReductionHistory();

describe('gate curve', () => {
  const gate = (more: ParamRecord = {}) =>
    gateOf({ 'gate.on': true, 'gate.thresholdDb': -40, 'gate.kneeDb': 0, ...more });

  it('an expander of 4:1 takes three times the way under its threshold, to its range', () => {
    const settings = gate({ 'gate.ratio': 4, 'gate.rangeDb': 30 });
    expect(gateReductionDb(settings, -39, false)).toBe(0);
    expect(gateReductionDb(settings, -45, false)).toBeCloseTo(15, 9);
    expect(gateReductionDb(settings, -49.9, false)).toBeCloseTo(29.7, 9);
    expect(gateReductionDb(settings, -50, false)).toBe(30);
    expect(gateReductionDb(settings, -90, false)).toBe(30);
  });

  it('the knee begins half its width over the threshold and ends half under', () => {
    const settings = gate({ 'gate.ratio': 2, 'gate.kneeDb': 8, 'gate.hysteresisDb': 0 });
    // Closed, at the threshold: (knee/2)²/(2·knee).
    expect(gateReductionDb(settings, -40 - 1e-9, false)).toBeCloseTo(1, 6);
    expect(gateReductionDb(settings, -36, false)).toBe(0);
    expect(gateReductionDb(settings, -38, false)).toBeCloseTo(2 ** 2 / 16, 9);
    expect(gateReductionDb(settings, -44, false)).toBeCloseTo(4, 9);
  });

  it('a gate takes all of its range, and once open stays so to its hysteresis', () => {
    const settings = gate({ 'gate.mode': 'gate', 'gate.rangeDb': 60, 'gate.hysteresisDb': 6 });
    expect(gateReductionDb(settings, -40.1, false)).toBe(60);
    expect(gateReductionDb(settings, -40, false)).toBe(0);
    expect(gateReductionDb(settings, -45.9, true)).toBe(0);
    expect(gateReductionDb(settings, -46.1, true)).toBe(60);
  });

  it('a ducker takes what is over its threshold', () => {
    const settings = gate({ 'gate.mode': 'duck', 'gate.ratio': 3, 'gate.hysteresisDb': 0 });
    expect(gateReductionDb(settings, -41, false)).toBe(0);
    expect(gateReductionDb(settings, -35, false)).toBeCloseTo(10, 9);
    expect(gateReductionDb(settings, 0, false)).toBe(20);
  });

  it('says what it would do, and once it has worked, what it did', () => {
    expect(describeGate(gate({ 'gate.on': false }), SILENT)).toBe('off');
    expect(describeGate(gate(), SILENT)).toBe('up to 20.0 dB less under −40.0 dB');
    const heard = new ReductionHistory();
    for (let i = 0; i < 20; ++i) heard.add(i < 5 ? -18 : 0);
    expect(describeGate(gate({ 'gate.mode': 'gate' }), heard)).toBe(
      '−18.0 dB at most, closed 25 % of the time',
    );
  });
});

describe('saturation curve', () => {
  /** f′ by the curves' definition; f by Simpson's rule. */
  const SLOPES: Record<SaturationCharacter, (x: number) => number> = {
    warm: (x) => (x < -2.5 || x > 1.75 ? 0 : (1 + x / 2.5) ** 2 * (1 - x / 1.75) ** 2),
    rich: (x) => Math.max(0, 1 - (x / (35 / 16)) ** 2) ** 3,
    tape: (x) => Math.max(0, 1 - (x / (35 / 16)) ** 2) ** 3,
    softClip: (x) => Math.max(0, 1 - (x / (15 / 8)) ** 2) ** 2,
    hardClip: (x) => (Math.abs(x) <= 1 ? 1 : 0),
  };
  const integrate = (slope: (x: number) => number, to: number): number => {
    const steps = 2000;
    const h = to / steps;
    let sum = slope(0) + slope(to);
    for (let i = 1; i < steps; ++i) sum += (i % 2 === 1 ? 4 : 2) * slope(i * h);
    return (sum * h) / 3;
  };
  const CHARACTERS = paramSpec('strip', 'sat.character').choices as SaturationCharacter[];
  const saturation = (more: ParamRecord) => saturationOf({ 'sat.on': true, ...more });

  it.each(CHARACTERS)('%s is the integral of its slope, and flat beyond its knees', (character) => {
    let worst = 0;
    for (const x of [-1.7, -0.9, -0.3, 0.2, 0.75, 1, 1.6]) {
      if (character === 'hardClip' && Math.abs(x) > 1) continue;
      const expected = integrate(SLOPES[character], x);
      worst = Math.max(worst, Math.abs(shaperValue(character, x) - expected));
    }
    expect(worst).toBeLessThan(1e-9);
    expect(shaperValue(character, 9)).toBe(shaperValue(character, 3));
    expect(shaperValue(character, -9)).toBe(shaperValue(character, -3));
  });

  it('rich, soft and hard clip end at ±1', () => {
    for (const character of ['rich', 'softClip', 'hardClip'] as const) {
      expect(shaperValue(character, 5)).toBeCloseTo(1, 12);
      expect(shaperValue(character, -5)).toBeCloseTo(-1, 12);
    }
  });

  it.each(CHARACTERS)(
    '%s leaves a small signal at its drive, or matched at its drive over the programme’s',
    (character) => {
      const small = 1e-6;
      for (const biasPercent of [-100, 0, 40]) {
        const common = { 'sat.character': character, 'sat.biasPercent': biasPercent };
        const by = (more: ParamRecord) =>
          20 * Math.log10(saturationTransfer(saturation({ ...common, ...more }))(small) / small);
        expect(by({ 'sat.driveDb': 12, 'sat.matched': false })).toBeCloseTo(12, 3);
        expect(by({ 'sat.driveDb': 0 })).toBeCloseTo(0, 3);
        const gainDb = programmeGainDb(saturation({ ...common, 'sat.driveDb': 12 }));
        expect(by({ 'sat.driveDb': 12 })).toBeCloseTo(12 - gainDb, 3);
        expect(by({ 'sat.driveDb': 12, 'sat.mixPercent': 0, 'sat.outputDb': 6 })).toBeCloseTo(0, 3);
      }
    },
  );

  it('the programme’s gain is that of a clipped Gaussian', () => {
    // E[clip²] of N(0, σ), by Simpson over ±8 σ.
    const clippedRms = (sigma: number) => {
      const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
      return Math.sqrt(2 * integrate((z) => Math.min(1, z * sigma) ** 2 * density(z), 8));
    };
    const sigma = 10 ** (-18 / 20);
    const expectedDb = 20 * Math.log10(clippedRms(sigma * 10) / clippedRms(sigma));
    const settings = saturation({ 'sat.character': 'hardClip', 'sat.driveDb': 20 });
    expect(programmeGainDb(settings)).toBeCloseTo(expectedDb, 2);
  });

  it('says where a full-scale peak comes out', () => {
    const clip = { 'sat.character': 'hardClip', 'sat.driveDb': 12, 'sat.matched': false } as const;
    expect(describeSaturation(saturation(clip))).toBe(
      'hard clip: a peak at 0 dB comes out at 0.0 dB',
    );
    expect(describeSaturation(saturation({ ...clip, 'sat.outputDb': -6 }))).toMatch(/at −6\.0 dB$/);
    expect(describeSaturation(saturationOf({}))).toBe('off');
  });
});

describe('de-esser curve', () => {
  const settings = (more: Partial<DeEsserSettings> = {}) => ({
    ...deEsserOf({ 'deesser.on': true }),
    ...more,
  });

  it('a band is heard 3 dB down at the ends of its width', () => {
    for (const widthOct of [0.3, 1, 2]) {
      const band = settings({ shape: 'band', widthOct });
      const half = 2 ** (widthOct / 2);
      expect(deEsserKeyDb(band, band.freqHz)).toBeCloseTo(0, 9);
      expect(deEsserKeyDb(band, band.freqHz * half)).toBeCloseTo(10 * Math.log10(0.5), 9);
      expect(deEsserKeyDb(band, band.freqHz / half)).toBeCloseTo(10 * Math.log10(0.5), 9);
    }
  });

  it('a shelf is heard through a Butterworth high-pass of second order', () => {
    const shelf = settings();
    for (const x of [0.25, 1, 3]) {
      const expected = -10 * Math.log10(1 + x ** -4);
      expect(deEsserKeyDb(shelf, shelf.freqHz * x)).toBeCloseTo(expected, 9);
    }
  });

  it('takes its reduction at the band’s centre, half of its power at the shelf’s corner, all of it if wide', () => {
    const { freqHz } = settings();
    expect(deEsserGainDb(settings({ shape: 'band' }), 6, freqHz)).toBeCloseTo(-6, 9);
    expect(deEsserGainDb(settings({ shape: 'band' }), 6, freqHz / 1000)).toBeCloseTo(0, 3);
    // A Butterworth shelf: half-way between the powers 1 and g² at its corner.
    const power = 10 ** (-6 / 10);
    expect(deEsserGainDb(settings(), 6, freqHz)).toBeCloseTo(10 * Math.log10((1 + power) / 2), 9);
    expect(deEsserGainDb(settings(), 6, freqHz * 1000)).toBeCloseTo(-6, 3);
    expect(deEsserGainDb(settings(), 6, freqHz / 1000)).toBeCloseTo(0, 3);
    expect(deEsserGainDb(settings({ split: false }), 6, 100)).toBe(-6);
  });

  it('says what it would take, and once it has worked, what it took', () => {
    expect(describeDeEsser(settings(), SILENT)).toBe(
      'up to 6.0 dB less above 6.5 kHz when over −6.0 dB of the whole',
    );
    const heard = new ReductionHistory();
    for (let i = 0; i < 20; ++i) heard.add(i < 2 ? -4 : 0);
    expect(describeDeEsser(settings(), heard)).toBe(
      '−4.0 dB on esses above 6.5 kHz, 10 % of the time',
    );
  });
});

describe('transient shaper', () => {
  const STEP_MS = 0.05;
  const shaper = (more: ParamRecord) => transientOf({ 'transient.on': true, ...more });
  const gains = (more: ParamRecord, levels: readonly number[]) =>
    transientGainsDb(shaper(more), levels, STEP_MS);
  const at = (values: readonly number[], ms: number) => values[Math.round(ms / STEP_MS)] as number;

  it('a hit has its attack gain at once, half of it after 1.1 · attack time, none later', () => {
    for (const attackMs of [10, 20, 60]) {
      const step = Array.from({ length: 20000 }, (_, i) => (i * STEP_MS < 50 ? -60 : -10));
      const shaped = gains({ 'transient.attackDb': 12, 'transient.attackMs': attackMs }, step);
      expect(at(shaped, 40)).toBe(0);
      expect(at(shaped, 52.5)).toBeGreaterThan(11.5);
      expect(at(shaped, 50 + 1.1 * attackMs)).toBeGreaterThan(5.4);
      expect(at(shaped, 50 + 1.1 * attackMs)).toBeLessThan(6.6);
      expect(Math.abs(at(shaped, 900))).toBeLessThan(0.01);
    }
  });

  it('what rings on has its sustain gain where it falls faster than 12 dB in the sustain time', () => {
    const levels = Array.from({ length: 20000 }, (_, i) => -10 - 0.09 * i * STEP_MS);
    const fast = gains({ 'transient.sustainDb': -9, 'transient.sustainMs': 250 }, levels);
    expect(at(fast, 800)).toBeCloseTo(-9, 2);
    const slow = levels.map((_, i) => -10 - 0.004 * i * STEP_MS);
    expect(at(gains({ 'transient.sustainDb': -9 }, slow), 800)).toBeGreaterThan(-0.9);
  });

  it('leaves steady sound alone, but for its output and mix', () => {
    const steady = new Array<number>(2000).fill(-20);
    const strong = { 'transient.attackDb': 15, 'transient.sustainDb': 15 };
    expect(Math.max(...gains(strong, steady).map(Math.abs))).toBe(0);
    expect(gains({ 'transient.outputDb': -6 }, steady).at(-1)).toBe(-6);
    const half = gains({ 'transient.outputDb': -12, 'transient.mixPercent': 50 }, steady).at(-1);
    expect(half).toBeCloseTo(20 * Math.log10(0.5 + 0.5 * 10 ** (-12 / 20)), 9);
  });

  it('the hit that is drawn rises out of its bed at its time', () => {
    const hit = hitLevelsDb(1, 400, 50);
    expect([hit.length, hit[49], hit[50]]).toEqual([400, -42, -12]);
    expect(hit[150]).toBeCloseTo(-21, 9);
  });

  it('says what becomes of hits and of what rings on', () => {
    expect(describeTransient(shaper({}))).toBe('changes nothing yet');
    const both = { 'transient.attackDb': 6, 'transient.sustainDb': -3 };
    expect(describeTransient(shaper(both))).toBe('hits +6.0 dB · ringing −3.0 dB');
  });
});

describe('width', () => {
  it('says how wide, and where it is mono', () => {
    const on = { 'width.on': true };
    expect(describeWidth({}, 2)).toBe('off');
    expect(describeWidth(on, 2)).toBe('as wide as it comes');
    expect(describeWidth({ ...on, 'width.percent': 150, 'width.monoBelowHz': 120 }, 2)).toBe(
      '150 % wide · mono below 120 Hz',
    );
    expect(describeWidth({ ...on, 'width.percent': 150 }, 1)).toBe('does nothing on a mono strip');
  });
});

describe('order of stages', () => {
  it('is that of the parameter, every stage once, with gate first and width last', () => {
    const { choices } = paramSpec('strip', 'order');
    const orders = choices.map((order) => stageOrder({ order }));
    expect(orders[0]).toEqual(['gate', 'transient', 'eq', 'comp', 'deesser', 'sat', 'width']);
    expect(stageOrder({})).toEqual(orders[0]);
    expect(orders[choices.indexOf('compDeEssEq')]).toEqual([
      'gate',
      'transient',
      'comp',
      'deesser',
      'eq',
      'sat',
      'width',
    ]);
    expect(new Set(orders.map(String)).size).toBe(6);
    for (const order of orders) expect([...order].sort()).toEqual([...(orders[0] ?? [])].sort());
  });
});
