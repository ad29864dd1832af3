// What the page asks of a render worker.
// Thread: any (types only).

import type { LoudnessResult, Measurement, SampleFormat } from '../client/studio-engine';
import type { StemFile } from './io-protocol';

/** A song to render: the document and where its stems lie. */
export interface RenderSource {
  sessionJson: string;
  stems: StemFile[];
}

export interface WrittenFile {
  file: File;
  measurement: Measurement;
  clippedSamples: number;
}

export type RenderMethods = {
  /** `readPort` leads to the I/O worker, which reads stems for it. */
  start(argument: { module: WebAssembly.Module; readPort: MessagePort }): void;
  checkSession(argument: { json: string }): { pointer: string; message: string }[];
  exportWav(argument: RenderSource & { format: SampleFormat }): WrittenFile;
  reachLoudness(
    argument: RenderSource & { targetLufs: number; ceilingDbtp: number },
  ): LoudnessResult;
  measureSong(argument: RenderSource): Measurement;
};
