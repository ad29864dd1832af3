// What the page asks of a render worker.
// Thread: any (types only).

import type { DeliveredFile, Delivery } from '../client/delivery';
import type { LimitingReport } from '../client/limiting-report';
import type { SongMeasureReport } from '../client/song-measure-report';
import type { ExportOrder, LoudnessResult, Measurement } from '../client/studio-engine';
import type { compileSession } from '../session/compiled-session';
import type { StemFile, WasmModules } from './io-protocol';

/** A song to render: the document and where its stems lie. */
export interface RenderSource {
  sessionJson: string;
  stems: StemFile[];
  /** Engines that render it together, at the most; null: as the machine has cores and memory. */
  workers: number | null;
}

export interface WrittenFile {
  file: File;
  clippedSamples: number;
  limitedDb: number | null;
  /** Of a `DeliveryReport`. */
  reportJson: string;
}

export type RenderMethods = {
  /** `readPort` leads to the I/O worker, which reads stems for it. */
  start(argument: { modules: WasmModules; readPort: MessagePort }): void;
  /** Without faults, what engines take. */
  compileSession(argument: { json: string }): ReturnType<typeof compileSession>;
  exportWav(argument: RenderSource & { order: ExportOrder & { fileName: string } }): WrittenFile;
  reachLoudness(
    argument: RenderSource & { targetLufs: number; ceilingDbtp: number },
  ): LoudnessResult;
  explainLimiting(argument: RenderSource & { extraDriveDb: number }): LimitingReport;
  /** `keep`: its mix, in the place of the one that was kept; otherwise that stays. */
  measureSong(argument: RenderSource & { keep: boolean }): SongMeasureReport;
  delivery(argument: { measurement: Measurement; file: DeliveredFile }): Delivery;
};
