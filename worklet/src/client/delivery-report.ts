// The report on a written file, as the engine makes it (deliveryReportJson in
// wasm-core/delivery/delivery_report.h) and as `lathe master --report` writes it.
// Thread: any (types only).

import type { DeliveryOutcome } from './delivery';
import type { SongMeasureReport } from './song-measure-report';

export interface DeliveryReport {
  format: 'lathe-report';
  version: 1;
  /** The version that wrote it. */
  lathe: string;
  /** ISO 8601. */
  date?: string;
  file: {
    name: string;
    bytes: number;
    sampleRate: number;
    bits: number;
    float: boolean;
    channels: number;
    durationSeconds: number;
    dither: 'none' | 'tpdf' | 'shaped';
  };
  /** Null for what nobody asked for. */
  aim: { lufs: number | null; ceilingDbtp: number | null; target?: string };
  /** A sentence for each way in which the file is not what it was to be; empty where it is. */
  misses: readonly string[];
  delivery: readonly DeliveryOutcome[];
  /** Of the file, decoded again. */
  song: SongMeasureReport;
}
