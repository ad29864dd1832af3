// What the stages of a strip are called on their panels.
// Thread: any (constants only).

import type { StageKey } from '@lathe/worklet/client/studio-engine';

export const STAGE_NAMES: Readonly<Record<StageKey, string>> = {
  gate: 'Gate',
  transient: 'Transient shaper',
  eq: 'Equaliser',
  comp: 'Compressor',
  deesser: 'De-esser',
  sat: 'Saturation',
  width: 'Width',
};
