import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clampParam,
  fromStored,
  toStored,
  withoutDefaults,
} from '../../../worklet/src/params/param-values';
import {
  findParamSpec,
  kParamSpecs,
  paramSpec,
  paramSpecs,
} from '../../../worklet/src/params/params.generated';
import type { SessionDocument } from '../../../worklet/src/session/session-document';

const anySpec = fc.constantFrom(...kParamSpecs);

describe('the parameter table', () => {
  test('finds each row by scope and key, at the position of its id', () => {
    for (const [position, spec] of kParamSpecs.entries()) {
      expect(spec.id).toBe(position);
      expect(findParamSpec(spec.scope, spec.key)).toBe(spec);
    }
    expect(paramSpec('strip', 'mute')).not.toBe(paramSpec('monitor', 'mute'));
    expect(findParamSpec('master', 'comp.ratio')).toBeUndefined();
    expect(findParamSpec('strip', '__proto__')).toBeUndefined();
  });

  test('is the sum of its scopes', () => {
    const scopes = (
      ['strip', 'send', 'reverb', 'delay', 'session', 'master', 'monitor'] as const
    ).map(paramSpecs);
    expect(scopes.flat()).toHaveLength(kParamSpecs.length);
  });
});

describe('a stored value', () => {
  test('comes back as the value it was made of', () => {
    fc.assert(
      fc.property(anySpec, fc.double({ min: 0, max: 1, noNaN: true }), (spec, position) => {
        const value = spec.min + (spec.max - spec.min) * position;
        const whole = spec.kind === 'number' ? clampParam(spec, value) : Math.round(value);
        expect(fromStored(spec, toStored(spec, whole))).toBe(whole);
      }),
    );
  });

  test('is always in range, whatever number it is made of', () => {
    fc.assert(
      fc.property(anySpec, fc.double(), (spec, value) => {
        const stored = toStored(spec, value);
        const back = fromStored(spec, stored);
        expect(back).toBeGreaterThanOrEqual(spec.min);
        expect(back).toBeLessThanOrEqual(spec.max);
        const type = { number: 'number', switch: 'boolean', choice: 'string' }[spec.kind];
        expect(typeof stored).toBe(type);
      }),
    );
  });

  test('of a wrong type stands for the default', () => {
    fc.assert(
      fc.property(anySpec, fc.constantFrom(undefined, 'no such choice', NaN), (spec, stored) => {
        expect(fromStored(spec, stored)).toBe(spec.default);
      }),
    );
  });
});

describe('leaving out defaults', () => {
  test('keeps every parameter of the full fixture and drops every default', () => {
    const path = new URL('../../fixtures/sessions/v1-full.json', import.meta.url);
    const full = JSON.parse(readFileSync(path, 'utf8')) as SessionDocument;
    const params = full.tracks[0]!.strip.params;
    expect(withoutDefaults('strip', params)).toEqual(params);
    const defaults = Object.fromEntries(
      paramSpecs('strip').map((spec) => [spec.key, toStored(spec, spec.default)]),
    );
    expect(withoutDefaults('strip', defaults)).toEqual({});
  });
});
