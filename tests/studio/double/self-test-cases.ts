// Three readings of a self-test, one of them failed, so that the page has both to show.

import type { SelfTestCase } from '../../../worklet/src/client/self-test-case';

export const SELF_TEST_CASES: readonly SelfTestCase[] = [true, false, true].map((passed, i) => ({
  id: `3341-${i + 1}`,
  what: 'a made-up case',
  sampleRate: 48000,
  expected: -23,
  toleranceOver: 0.1,
  toleranceUnder: 0.1,
  unit: 'LUFS',
  read: -23.02,
  passed,
}));
