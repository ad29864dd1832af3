// Sends the meters to the page about 60 times a second in buffers that travel
// back and forth. When the page is slow to return them nothing is sent, and
// the engine goes on collecting peaks, so none is lost.
// Thread: audio (worklet). The only garbage is one message each time.

import type { LiveHost } from '../engine/engine-module';
import { kMeterBuffers, MeterHeader, meterBufferBytes } from '../messages/processor-protocol';
import type { SlabPort } from '../slabs/transferred-slabs';

const kMetersPerSecond = 60;

interface MeterBuffer {
  buffer: ArrayBuffer;
  header: Float64Array;
  values: Float32Array;
}

function wrap(buffer: ArrayBuffer): MeterBuffer {
  return {
    buffer,
    header: new Float64Array(buffer, 0, MeterHeader.length),
    values: new Float32Array(buffer, MeterHeader.length * 8),
  };
}

export class MeterSender {
  readonly #host: LiveHost;
  readonly #meters: Float32Array;
  readonly #port: SlabPort;
  readonly #everyFrames: number;
  readonly #free: MeterBuffer[];
  #nextFrame = 0;

  constructor(host: LiveHost, meters: Float32Array, port: SlabPort, sampleRate: number) {
    this.#host = host;
    this.#meters = meters;
    this.#port = port;
    this.#everyFrames = sampleRate / kMetersPerSecond;
    this.#free = Array.from({ length: kMeterBuffers }, () =>
      wrap(new ArrayBuffer(meterBufferBytes(meters.length))),
    );
  }

  /** A buffer came back. */
  recycle(buffer: ArrayBuffer): void {
    this.#free.push(wrap(buffer));
  }

  /** `contextFrame`: the end of this quantum. */
  send(contextFrame: number): void {
    if (contextFrame < this.#nextFrame) return;
    const next = this.#free.pop();
    if (!next) return;
    this.#nextFrame = contextFrame + this.#everyFrames;
    const { header, values, buffer } = next;
    const host = this.#host;
    host.takeMeters();
    header[MeterHeader.contextFrame] = contextFrame;
    header[MeterHeader.playheadFrame] = host.playheadFrame();
    header[MeterHeader.playing] = host.playing() ? 1 : 0;
    header[MeterHeader.starvedBlocks] = host.starvedBlocks();
    header[MeterHeader.badStrips] = host.badStrips();
    header[MeterHeader.ignoredCommands] = host.ignoredCommands();
    header[MeterHeader.latencyFrames] = host.latencyFrames();
    values.set(this.#meters);
    this.#port.postMessage({ type: 'meters', buffer }, [buffer]);
  }
}
