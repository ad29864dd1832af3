// StudioEngine as the page gets it: compiles the modules once, starts the
// workers, and hands each call to whoever does it.
// Thread: main.

import engineUrl from '../../../build/wasm/lathe-engine.wasm?url&no-inline';
import filesUrl from '../../../build/wasm/lathe-files.wasm?url&no-inline';
import masterUrl from '../../../build/wasm/lathe-master.wasm?url&no-inline';
import processorUrl from '../../../build/worklet/lathe-processor.js?url&no-inline';
import { compileModule } from '../engine/instantiate';
import { fault } from '../messages/fault';
import type { IoNotice, IoReady } from '../messages/io-protocol';
import type { LiveModules } from '../messages/processor-protocol';
import type { RenderSource } from '../messages/render-protocol';
import { findParamSpec } from '../params/params.generated';
import { referenceDocument } from '../session/reference-document';
import type { SessionDocument } from '../session/session-document';
import type { DeliveredFile, Delivery } from './delivery';
import type { DeliveryReport } from './delivery-report';
import type { LimitingReport } from './limiting-report';
import { changeKey, paramChange, scopeOf } from './param-queue';
import { type Listening, Player } from './player';
import { ScopeSamples } from './scope-samples';
import { runSelfTest } from './self-test';
import type { SelfTestCase } from './self-test-case';
import type { SongMeasureReport } from './song-measure-report';
import type {
  EngineFault,
  ExportOrder,
  ExportResult,
  HoldName,
  ImportedStem,
  LongWork,
  LoudnessResult,
  Measurement,
  MeterFrame,
  Metering,
  ParamTarget,
  ReferenceRecord,
  SoloModeName,
  StageListen,
  StemPeaks,
  StudioEngine,
} from './studio-engine';
import { startIoWorker, startRenderWorker } from './workers';

type FaultListener = (fault: EngineFault) => void;

/** Rejects with an EngineError where the browser lacks what Lathe needs. */
export async function createStudioEngine(): Promise<LatheEngine> {
  requireBrowser();
  const io = startIoWorker();
  const render = startRenderWorker();
  try {
    const [engine, master, files] = await Promise.all(
      [engineUrl, masterUrl, filesUrl].map(compileModule),
    );
    const modules = { engine: engine!, master: master!, files: files! };
    const { port1, port2 } = new MessageChannel();
    const [ready] = await Promise.all([
      io.call('start', modules),
      io.call('serveReads', { port: port1 }, {}, [port1]),
      render.call('start', { modules, readPort: port2 }, {}, [port2]),
    ]);
    return new LatheEngine(modules, io, render, ready);
  } catch (error) {
    io.end();
    render.end();
    throw error;
  }
}

function requireBrowser(): void {
  const hasWorklet = typeof AudioWorkletNode === 'function' && typeof AudioContext === 'function';
  if (hasWorklet && typeof WebAssembly === 'object') return;
  throw fault(
    'no-audio-worklet',
    globalThis.isSecureContext === false
      ? 'This page was not opened over https, so the browser withholds AudioWorklet.'
      : 'This browser has no AudioWorklet, which the mixer runs in.',
    globalThis.isSecureContext === false
      ? 'Open it over https or on localhost.'
      : 'Use a current Chromium, Firefox or Safari.',
  );
}

