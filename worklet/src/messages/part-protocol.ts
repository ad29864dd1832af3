// What a part worker is told, and what travels between the engines that render
// one song together. Each adds its tracks to the sums that the one before it
// hands on; the last one is the render worker's own.
// Thread: any (types only).

import type { EngineFault } from '../client/studio-engine';
import type { CompiledSession } from '../session/compiled-session';
import type { StemFile } from './io-protocol';

/** What an engine needs to render a song, on whichever thread. */
export interface RenderInput {
  compiled: CompiledSession;
  /** By position in the document's stems; null for one that no clip plays. */
  stems: (StemFile | null)[];
  /** Of one window onto a stem (see stem-windows.ts). */
  windowBytes: number;
  trackCount: number;
  /** Whether tracks are metered on the way. */
  metered?: boolean;
}

/** The one message that a part worker takes. */
export interface PartStart {
  engine: WebAssembly.Module;
  input: RenderInput;
  /** This is number `part` of `parts`, not the last. */
  part: number;
  parts: number;
  /** Of the mix that the last part wants. */
  mixFrames: number;
  /** Leads to the I/O worker, which reads stems. */
  readPort: MessagePort;
  /** Leads to the part before; none where there is none. */
  before: MessagePort | null;
  /** Leads to the part behind. */
  behind: MessagePort;
}

/** To the part behind: a chunk's sums, behind the last of them how loud tracks were, or why there are no more. */
export type SumMessage =
  | { sums: ArrayBuffer }
  | { levels: Float64Array<ArrayBuffer> }
  | { fault: EngineFault };
/** Back again: the buffer, to be used anew. */
export type SumReturn = ArrayBuffer;
