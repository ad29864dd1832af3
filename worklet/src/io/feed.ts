// Keeps one worklet supplied: whenever a slab is free it is filled with the
// next stretch of all tracks and sent. A new request (seek, loop change) takes
// effect with the next slab.
// Thread: I/O worker.

import type { EngineModule, TrackStreamer } from '../engine/engine-module';
import type { FeedStart, StemFile } from '../messages/io-protocol';
import { type CompiledSession, prepareSession } from '../session/compiled-session';
import type { SessionDocument } from '../session/session-document';
import type { Slab, SlabSender, SlabShape } from '../slabs/slab';
import { addStems, fillRequests } from '../streaming/stem-reads';
import { SongOrder } from './song-order';
import type { ReadBytes } from './stem-readers';

/** A stem of the document: where it lies and how to read it; null where it is missing. */
export type FeedStem = { stem: StemFile; read: ReadBytes } | null;

/** Channels of all tracks together. */
export function channelCount(session: SessionDocument): number {
  return session.tracks.reduce((sum, track) => sum + track.channels, 0);
}

export class Feed {
  readonly #engine: EngineModule;
  readonly #streamer: TrackStreamer;
  readonly #readers: (ReadBytes | null)[];
  readonly #sender: SlabSender;
  readonly #shape: SlabShape;
  readonly #onFault: (error: unknown) => void;
  #generation: number;
  #order: SongOrder;
  #spare: Slab | null = null;
  #pumping = false;
  #closed = false;

  constructor(options: {
    engine: EngineModule;
    compiled: CompiledSession;
    stems: FeedStem[];
    sender: SlabSender;
    shape: SlabShape;
    start: FeedStart;
    onFault: (error: unknown) => void;
  }) {
    const { engine, sender, shape, start, stems } = options;
    this.#engine = engine;
    this.#readers = stems.map((entry) => entry?.read ?? null);
    this.#sender = sender;
    this.#shape = shape;
    this.#onFault = options.onFault;
    this.#streamer = openStreamer(engine, options.compiled, stems, shape.capacityFrames);
    this.#generation = start.generation;
    this.#order = new SongOrder(start, this.#streamer.songFrames());
    sender.onSpace = () => void this.pump();
  }

  restart(start: FeedStart): void {
    this.#generation = start.generation;
    this.#order = new SongOrder(start, this.#streamer.songFrames());
    void this.pump();
  }

  /** Fills what is free. */
  async pump(): Promise<void> {
    if (this.#pumping || this.#closed) return;
    this.#pumping = true;
    try {
      while (!this.#closed) {
        this.#spare ??= this.#sender.acquire();
        if (!this.#spare || !(await this.#fill(this.#spare))) break;
      }
    } catch (error) {
      this.#closed = true;
      this.#onFault(error);
    } finally {
      this.#pumping = false;
      if (this.#closed) this.#streamer.delete();
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#sender.onSpace = null;
    if (!this.#pumping) this.#streamer.delete();
  }

  /** False at the song's end. A slab that a restart overtook is kept and filled anew. */
  async #fill(slab: Slab): Promise<boolean> {
    const generation = this.#generation;
    const stretch = this.#order.next(this.#shape.capacityFrames);
    if (!stretch) return false;
    const count = this.#streamer.plan(stretch.startFrame, stretch.frames);
    const reading = fillRequests(this.#engine, this.#streamer.requests(), count, this.#readers);
    if (reading) await reading;
    if (generation !== this.#generation || this.#closed) return true;
    this.#streamer.assemble();
    this.#copy(slab, stretch.frames);
    slab.generation = generation;
    slab.startFrame = stretch.startFrame;
    slab.frames = stretch.frames;
    this.#spare = null;
    this.#sender.publish(slab);
    return true;
  }

  #copy(slab: Slab, frames: number): void {
    const { HEAPF32 } = this.#engine;
    for (let channel = 0; channel < this.#streamer.channelCount(); ++channel) {
      const from = this.#streamer.channel(channel) / HEAPF32.BYTES_PER_ELEMENT;
      slab.samples.set(HEAPF32.subarray(from, from + frames), channel * this.#shape.capacityFrames);
    }
  }
}

function openStreamer(
  engine: EngineModule,
  compiled: CompiledSession,
  stems: FeedStem[],
  maxFrames: number,
): TrackStreamer {
  const streamer = new engine.TrackStreamer();
  addStems(
    streamer,
    stems.map((entry) => entry?.stem.layout ?? null),
  );
  try {
    prepareSession(engine, compiled, (pointer, bytes) =>
      streamer.prepare(pointer, bytes, maxFrames),
    );
  } catch (error) {
    streamer.delete();
    throw error;
  }
  return streamer;
}
