// Between the render worker and the measure worker, which hears what is rendered.
// Thread: any (types only).

import type { SongMeasureReport } from '../client/song-measure-report';
import type { EngineFault } from '../client/studio-engine';

export type ToMeasure =
  | { files: WebAssembly.Module }
  /** A new song; what came of another before is forgotten. */
  | { begin: { sampleRate: number } }
  /** The next frames: f64, the left channel from 0 on, the right one from the middle. */
  | { planes: ArrayBuffer; frames: number }
  /** Its number comes back with the report. */
  | { finish: number };

export type FromMeasure =
  /** To be used anew. */
  { free: ArrayBuffer } | { song: number; report: SongMeasureReport } | { fault: EngineFault };
