// Fades' curves as they are called on the page.
// Thread: main.

import type { FadeCurve } from '@lathe/worklet/session/session-document';

export const FADE_CURVE_NAMES: Readonly<Record<FadeCurve, string>> = {
  linear: 'Linear',
  equalPower: 'Equal power',
  slow: 'Slow',
  fast: 'Fast',
  sCurve: 'S-curve',
};
