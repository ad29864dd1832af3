import { describe, expect, it } from 'vitest';
import { formatTime, formatValue, parseValue } from '../../web/studio/src/params/format';
import { fromPosition, stepped, tidy, toPosition } from '../../web/studio/src/params/taper';
import { kParamSpecs, paramSpec } from '../../worklet/src/params/params.generated';

const fader = paramSpec('strip', 'fader.gainDb');

describe('tapers', () => {
  it('the fader has the travel of the console it copies', () => {
    const law = [
      [10, 1],
      [5, 0.875],
      [0, 0.75],
      [-5, 0.625],
      [-10, 0.5],
      [-20, 0.32],
      [-30, 0.2],
      [-40, 0.12],
      [-60, 0.04],
      [-144, 0],
    ] as const;
    for (const [db, travel] of law) {
      expect(toPosition(fader, db)).toBeCloseTo(travel, 12);
      expect(fromPosition(fader, travel)).toBeCloseTo(db, 9);
    }
    expect(fromPosition(fader, 0.41)).toBeCloseTo(-15, 9);
  });

  it.each(kParamSpecs.map((spec) => [`${spec.scope}/${spec.key}`, spec] as const))(
    '%s: position and value undo each other, in order, end to end',
    (_name, spec) => {
      expect(toPosition(spec, spec.min)).toBeCloseTo(0, 12);
      expect(toPosition(spec, spec.max)).toBeCloseTo(1, 12);
      let last = Number.NEGATIVE_INFINITY;
      for (let i = 0; i <= 200; ++i) {
        const value = fromPosition(spec, i / 200);
        expect(value).toBeGreaterThanOrEqual(last);
        expect(value).toBeGreaterThanOrEqual(spec.min);
        expect(value).toBeLessThanOrEqual(spec.max);
        if (spec.kind === 'number') expect(toPosition(spec, value)).toBeCloseTo(i / 200, 6);
        last = value;
      }
    },
  );

  it.each(kParamSpecs.map((spec) => [`${spec.scope}/${spec.key}`, spec] as const))(
    '%s: keys walk from one end to the other and back',
    (_name, spec) => {
      for (const size of ['normal', 'coarse', 'fine'] as const) {
        let value = spec.min;
        let steps = 0;
        while (value < spec.max && steps < 20000) {
          const next = stepped(spec, value, 1, size);
          if (!(next > value)) throw new Error(`stuck at ${value} going up (${size})`);
          value = next;
          ++steps;
        }
        expect(value).toBe(spec.max);
        while (value > spec.min && steps < 40000) {
          const next = stepped(spec, value, -1, size);
          if (!(next < value)) throw new Error(`stuck at ${value} going down (${size})`);
          value = next;
          ++steps;
        }
        expect(value).toBe(spec.min);
      }
    },
  );

  it('fader keys move 0.5 dB, with shift 0.1 dB', () => {
    expect(stepped(fader, -4, -1)).toBe(-4.5);
    expect(stepped(fader, -4.5, 1, 'fine')).toBe(-4.4);
    expect(stepped(fader, -60, -1)).toBe(-144);
    expect(stepped(fader, -144, 1)).toBe(-60);
    expect(stepped(fader, 10, 1)).toBe(10);
  });
});

describe('readouts', () => {
  it.each(kParamSpecs.map((spec) => [`${spec.scope}/${spec.key}`, spec] as const))(
    '%s: what is shown can be typed back',
    (_name, spec) => {
      if (spec.kind !== 'number') return;
      for (let i = 0; i <= 40; ++i) {
        const value = tidy(spec, fromPosition(spec, i / 40));
        const back = parseValue(spec, formatValue(spec, value));
        expect(back).not.toBeNull();
        expect(Math.abs(toPosition(spec, back as number) - toPosition(spec, value))).toBeLessThan(
          0.006,
        );
      }
    },
  );

  it.each([
    ['fader.gainDb', '-4.5', -4.5],
    ['fader.gainDb', '−4,5 dB', -4.5],
    ['fader.gainDb', '-inf', -144],
    ['fader.gainDb', '+99', 10],
    ['fader.gainDb', 'loud', null],
    ['fader.gainDb', '', null],
    ['pan.position', 'L30', -30],
    ['pan.position', 'r 15', 15],
    ['pan.position', 'c', 0],
    ['pan.position', '-100', -100],
    ['eq.band1.freqHz', '1.2k', 1200],
    ['eq.band1.freqHz', '318 Hz', 318],
    ['comp.ratio', '3.2:1', 3.2],
    ['comp.ratio', 'inf', 100],
    ['comp.releaseMs', '1.5 s', 1500],
    ['comp.attackMs', '.5', 0.5],
    ['comp.mixPercent', '70 %', 70],
    ['comp.mixPercent', 'L30', null],
    ['comp.rangeDb', 'no limit', 40],
    ['comp.keyHighPassHz', 'off', 10],
  ] as const)('%s understands "%s"', (key, text, value) => {
    expect(parseValue(paramSpec('strip', key), text)).toBe(value);
  });

  it('reads as an engineer writes', () => {
    expect(formatValue(fader, -4.5)).toBe('−4.5 dB');
    expect(formatValue(fader, -144)).toBe('−∞ dB');
    expect(formatValue(fader, -0.01)).toBe('0.0 dB');
    expect(formatValue(paramSpec('strip', 'pan.position'), -30)).toBe('L30');
    expect(formatValue(paramSpec('strip', 'comp.ratio'), 100)).toBe('∞:1');
    expect(formatValue(paramSpec('strip', 'eq.highPass.slope'), 3)).toBe('24 dB/oct');
    expect(formatValue(paramSpec('strip', 'comp.mixPercent'), 0)).toBe('0 %');
    expect(formatValue(paramSpec('strip', 'eq.gainScalePercent'), 150)).toBe('150 %');
    expect(formatValue(paramSpec('strip', 'comp.rangeDb'), 40)).toBe('no limit');
    expect(formatValue(paramSpec('strip', 'comp.keyHighPassHz'), 10)).toBe('off');
    expect(formatTime(72.48)).toBe('1:12.480');
    expect(formatTime(59.9999)).toBe('0:59.999');
    expect(formatTime(60, 0)).toBe('1:00');
  });
});
