// Sends the meters to the page about 60 times a second in buffers that travel
// back and forth. When the page is slow to return them nothing is sent, and
// the engine goes on collecting peaks, so none is lost. What was tapped for spectrum
// and vectorscope goes with them.
// Thread: audio (worklet). The only garbage is one message each time.

import {
  kMeterBuffers,
  MeterHeader,
  meterBufferBytes,
  scopeCapacity,
} from '../messages/processor-protocol';
import type { SlabPort } from '../slabs/transferred-slabs';
import type { LiveEngine } from './live-engine';
import { ScopeTap } from './scope-tap';

const kMetersPerSecond = 60;

interface MeterBuffer {
  buffer: ArrayBuffer;
  header: Float64Array;
  values: Float32Array;
  samples: Float32Array;
}

export class MeterSender {
  readonly scope: ScopeTap;
  readonly #engine: LiveEngine;
  readonly #port: SlabPort;
  readonly #everyFrames: number;
  readonly #free: MeterBuffer[];
  #nextFrame = 0;

  constructor(engine: LiveEngine, port: SlabPort, sampleRate: number) {
    this.#engine = engine;
    this.#port = port;
    this.#everyFrames = sampleRate / kMetersPerSecond;
    this.scope = new ScopeTap(scopeCapacity(sampleRate));
    const bytes = meterBufferBytes(engine.meterLength, this.scope.capacity);
    this.#free = Array.from({ length: kMeterBuffers }, () => this.#wrap(new ArrayBuffer(bytes)));
  }

  /** A buffer came back. */
  recycle(buffer: ArrayBuffer): void {
    this.#free.push(this.#wrap(buffer));
  }

  /** `contextFrame`: the end of this quantum. */
  send(contextFrame: number): void {
    if (contextFrame < this.#nextFrame) return;
    const next = this.#free.pop();
    if (!next) return;
    this.#nextFrame = contextFrame + this.#everyFrames;
    const { header, values, samples, buffer } = next;
    const engine = this.#engine;
    const { console, output } = engine;
    engine.takeMeters(values);
    header[MeterHeader.contextFrame] = contextFrame;
    header[MeterHeader.playheadFrame] = output.playheadFrame();
    header[MeterHeader.playing] = output.playing() ? 1 : 0;
    header[MeterHeader.starvedBlocks] = output.starvedBlocks();
    header[MeterHeader.badStrips] = console.badStrips();
    header[MeterHeader.ignoredCommands] = engine.ignoredCommands();
    header[MeterHeader.latencyFrames] = output.latencyFrames();
    header[MeterHeader.meterLength] = engine.meterLength;
    header[MeterHeader.scopeFrames] = this.scope.take(samples);
    this.#port.postMessage({ type: 'meters', buffer }, [buffer]);
  }

  #wrap(buffer: ArrayBuffer): MeterBuffer {
    const { meterLength } = this.#engine;
    const values = MeterHeader.length * 8;
    return {
      buffer,
      header: new Float64Array(buffer, 0, MeterHeader.length),
      values: new Float32Array(buffer, values, meterLength),
      samples: new Float32Array(buffer, values + meterLength * 4),
    };
  }
}
