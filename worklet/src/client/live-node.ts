// One AudioWorkletNode with its feed: the engine for one version of the
// document's structure.
// Thread: main.

import {
  ListenMode,
  ListenStage,
  MasterListenMode,
  MasterListenStage,
  SoloMode,
  Target,
} from '../engine/engine-constants';
import type { FeedStart, IoMethods } from '../messages/io-protocol';
import {
  type FromProcessor,
  kListenToNone,
  kProcessorName,
  type ListenNumbers,
  type LiveModules,
  type MeteringNumbers,
  type ProcessorOptions,
  type SoloNumbers,
  type ToProcessor,
} from '../messages/processor-protocol';
import type { Connection } from '../messages/rpc';
import type { CompiledSession } from '../session/compiled-session';
import { referenceDocument } from '../session/reference-document';
import type { SessionDocument } from '../session/session-document';
import { MeterQueue } from './meter-queue';
import type { Metering, ReferenceRecord, SoloModeName, StageListen } from './studio-engine';
import { stripIds, targetKey, targetNumbers } from './target-numbers';

/** A suspended context may not run its worklet at all. */
const kPatienceMs = 1500;

let nextFeed = 1;

/** Another record, and whether and how it is heard. */
export interface HeardReference {
  record: ReferenceRecord | null;
  heard: boolean;
  gainDb: number;
}

export interface LiveNodeOptions {
  context: AudioContext;
  modules: LiveModules;
  io: Connection<IoMethods>;
  document: SessionDocument;
  compiled: CompiledSession;
  start: FeedStart;
  params: (targets: ReadonlyMap<string, number>) => number[];
  solo: { strips: ReadonlySet<string>; mode: SoloModeName };
  metering: Metering;
  listen: StageListen | null;
  scope: boolean;
  shared: boolean;
  onMeters: (node: LiveNode, header: Float64Array) => void;
  onError: (message: string) => void;
}

export class LiveNode {
  readonly node: AudioWorkletNode;
  readonly targets: ReadonlyMap<string, number>;
  /** Strips in the order of the meters. */
  readonly strips: readonly string[];
  readonly meters = new MeterQueue((buffer) =>
    this.post({ type: 'meterBuffer', buffer }, [buffer]),
  );
  /** Has its feed, and plays or can play; or failed, which `onError` heard. */
  readonly ready: Promise<void>;
  /** Faded out and ended. */
  readonly retired: Promise<void>;
  readonly #options: LiveNodeOptions;
  readonly #feed = nextFeed++;
  /** Of the record; the newest of several that are being opened counts. */
  #referenceFeed: number | null = null;

  constructor(options: LiveNodeOptions) {
    const { context, document, start } = options;
    this.#options = options;
    this.targets = targetNumbers(document);
    this.strips = stripIds(document);
    const processorOptions: ProcessorOptions = {
      modules: options.modules,
      session: options.compiled,
      start,
      params: options.params(this.targets),
      solo: this.#soloNumbers(options.solo),
      metering: this.#meteringNumbers(options.metering),
      listen: this.#listenNumbers(options.listen),
      scope: options.scope,
    };
    this.node = new AudioWorkletNode(context, kProcessorName, {
      numberOfInputs: 0,
      numberOfOutputs: 2,
      outputChannelCount: [2, 2],
      processorOptions,
    });
    const heard = new Map<FromProcessor['type'] | 'error', () => void>();
    const once = (type: FromProcessor['type'] | 'error') =>
      new Promise<void>((resolve) => heard.set(type, resolve));
    const failed = once('error');
    this.ready = Promise.race([once('ready'), failed]);
    this.retired = Promise.race([once('retired'), failed]);
    this.node.onprocessorerror = () => {
      heard.get('error')?.();
      options.onError('the audio engine stopped (the browser’s console says why)');
    };
    this.node.port.onmessage = (event: MessageEvent<FromProcessor>) => {
      const message = event.data;
      if (message.type === 'meters') {
        options.onMeters(this, this.meters.push(message.buffer).header);
      } else {
        heard.get(message.type)?.();
      }
    };
  }

