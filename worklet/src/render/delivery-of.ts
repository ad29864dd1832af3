// What becomes of a measured master wherever masters go, by the engine's own table
// and verdicts: those of `lathe targets`.
// Thread: render worker.

import type { DeliveredFile, Delivery } from '../client/delivery';
import type { Measurement } from '../client/studio-engine';
import type { FilesModule } from '../engine/files-module';

export function deliveryOf(
  files: FilesModule,
  { integratedLufs, truePeakDbtp }: Measurement,
  { sampleRate = 0, bits = 0 }: DeliveredFile = {},
): Delivery {
  const { date, targets } = JSON.parse(files.deliveryTable()) as Pick<Delivery, 'date' | 'targets'>;
  const outcomes = files.deliveryOutcomes(
    integratedLufs ?? Number.NaN,
    truePeakDbtp ?? Number.NaN,
    sampleRate,
    bits,
  );
  return { date, targets, outcomes: JSON.parse(outcomes) as Delivery['outcomes'] };
}
