// Measures a song while the render worker renders it, on a core of its own: the
// master cannot be shared out over cores, but what hears it need not be on the same
// one.
// Thread: a dedicated worker of its own.

import type { SongMeasureReport } from '../client/song-measure-report';
import type { FilesModule, SongMeasurer } from '../engine/files-module';
import { instantiateFiles } from '../engine/instantiate-files';
import { toFault } from '../messages/fault';
import type { FromMeasure, ToMeasure } from '../messages/measure-protocol';
import { courseMeasurer, type RenderMeasurer } from './render-measurer';

let files: FilesModule | null = null;
let measurer: RenderMeasurer<SongMeasurer> | null = null;

function answer(message: FromMeasure, transfer: Transferable[] = []): void {
  globalThis.postMessage(message, { transfer });
}

function take(message: ToMeasure): void {
  if ('files' in message) {
    files = instantiateFiles(message.files);
  } else if ('begin' in message) {
    measurer?.free();
    measurer = courseMeasurer(files!, message.begin.sampleRate);
  } else if ('planes' in message) {
    const { planes, frames } = message;
    measurer?.feed(new Float64Array(planes), 0, planes.byteLength / 2, frames);
    answer({ free: planes }, [planes]);
  } else {
    const report = JSON.parse(measurer!.measurer.resultJson()) as SongMeasureReport;
    answer({ song: message.finish, report });
  }
}

globalThis.onmessage = ({ data }: MessageEvent<ToMeasure>) => {
  try {
    take(data);
  } catch (error) {
    answer({ fault: toFault(error, 'measuring') });
  }
};
