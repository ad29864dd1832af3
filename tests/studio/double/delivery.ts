// Delivery made up around a measurement: the engine's own table, and one verdict of
// each kind in turn, so that the page has each to show.

import table from '../../../wasm-core/delivery/targets.json';
import type { Delivery, DeliveryVerdict } from '../../../worklet/src/client/delivery';
import type { Measurement } from '../../../worklet/src/client/studio-engine';

const VERDICTS: readonly DeliveryVerdict[] = ['pass', 'warn', 'pass', 'fail', 'pass'];

export function deliveryOf({ integratedLufs }: Measurement): Delivery {
  const { date, targets } = table as unknown as Pick<Delivery, 'date' | 'targets'>;
  const outcomes = targets.map(({ id, name, loudness }, index) => {
    const verdict = VERDICTS[index % VERDICTS.length] as DeliveryVerdict;
    const gainDb =
      integratedLufs === null || !loudness ? 0 : loudness.integratedLufs - integratedLufs;
    return {
      target: id,
      name,
      verdict,
      gainDb,
      playedLufs: integratedLufs === null ? null : integratedLufs + gainDb,
      heldByPeaks: false,
      peakVerdict: verdict,
      playback: `What ${id} does to it.`,
      findings: verdict === 'pass' ? [] : [{ verdict, text: `What ${id} finds.` }],
    };
  });
  return { date, targets, outcomes };
}
