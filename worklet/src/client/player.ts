// Live playback on one AudioContext: the node that is heard, its successor
// while they change over, and everything that both have to know.
// Thread: main.

import { fault, toFault } from '../messages/fault';
import type { IoMethods, Loop } from '../messages/io-protocol';
import { type LiveModules, MeterHeader } from '../messages/processor-protocol';
import type { Connection } from '../messages/rpc';
import type { CompiledSession } from '../session/compiled-session';
import type { SessionDocument } from '../session/session-document';
import { type HeardReference, LiveNode } from './live-node';
import { toMeterFrame, type WaitingMeters } from './meter-queue';
import { countUnderruns, OutputClock } from './output-clock';
import {
  changeKey,
  encodeChanges,
  encodeHolds,
  type HoldChange,
  type ParamChange,
  ParamQueue,
} from './param-queue';
import type { ScopeSamples } from './scope-samples';
import type {
  EngineFault,
  MeterFrame,
  Metering,
  ReferenceRecord,
  SoloModeName,
  StageListen,
} from './studio-engine';

/** A sound device answers within this time, or there is none. */
const kResumeTimeoutMs = 4000;

export interface PlayerOptions {
  context: AudioContext;
  modules: LiveModules;
  io: Connection<IoMethods>;
  shared: boolean;
  onFault: (fault: EngineFault) => void;
  /** Takes the tap's samples once they are heard. */
  samples: ScopeSamples;
}

/** What survives a change of player (another sample rate). */
export interface Listening {
  monitor: Map<string, ParamChange>;
  /** Parameters that changed since the newest document was handed to `open`. */
  recent: Map<string, ParamChange>;
  /** Parameters that do not follow their lanes now. */
  holds: Map<string, HoldChange>;
  solo: { strips: ReadonlySet<string>; mode: SoloModeName };
  metering: Metering;
  listen: StageListen | null;
  /** Whether spectrum and vectorscope are looked at. */
  scope: boolean;
  reference: HeardReference;
  loop: Loop | null;
  playheadFrame: number;
  playing: boolean;
}

export class Player {
  readonly context: AudioContext;
  readonly listening: Listening;
  readonly #options: PlayerOptions;
  readonly #clock: OutputClock;
  readonly #params = new ParamQueue((changes) => this.#sendParams(changes));
  #current: LiveNode | null = null;
  #next: LiveNode | null = null;
  /** Predecessors, newest first: one of them is heard until `#current` has taken over. */
  #leaving: LiveNode[] = [];
  #strips: readonly string[] = [];
  #contextFrame = 0;
  /** Of the meters that are heard. */
  #heard: { contextFrame: number; songFrame: number; playing: boolean } | null = null;
  #badStrips = 0;
  #wantsToRun = false;