  /** Gets audio flowing. Rejects where the I/O worker cannot read the document's stems. */
  async connect(): Promise<void> {
    const { context, document, io, shared, start } = this.#options;
    const { port1, port2 } = new MessageChannel();
    const transport = await io.call(
      'openFeed',
      {
        feed: this.#feed,
        sessionJson: JSON.stringify(document),
        sampleRate: document.sampleRate,
        start,
        shared,
        port: port1,
      },
      {},
      [port1],
    );
    this.post({ type: 'feed', transport, port: port2 }, [port2]);
    this.node.connect(context.destination, 0);
    await this.#whenRunning(this.ready);
  }

  post(message: ToProcessor, transfer: Transferable[] = []): void {
    this.node.port.postMessage(message, transfer);
  }

  setSolo(solo: LiveNodeOptions['solo']): void {
    this.post({ type: 'solo', ...this.#soloNumbers(solo) });
  }

  setMetering(metering: Metering): void {
    this.post({ type: 'metering', ...this.#meteringNumbers(metering) });
  }

  setListen(listen: StageListen | null): void {
    this.post({ type: 'listen', ...this.#listenNumbers(listen) });
  }

  hearReference({ heard, gainDb }: HeardReference): void {
    this.post({ type: 'hearReference', heard, gain: 10 ** (gainDb / 20) });
  }

  /** `start`: where the song is. One that is not ready for the session's rate is silent. */
  async setReference(record: ReferenceRecord | null, start: FeedStart): Promise<void> {
    const { context, io, shared } = this.#options;
    const last = this.#referenceFeed;
    const feed = nextFeed++;
    this.#referenceFeed = feed;
    if (last !== null) {
      this.post({ type: 'reference', feed: null });
      await io.call('closeFeed', { feed: last });
    }
    if (!record) return;
    const document = referenceDocument(record, context.sampleRate);
    const { port1, port2 } = new MessageChannel();
    const transport = await io.call(
      'openFeed',
      {
        feed,
        sessionJson: JSON.stringify(document),
        sampleRate: document.sampleRate,
        start,
        shared,
        port: port1,
      },
      {},
      [port1],
    );
    if (this.#referenceFeed !== feed) {
      await io.call('closeFeed', { feed });
      return;
    }
    const [clip] = document.tracks[0]!.clips;
    const endFrame = clip!.startFrame + clip!.frames;
    this.post({ type: 'reference', feed: { transport, port: port2, start, endFrame } }, [port2]);
  }

  /** Its successor has taken over: waits for its fade-out, then ends it. */
  async leave(): Promise<void> {
    await this.#whenRunning(this.retired);
    await this.dispose();
  }

  async dispose(): Promise<void> {
    this.post({ type: 'retire' });
    this.node.disconnect();
    this.node.port.onmessage = null;
    const { io } = this.#options;
    const reference = this.#referenceFeed;
    this.#referenceFeed = null;
    if (reference !== null) await io.call('closeFeed', { feed: reference });
    await io.call('closeFeed', { feed: this.#feed });
  }

  /** Waits, but not for ever: a suspended context need not run its worklet. */
  #whenRunning(promise: Promise<void>): Promise<void> {
    if (this.#options.context.state === 'running') return promise;
    const patience = new Promise<void>((resolve) => setTimeout(resolve, kPatienceMs));
    return Promise.race([promise, patience]);
  }

  /** A strip that it lacks is listened to as none is. */
  #listenNumbers(listen: StageListen | null): ListenNumbers {
    if (!listen) return kListenToNone;
    if ('master' in listen) {
      const heard = listen.mode === 'bands' ? listen.bands : [];
      return {
        target: Target.master,
        stage: MasterListenStage[listen.master],
        mode: MasterListenMode[listen.mode],
        bands: heard.reduce((bits, band) => bits | (1 << (band - 1)), 0),
      };
    }
    const target = this.targets.get(targetKey({ strip: listen.strip }));
    if (target === undefined) return kListenToNone;
    return { target, stage: ListenStage[listen.stage], mode: ListenMode[listen.mode], bands: 0 };
  }

  #soloNumbers({ strips, mode }: LiveNodeOptions['solo']): SoloNumbers {
    const targets = [...strips].flatMap((strip) => this.targets.get(targetKey({ strip })) ?? []);
    return { targets, mode: SoloMode[mode] };
  }

  #meteringNumbers({ preFader, probe }: Metering): MeteringNumbers {
    const target = probe === null ? undefined : this.targets.get(targetKey({ strip: probe }));
    return { preFader, probe: target ?? -1 };
  }
}
