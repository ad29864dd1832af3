// The order of a strip's stages: three of them by its parameter `order`, the others
// where they always are.
// Thread: any (no state).

import type { StageKey } from '@lathe/worklet/client/studio-engine';
import { paramSpec } from '@lathe/worklet/params/params.generated';
import type { ParamRecord } from '@lathe/worklet/session/session-document';
import { readParam } from './params';

const ORDER = paramSpec('strip', 'order');

/** As the choices of `order` are put together: "compDeEssEq". */
const WORDS: Readonly<Record<string, StageKey>> = { eq: 'eq', comp: 'comp', deess: 'deesser' };

function ordered(choice: string): StageKey[] {
  return (choice.match(/eq|comp|deess/gi) ?? []).flatMap((word) => WORDS[word.toLowerCase()] ?? []);
}

/** Every stage, as the sound goes through them. */
export function stageOrder(params: ParamRecord): readonly StageKey[] {
  const choice = ORDER.choices[readParam(params, ORDER)] ?? '';
  return ['gate', 'transient', ...ordered(choice), 'sat', 'width'];
}