  constructor(options: PlayerOptions, listening: Listening) {
    this.#options = options;
    this.context = options.context;
    this.#clock = new OutputClock(options.context);
    this.listening = listening;
    options.samples.sampleRate = options.context.sampleRate;
    this.context.addEventListener('statechange', () => void this.#watchState());
  }

  /** The node that is heard; its output 1 is the tap. */
  get node(): AudioWorkletNode | null {
    return this.#current?.node ?? null;
  }

  async open(document: SessionDocument, compiled: CompiledSession): Promise<void> {
    const { listening } = this;
    this.#params.flush();
    const node = new LiveNode({
      ...this.#options,
      document,
      compiled,
      start: { generation: 1, startFrame: listening.playheadFrame, loop: listening.loop },
      params: (targets) =>
        encodeChanges([...listening.monitor.values(), ...listening.recent.values()], targets),
      solo: listening.solo,
      metering: listening.metering,
      listen: listening.listen,
      scope: listening.scope,
      onMeters: (from, header) => this.#onMeters(from, header),
      onError: (message) => this.#options.onFault(broken(message)),
    });
    // From now on it hears every change, though it cannot play yet.
    this.#next = node;
    node.hearReference(listening.reference);
    if (listening.reference.record) this.#refer(node);
    if (listening.holds.size > 0) {
      node.post({ type: 'holds', values: encodeHolds(listening.holds.values(), node.targets) });
      // A hand on a control counts only while it holds it.
      const values = encodeChanges(listening.recent.values(), node.targets);
      node.post({ type: 'params', values: Float64Array.from(values) });
    }
    try {
      await node.connect();
    } catch (error) {
      this.#next = null;
      await node.dispose();
      throw error;
    }
    this.#strips = node.strips;
    const previous = this.#current;
    this.#current = node;
    this.#next = null;
    if (previous) void this.#letGo(previous);
    else if (listening.playing) node.post({ type: 'play' });
  }

  setParam(change: ParamChange): void {
    this.#params.push(change);
  }

  hold(change: HoldChange): void {
    if (change.hold === 'read') this.listening.holds.delete(changeKey(change));
    else this.listening.holds.set(changeKey(change), change);
    this.#params.flush();
    this.#each((node) => {
      const values = encodeHolds([change], node.targets);
      if (values.length > 0) node.post({ type: 'holds', values });
    });
  }

  /** What of the song is heard at `atMs` of performance.now(). */
  heardFrame(atMs: number): number | null {
    if (!this.#heard) return null;
    const { contextFrame, songFrame, playing } = this.#heard;
    if (!playing || this.context.state !== 'running') return songFrame;
    const seconds = this.#clock.heardTime() + (atMs - performance.now()) / 1000;
    const frame = songFrame + seconds * this.context.sampleRate - contextFrame;
    const { loop } = this.listening;
    const wraps = loop && songFrame <= loop.endFrame && frame >= loop.endFrame;
    return Math.max(0, wraps ? frame - (loop.endFrame - loop.startFrame) : frame);
  }

  setSolo(solo: Listening['solo']): void {
    this.listening.solo = solo;
    this.#each((node) => node.setSolo(solo));
  }

  setMetering(metering: Metering): void {
    this.listening.metering = metering;
    this.#each((node) => node.setMetering(metering));
  }

  setListen(listen: StageListen | null): void {
    this.listening.listen = listen;
    this.#each((node) => node.setListen(listen));
  }

  setScope(on: boolean): void {
    this.listening.scope = on;
    this.#each((node) => node.post({ type: 'scope', on }));
  }

  setReference(record: ReferenceRecord | null): void {
    this.listening.reference.record = record;
    this.#each((node) => this.#refer(node));
  }

  /** What goes wrong with a record leaves the song playing. */
  #refer(node: LiveNode): void {
    const { reference, playheadFrame, loop } = this.listening;
    node
      .setReference(reference.record, { generation: 1, startFrame: playheadFrame, loop })
      .catch((error) => this.#options.onFault(toFault(error, 'reading the reference')));
  }

  hearReference(heard: boolean, gainDb: number): void {
    Object.assign(this.listening.reference, { heard, gainDb });
    this.#each((node) => node.hearReference(this.listening.reference));
  }

  async play(): Promise<void> {
    if (!this.#current) throw nothingOpen();
    this.#wantsToRun = true;
    this.#params.flush();
    if (this.context.state !== 'running') await this.#resume();
    this.listening.playing = true;
    this.#each((node) => node.post({ type: 'play' }));
  }

  pause(): void {
    this.listening.playing = false;
    this.#each((node) => node.post({ type: 'pause' }));
  }

  seek(frame: number): void {
    this.listening.playheadFrame = frame;
    this.#each((node) => node.post({ type: 'seek', frame }));
  }

  setLoop(loop: Loop | null): void {
    this.listening.loop = loop;
    this.#each((node) => node.post({ type: 'loop', loop }));
  }

  resetMeters(): void {
    this.#each((node) => node.post({ type: 'resetMeters' }));
  }

  /** Null if nothing new is heard. */
  readMeters(): MeterFrame | null {
    const heard = this.#clock.heardTime() * this.context.sampleRate;
    const frame = this.context.state === 'running' ? heard : this.#contextFrame;
    // One that waits to take over has no meters yet, so that the newest that has is heard.
    const meters = firstOf([this.#current, ...this.#leaving], (node) =>
      this.#takeMeters(node, frame),
    );
    if (meters) {
      this.listening.playheadFrame = meters.playheadFrame;
      if (!meters.playing) this.listening.playing = false;
    }
    return meters;
  }

  #takeMeters(node: LiveNode, frame: number): MeterFrame | null {
    const keep = ({ header, samples }: WaitingMeters) =>
      this.#options.samples.push(
        header[MeterHeader.contextFrame]!,
        header[MeterHeader.scopeFrames]!,
        samples,
      );
    return node.meters.take(
      frame,
      (due) => {
        this.#heard = {
          contextFrame: due.header[MeterHeader.contextFrame]!,
          songFrame: due.header[MeterHeader.playheadFrame]!,
          playing: due.header[MeterHeader.playing] === 1,
        };
        const strips = this.#strips.map((id) => place(node, id));
        return toMeterFrame(due, strips, countUnderruns(this.context));
      },
      keep,
    );
  }

  async close(): Promise<void> {
    this.#wantsToRun = false;
    const nodes = this.#nodes();
    this.#current = null;
    this.#next = null;
    this.#leaving = [];
    for (const node of nodes) await node.dispose();
    await this.context.close();
  }

  /** Oldest first: what one of them is told, its successor hears when it may have taken over. */
  #nodes(): LiveNode[] {
    const nodes = [...this.#leaving].reverse();
    if (this.#current) nodes.push(this.#current);
    if (this.#next) nodes.push(this.#next);
    return nodes;
  }

  #each(visit: (node: LiveNode) => void): void {
    this.#nodes().forEach(visit);
  }

  async #letGo(node: LiveNode): Promise<void> {
    this.#leaving.unshift(node);
    await node.leave();
    this.#leaving = this.#leaving.filter((other) => other !== node);
  }

  #sendParams(changes: ParamChange[]): void {
    this.#each((node) => {
      const values = Float64Array.from(encodeChanges(changes, node.targets));
      if (values.length > 0) node.post({ type: 'params', values });
    });
  }

  #onMeters(node: LiveNode, header: Float64Array): void {
    this.#contextFrame = header[MeterHeader.contextFrame]!;
    const badStrips = header[MeterHeader.badStrips]!;
    if (node === this.#current && badStrips > this.#badStrips) {
      this.#options.onFault(badStrip());
    }
    this.#badStrips = badStrips;
  }

  async #resume(): Promise<void> {
    const timeout = new Promise<never>((_, reject) =>
      setTimeout(() => reject(noDevice()), kResumeTimeoutMs),
    );
    await Promise.race([this.context.resume(), timeout]);
  }

  /** The device went away, or the system took it: try once to get it back. */
  async #watchState(): Promise<void> {
    const { state } = this.context;
    if (!this.#wantsToRun || state === 'running' || state === 'closed') return;
    try {
      await this.#resume();
    } catch {
      this.listening.playing = false;
      this.#options.onFault(noDevice().fault);
    }
  }
}

function firstOf<T, R>(candidates: readonly (T | null)[], read: (candidate: T) => R | null) {
  for (const candidate of candidates) {
    const result = candidate && read(candidate);
    if (result) return result;
  }
  return null;
}

/** Where the meters of `node` hold a strip; undefined where they lack it. */
function place(node: LiveNode, strip: string): number | undefined {
  const index = node.strips.indexOf(strip);
  return index < 0 ? undefined : index;
}

function nothingOpen() {
  return fault('internal', 'There is no session to play.', 'Open a session or import stems first.');
}

function noDevice() {
  return fault(
    'internal',
    'The browser gives no sound output.',
    'Check that a sound device is connected and not in use by itself, then press Play again.',
  );
}

function broken(message: string): EngineFault {
  return {
    code: 'internal',
    message: `Playback stopped: ${message}.`,
    remedy: 'Reload the page; the session is saved.',
  };
}

function badStrip(): EngineFault {
  return {
    code: 'internal',
    message: 'A strip produced numbers that are no audio and was reset.',
    remedy: 'Look for extreme settings on the strip that fell silent.',
  };
}
