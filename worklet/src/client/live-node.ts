// One AudioWorkletNode with its feed: the engine for one version of the
// document's structure.
// Thread: main.

import type { FeedStart, IoMethods } from '../messages/io-protocol';
import {
  type FromProcessor,
  kProcessorName,
  type ProcessorOptions,
  type ToProcessor,
} from '../messages/processor-protocol';
import type { Connection } from '../messages/rpc';
import type { SessionDocument } from '../session/session-document';
import { MeterQueue } from './meter-queue';

let nextFeed = 1;

export interface LiveNodeOptions {
  context: AudioContext;
  module: WebAssembly.Module;
  io: Connection<IoMethods>;
  document: SessionDocument;
  start: FeedStart;
  params: (trackIndex: ReadonlyMap<string, number>) => number[];
  solo: ReadonlySet<string>;
  shared: boolean;
  onMeters: (node: LiveNode, header: Float64Array) => void;
  onError: (message: string) => void;
}

export class LiveNode {
  readonly node: AudioWorkletNode;
  readonly trackIndex: ReadonlyMap<string, number>;
  readonly meters = new MeterQueue((buffer) =>
    this.post({ type: 'meterBuffer', buffer }, [buffer]),
  );
  /** Has its feed, and plays or can play. */
  readonly ready: Promise<void>;
  /** Faded out and ended. */
  readonly retired: Promise<void>;
  readonly #io: Connection<IoMethods>;
  readonly #feed: number;
  readonly #trackIds: string[];

  private constructor(options: LiveNodeOptions, feed: number) {
    const { context, document, start } = options;
    this.#io = options.io;
    this.#feed = feed;
    this.#trackIds = document.tracks.map(({ id }) => id);
    this.trackIndex = new Map(this.#trackIds.map((id, index) => [id, index]));
    const processorOptions: ProcessorOptions = {
      module: options.module,
      session: new TextEncoder().encode(JSON.stringify(document)),
      start,
      params: options.params(this.trackIndex),
      solo: this.#soloByTrack(options.solo),
    };
    this.node = new AudioWorkletNode(context, kProcessorName, {
      numberOfInputs: 0,
      numberOfOutputs: 2,
      outputChannelCount: [2, 2],
      processorOptions,
    });
    this.node.onprocessorerror = () =>
      options.onError('the audio engine stopped (see the browser’s console)');
    const heard = new Map<FromProcessor['type'], () => void>();
    const once = (type: FromProcessor['type']) =>
      new Promise<void>((resolve) => heard.set(type, resolve));
    this.ready = once('ready');
    this.retired = once('retired');
    this.node.port.onmessage = (event: MessageEvent<FromProcessor>) => {
      const message = event.data;
      if (message.type === 'meters') {
        options.onMeters(this, this.meters.push(message.buffer).header);
      } else {
        heard.get(message.type)?.();
      }
    };
  }

  static async create(options: LiveNodeOptions): Promise<LiveNode> {
    const feed = nextFeed++;
    const live = new LiveNode(options, feed);
    const { port1, port2 } = new MessageChannel();
    const transport = await options.io.call(
      'openFeed',
      {
        feed,
        sessionJson: JSON.stringify(options.document),
        sampleRate: options.document.sampleRate,
        start: options.start,
        shared: options.shared,
        port: port1,
      },
      {},
      [port1],
    );
    live.post({ type: 'feed', transport, port: port2 }, [port2]);
    live.node.connect(options.context.destination, 0);
    return live;
  }

  post(message: ToProcessor, transfer: Transferable[] = []): void {
    this.node.port.postMessage(message, transfer);
  }

  setSolo(tracks: ReadonlySet<string>): void {
    this.post({ type: 'solo', tracks: this.#soloByTrack(tracks) });
  }

  async dispose(): Promise<void> {
    this.node.disconnect();
    this.node.port.onmessage = null;
    await this.#io.call('closeFeed', { feed: this.#feed });
  }

  #soloByTrack(tracks: ReadonlySet<string>): boolean[] {
    return this.#trackIds.map((id) => tracks.has(id));
  }
}