export class LatheEngine implements StudioEngine {
  readonly isolated = globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function';
  readonly writable: boolean;
  readonly lasting: boolean;
  /** Engines that render a song together, at the most; null: as the machine has cores and memory. */
  renderWorkers: number | null = null;
  readonly scope = new ScopeSamples();
  readonly #modules: LiveModules;
  readonly #io: ReturnType<typeof startIoWorker>;
  readonly #render: ReturnType<typeof startRenderWorker>;
  readonly #listeners = new Set<FaultListener>();
  readonly #listening: Listening = {
    monitor: new Map(),
    recent: new Map(),
    holds: new Map(),
    solo: { strips: new Set(), mode: 'inPlace' },
    metering: { preFader: false, probe: null },
    listen: null,
    scope: false,
    reference: { record: null, heard: false, gainDb: 0 },
    loop: null,
    playheadFrame: 0,
    playing: false,
  };
  #player: Player | null = null;
  /** The document to open next. */
  #wanted: string | null = null;
  #opening: Promise<void> = Promise.resolve();

  constructor(
    modules: LiveModules,
    io: ReturnType<typeof startIoWorker>,
    render: ReturnType<typeof startRenderWorker>,
    { writable, lasting }: IoReady,
  ) {
    this.#modules = { engine: modules.engine, master: modules.master };
    this.#io = io;
    this.#render = render;
    this.writable = writable;
    this.lasting = lasting;
    io.worker.addEventListener('message', (event: MessageEvent<Partial<IoNotice>>) => {
      if (event.data.notice) this.#report(event.data.notice);
    });
  }

  /** The context and node that sound, for whoever wants to listen in; output 1 is the tap. */
  get audio(): { context: AudioContext; node: AudioWorkletNode } | null {
    const node = this.#player?.node;
    return this.#player && node ? { context: this.#player.context, node } : null;
  }

  importStem(
    file: Blob,
    name: string,
    sessionRate: number | null,
    work?: LongWork,
  ): Promise<ImportedStem> {
    return this.#io.call('importStem', { file, name, sessionRate }, work);
  }

  importReference(
    file: Blob,
    name: string,
    sessionRate: number | null,
    work?: LongWork,
  ): Promise<ImportedStem> {
    return this.#io.call('importStem', { file, name, sessionRate, onlyCompared: true }, work);
  }

  forgetReference(sha256: string): Promise<void> {
    return this.#io.call('forgetReference', { sha256 });
  }

  async presentStems(sha256: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(await this.#io.call('presentStems', { sha256 }));
  }

  async prepareStem(sha256: string, sampleRate: number, work?: LongWork): Promise<void> {
    await this.#io.call('prepareStem', { sha256, sampleRate }, work);
  }

  stemPeaks(sha256: string, sampleRate: number): Promise<StemPeaks> {
    return this.#io.call('stemPeaks', { sha256, sampleRate });
  }

  loadSaved(): Promise<string | null> {
    return this.#io.call('loadSaved', null);
  }

  save(json: string): Promise<void> {
    return this.#io.call('save', { json });
  }

  async checkSession(json: string): Promise<{ pointer: string; message: string }[]> {
    return (await this.#render.call('compileSession', { json })).faults;
  }

  /** Of several calls that wait for one another only the newest document is opened. */
  open(document: SessionDocument): Promise<void> {
    this.#wanted = JSON.stringify(document);
    this.#listening.recent.clear();
    this.#opening = this.#opening
      .catch(() => {}) // told to whoever asked for it
      .then(async () => {
        const json = this.#wanted;
        this.#wanted = null;
        if (json !== null) await this.#open(json);
      });
    return this.#opening;
  }

  setParam(target: ParamTarget, key: string, value: number): void {
    const change = paramChange(target, key, value);
    if (!change) throw new Error(`There is no parameter ${key}.`);
    const { monitor, recent } = this.#listening;
    (target === 'monitor' ? monitor : recent).set(changeKey(change), change);
    this.#player?.setParam(change);
  }

  holdAutomation(target: ParamTarget, key: string, hold: HoldName, offset = 0): void {
    const spec = findParamSpec(scopeOf(target), key);
    if (spec) this.#player?.hold({ target, id: spec.id, hold, offset });
  }

  heardFrame(atMs = performance.now()): number | null {
    return this.#player?.heardFrame(atMs) ?? null;
  }

  setSolo(stripIds: ReadonlySet<string>, mode: SoloModeName): void {
    this.#listening.solo = { strips: new Set(stripIds), mode };
    this.#player?.setSolo(this.#listening.solo);
  }

  setMetering(metering: Metering): void {
    this.#listening.metering = metering;
    this.#player?.setMetering(metering);
  }

  setListen(listen: StageListen | null): void {
    this.#listening.listen = listen;
    this.#player?.setListen(listen);
  }

  setScope(on: boolean): void {
    this.#listening.scope = on;
    this.#player?.setScope(on);
  }

  setReference(reference: ReferenceRecord | null): void {
    this.#listening.reference.record = reference;
    this.#player?.setReference(reference);
  }

  hearReference(heard: boolean, gainDb: number): void {
    Object.assign(this.#listening.reference, { heard, gainDb });
    this.#player?.hearReference(heard, gainDb);
  }

  async measureReference(
    stem: ReferenceRecord['stem'],
    work?: LongWork,
  ): Promise<SongMeasureReport> {
    const document = referenceDocument({ stem, offsetFrames: 0 }, stem.sampleRate);
    const source = await this.#source(document);
    return this.#render.call('measureSong', { ...source, keep: false }, work);
  }

  async play(): Promise<void> {
    await this.#opening;
    if (!this.#player) {
      throw fault('internal', 'There is no session to play.', 'Open one or import stems first.');
    }
    await this.#player.play();
  }

  pause(): void {
    this.#player?.pause();
  }

  seek(frame: number): void {
    const whole = Math.max(0, Math.round(frame));
    this.#listening.playheadFrame = whole;
    this.#player?.seek(whole);
  }

  setLoop(range: { startFrame: number; endFrame: number } | null): void {
    this.#listening.loop = range;
    this.#player?.setLoop(range);
  }

  resetMeters(): void {
    this.#player?.resetMeters();
  }

  readMeters(): MeterFrame | null {
    return this.#player?.readMeters() ?? null;
  }

  async exportWav(
    document: SessionDocument,
    order: ExportOrder,
    work?: LongWork,
  ): Promise<ExportResult> {
    const source = await this.#source(document);
    const fileName = order.fileName ?? `${document.name || 'mix'}.wav`;
    const written = await this.#render.call(
      'exportWav',
      { ...source, order: { ...order, fileName } },
      work,
    );
    const file = new File([written.file], fileName, { type: 'audio/wav' });
    return { ...written, file, report: JSON.parse(written.reportJson) as DeliveryReport };
  }

  async reachLoudness(
    document: SessionDocument,
    targetLufs: number,
    ceilingDbtp: number,
    work?: LongWork,
  ): Promise<LoudnessResult> {
    const source = await this.#source(document);
    return this.#render.call('reachLoudness', { ...source, targetLufs, ceilingDbtp }, work);
  }

  async explainLimiting(
    document: SessionDocument,
    extraDriveDb: number,
    work?: LongWork,
  ): Promise<LimitingReport> {
    const source = await this.#source(document);
    return this.#render.call('explainLimiting', { ...source, extraDriveDb }, work);
  }

  async measureSong(document: SessionDocument, work?: LongWork): Promise<SongMeasureReport> {
    return this.#render.call(
      'measureSong',
      { ...(await this.#source(document)), keep: true },
      work,
    );
  }

  delivery(measurement: Measurement, file: DeliveredFile = {}): Promise<Delivery> {
    return this.#render.call('delivery', { measurement, file });
  }

  selfTest(
    onCase: (result: SelfTestCase, count: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    return runSelfTest(onCase, signal);
  }

  onFault(listener: FaultListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#player?.close();
    this.#player = null;
    this.#io.end();
    this.#render.end();
  }

  async #open(json: string): Promise<void> {
    const { compiled, faults } = await this.#render.call('compileSession', { json });
    if (!compiled) {
      const [first] = faults;
      throw fault(
        'bad-session',
        `This session cannot be opened: ${first?.message} (at ${first?.pointer || 'the top'}).`,
        'Open an earlier one, or undo the last change.',
      );
    }
    const document = JSON.parse(json) as SessionDocument;
    if (this.#player?.context.sampleRate !== document.sampleRate) {
      await this.#player?.close();
      this.#player = null;
      this.#player = await this.#createPlayer(document.sampleRate);
    }
    await this.#player.open(document, compiled);
  }

  async #createPlayer(sampleRate: number): Promise<Player> {
    const context = new AudioContext({ sampleRate, latencyHint: 'playback' });
    await context.audioWorklet.addModule(processorUrl);
    return new Player(
      {
        context,
        modules: this.#modules,
        io: this.#io,
        shared: this.isolated,
        onFault: (each) => this.#report(each),
        samples: this.scope,
      },
      this.#listening,
    );
  }

  async #source(document: SessionDocument): Promise<RenderSource> {
    const sha256 = document.stems.map(({ fileSha256 }) => fileSha256);
    const { sampleRate } = document;
    const stems = await this.#io.call('stemFiles', { sha256, sampleRate });
    return { sessionJson: JSON.stringify(document), stems, workers: this.renderWorkers };
  }

  #report(each: EngineFault): void {
    for (const listener of this.#listeners) listener(each);
  }
}
