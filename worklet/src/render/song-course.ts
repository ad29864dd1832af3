// Who measures a song while it is rendered: a worker of its own, which stays for the
// next song, or, where one engine is all that the machine should run, the render
// worker itself. The figures are the same.
// Thread: render worker.

import type { SongMeasureReport } from '../client/song-measure-report';
import type { FilesModule } from '../engine/files-module';
import type { Pointer } from '../engine/heap-module';
import { fault } from '../messages/fault';
import type { FromMeasure, ToMeasure } from '../messages/measure-protocol';
import { Inbox } from './inbox';
import { courseMeasurer } from './render-measurer';
import { kChunkFrames, type Sunk } from './render-mix';

/** Chunks on their way to the worker: enough to bridge the moments in which it has no core. */
const kBuffers = 8;

/** One song, heard from its first frame to its last. */
export interface SongCourse {
  /** Up to kChunkFrames from `left` and `right` on, pointers into `heap`. */
  feed(heap: Float64Array, left: Pointer, right: Pointer, frames: number): Sunk;
  report(): Promise<SongMeasureReport>;
  end(): void;
}

export function courseHere(files: FilesModule, sampleRate: number): SongCourse {
  const measurer = courseMeasurer(files, sampleRate);
  return {
    feed(heap, left, right, frames) {
      measurer.feed(heap, left, right, frames);
      return undefined;
    },
    report: async () => JSON.parse(measurer.measurer.resultJson()) as SongMeasureReport,
    end: () => measurer.free(),
  };
}

/** The worker, started with the first song. */
export class MeasureWorker {
  readonly #files: WebAssembly.Module;
  #worker: Worker | null = null;
  #free = new Inbox<ArrayBuffer>();
  #reports = new Inbox<{ song: number; report: SongMeasureReport }>();
  #song = 0;

  constructor(files: WebAssembly.Module) {
    this.#files = files;
  }

  /** Only one course at a time: a new one ends the one before. */
  begin(sampleRate: number): SongCourse {
    this.#worker ??= this.#start();
    const song = ++this.#song;
    this.#tell({ begin: { sampleRate } });
    return {
      feed: (heap, left, right, frames) => {
        const buffer = this.#free.takeNow();
        if (buffer) {
          this.#send(buffer, heap, left, right, frames);
          return undefined;
        }
        // Nothing renders into the heap while this is waited for.
        return this.#free.take().then((each) => this.#send(each, heap, left, right, frames));
      },
      report: async () => {
        this.#tell({ finish: song });
        for (;;) {
          const answer = await this.#reports.take();
          if (answer.song === song) return answer.report;
        }
      },
      end() {},
    };
  }

  #start(): Worker {
    // Vite finds workers by this very shape: new Worker(new URL(…)).
    const worker = new Worker(new URL('./measure-worker.ts', import.meta.url), {
      type: 'module',
      name: 'lathe-measure',
    });
    worker.onmessage = ({ data }: MessageEvent<FromMeasure>) => {
      if ('free' in data) this.#free.put(data.free);
      else if ('report' in data) this.#reports.put(data);
      else this.#break(data.fault.message);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#break(event.message);
    };
    worker.postMessage({ files: this.#files } satisfies ToMeasure);
    this.#free = new Inbox();
    this.#reports = new Inbox();
    for (let i = 0; i < kBuffers; ++i) this.#free.put(new ArrayBuffer(2 * kChunkFrames * 8));
    return worker;
  }

  /** Whoever waits hears it; the next song gets a new worker. */
  #break(why: string | undefined): void {
    this.#worker?.terminate();
    this.#worker = null;
    const error = fault(
      'internal',
      `Lathe's measuring worker stopped${why ? `: ${why}` : ''}.`,
      'Reload the page; the session is saved.',
    );
    this.#free.break(error);
    this.#reports.break(error);
  }

  #send(
    buffer: ArrayBuffer,
    heap: Float64Array,
    left: Pointer,
    right: Pointer,
    frames: number,
  ): void {
    const planes = new Float64Array(buffer);
    planes.set(heap.subarray(left / 8, left / 8 + frames));
    planes.set(heap.subarray(right / 8, right / 8 + frames), kChunkFrames);
    this.#tell({ planes: buffer, frames }, [buffer]);
  }

  #tell(message: ToMeasure, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }
}
