// A stand-in for the sound side, for tests of the page alone: it keeps stems and
// the saved session in memory, moves a playhead by the clock, and makes levels up
// from sines. It renders nothing.

import type { DeliveredFile, Delivery } from '../../../worklet/src/client/delivery';
import type { LimitingReport } from '../../../worklet/src/client/limiting-report';
import type { SelfTestCase } from '../../../worklet/src/client/self-test-case';
import type { SongMeasureReport } from '../../../worklet/src/client/song-measure-report';
import {
  EngineError,
  type ExportOrder,
  type ExportResult,
  type HoldName,
  type ImportedStem,
  type LongWork,
  type LoudnessResult,
  type Measurement,
  type MeterFrame,
  type Metering,
  type ParamTarget,
  type ReferenceRecord,
  type ScopeReader,
  type SoloModeName,
  type StageListen,
  type StemPeaks,
  type StudioEngine,
} from '../../../worklet/src/client/studio-engine';
import type { SessionDocument } from '../../../worklet/src/session/session-document';
import { deliveryOf } from './delivery';
import { madeUpMeters } from './made-up-meters';
import { madeUpReport } from './made-up-report';
import { SELF_TEST_CASES } from './self-test-cases';
import { figuresAt, recordReport, songReport } from './song-report';

const FRAMES_PER_PEAK = 512;

/** What was asked of the engine, for tests to read. */
export interface EngineCall {
  name: string;
  args: unknown[];
}

export class EngineDouble implements StudioEngine {
  readonly isolated = true;
  readonly writable = true;
  readonly lasting = true;
  readonly calls: EngineCall[] = [];
  readonly stems = new Map<string, ImportedStem>();
  saved: string | null = null;
  sessionFaults: { pointer: string; message: string }[] = [];
  samplePeakDbfs = -0.4;
  workMs = 400;
  /** Since the meters were reset. */
  soundedSeconds = 106;
  #document: SessionDocument | null = null;
  #playing = false;
  #frame = 0;
  #sinceMs = 0;
  #loop: { startFrame: number; endFrame: number } | null = null;

  async importStem(
    file: Blob,
    name: string,
    sessionRate: number | null,
    work?: LongWork,
  ): Promise<ImportedStem> {
    this.#note('importStem', name, sessionRate);
    if (/bad/.test(name)) {
      throw new EngineError({
        code: 'not-audio',
        message: `${name} is not audio that Lathe can read.`,
        remedy: 'Export the stem as WAV or FLAC and drop it again.',
        fileName: name,
      });
    }
    await this.#work(work, 150);
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const fileSha256 = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const stem: ImportedStem = {
      name,
      frames: 48000 * 90,
      channels: 1,
      sampleRate: sessionRate ?? 48000,
      fileSha256,
      nonFiniteSamples: 0,
    };
    this.stems.set(fileSha256, stem);
    return stem;
  }

  async importReference(
    file: Blob,
    name: string,
    sessionRate: number | null,
    work?: LongWork,
  ): Promise<ImportedStem> {
    const stem = await this.importStem(file, name, sessionRate, work);
    // Named so, it is of a rate of its own.
    const own = { ...stem, sampleRate: /44k/.test(name) ? 44100 : stem.sampleRate };
    this.stems.set(stem.fileSha256, own);
    return own;
  }

  async forgetReference(sha256: string): Promise<void> {
    this.#note('forgetReference', sha256);
    this.stems.delete(sha256);
  }

  async presentStems(sha256: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(sha256.filter((hash) => this.stems.has(hash)));
  }

  async prepareStem(sha256: string, sampleRate: number): Promise<void> {
    this.#note('prepareStem', sha256, sampleRate);
  }

  async stemPeaks(sha256: string): Promise<StemPeaks> {
    const seed = Number.parseInt(sha256.slice(0, 6), 16) / 0xffffff;
    const count = Math.ceil((this.stems.get(sha256)?.frames ?? 0) / FRAMES_PER_PEAK);
    const pairs = new Int8Array(2 * count);
    for (let i = 0; i < count; ++i) {
      const part = 0.35 + 0.3 * Math.sin(i / (700 + 900 * seed)) ** 2;
      const beat = Math.exp(-((i % (20 + Math.round(60 * seed))) / (6 + 40 * seed)));
      const level = 127 * part * (0.25 + 0.75 * beat) * (0.8 + 0.2 * Math.sin(i * 12.9898));
      pairs[2 * i] = -level * (0.8 + 0.2 * Math.sin(i * 7.1));
      pairs[2 * i + 1] = level;
    }
    return { framesPerPeak: FRAMES_PER_PEAK, pairs };
  }

  async loadSaved(): Promise<string | null> {
    return this.saved;
  }

  async save(json: string): Promise<void> {
    this.#note('save');
    this.saved = json;
  }

  async checkSession(json: string): Promise<{ pointer: string; message: string }[]> {
    if (this.sessionFaults.length > 0) return this.sessionFaults;
    try {
      JSON.parse(json);
      return [];
    } catch (error) {
      return [{ pointer: '', message: `not JSON (${(error as Error).message})` }];
    }
  }

  async open(document: SessionDocument): Promise<void> {
    this.#note('open', document);
    this.#document = document;
  }

  setParam(target: ParamTarget, key: string, value: number): void {
    this.#note('setParam', target, key, value);
  }

  holdAutomation(target: ParamTarget, key: string, hold: HoldName, offset = 0): void {
    this.#note('holdAutomation', target, key, hold, offset);
  }

  heardFrame(): number | null {
    this.#advance();
    return this.#frame;
  }

  setSolo(trackIds: ReadonlySet<string>, mode: SoloModeName): void {
    this.#note('setSolo', [...trackIds], mode);
  }

  setMetering(metering: Metering): void {
    this.#note('setMetering', metering);
  }

  setListen(listen: StageListen | null): void {
    this.#note('setListen', listen);
  }

  setReference(reference: ReferenceRecord | null): void {
    this.#note('setReference', reference);
  }

  hearReference(heard: boolean, gainDb: number): void {
    this.#note('hearReference', heard, gainDb);
  }

  async measureReference(stem: ReferenceRecord['stem']): Promise<SongMeasureReport> {
    this.#note('measureReference', stem.name);
    return recordReport(this.samplePeakDbfs);
  }

  async play(): Promise<void> {
    this.#note('play');
    this.#sinceMs = performance.now();
    this.#playing = true;
  }

  pause(): void {
    this.#note('pause');
    this.#advance();
    this.#playing = false;
  }

  seek(frame: number): void {
    this.#note('seek', frame);
    this.#frame = frame;
    this.#sinceMs = performance.now();
  }

  setLoop(range: { startFrame: number; endFrame: number } | null): void {
    this.#note('setLoop', range);
    this.#loop = range;
  }

  resetMeters(): void {
    this.#note('resetMeters');
  }

  /** A tone of 1 kHz at −12 dBFS, left louder than right, for as long as it plays. */
  get scope(): ScopeReader {
    const written = Math.round(performance.now() * 48);
    const playing = this.#playing;
    return {
      sampleRate: 48000,
      written,
      latest(left, right) {
        for (let i = 0; i < left.length; ++i) {
          const tone = Math.sin(((written - left.length + i) * 2 * Math.PI) / 48);
          left[i] = playing ? 0.25 * tone : 0;
          right[i] = playing ? 0.2 * tone : 0;
        }
        return true;
      },
    };
  }

  setScope(on: boolean): void {
    this.#note('setScope', on);
  }

  readMeters(): MeterFrame | null {
    this.#advance();
    return madeUpMeters(
      this.#document?.tracks ?? [],
      this.#playing,
      this.#frame,
      this.soundedSeconds,
    );
  }

  async exportWav(
    document: SessionDocument,
    order: ExportOrder,
    work?: LongWork,
  ): Promise<ExportResult> {
    this.#note('exportWav', document, order);
    await this.#work(work, this.workMs);
    const report = madeUpReport();
    const limitedDb = order.sampleRate ? 0.4 : null;
    const reportJson = JSON.stringify(report);
    return {
      file: new File(['RIFF'], 'mix.wav'),
      clippedSamples: 0,
      limitedDb,
      report,
      reportJson,
    };
  }

  async reachLoudness(
    _document: SessionDocument,
    targetLufs: number,
    ceilingDbtp: number,
    work?: LongWork,
  ): Promise<LoudnessResult> {
    this.#note('reachLoudness', targetLufs, ceilingDbtp);
    await this.#work(work, this.workMs);
    const measurement = figuresAt(this.samplePeakDbfs);
    if (targetLufs > -8) {
      const reason = 'The limiter would have to take 9.2 dB off the loudest part.';
      return { reached: false, reason, measurement };
    }
    const reached = { ...measurement, integratedLufs: targetLufs, truePeakDbtp: ceilingDbtp };
    return {
      reached: true,
      driveDb: 4.6,
      trimDb: 0,
      limiterOn: true,
      limiterCeilingDbtp: ceilingDbtp,
      measurement: reached,
    };
  }

  async explainLimiting(
    { tracks }: SessionDocument,
    extraDriveDb: number,
    work?: LongWork,
  ): Promise<LimitingReport> {
    this.#note('explainLimiting', extraDriveDb);
    await this.#work(work, this.workMs);
    const [first, second] = tracks.map(({ id }) => id);
    return {
      reductionDb: 9.2,
      startSeconds: 72,
      endSeconds: 90,
      causes: [
        { strip: first!, share: 0.62 },
        { strip: second ?? first!, share: 0.2 },
      ],
      turnDown: { strip: first!, db: 1.5 },
    };
  }

  async measureSong(_document: SessionDocument, work?: LongWork): Promise<SongMeasureReport> {
    this.#note('measureSong');
    await this.#work(work, this.workMs);
    return songReport(figuresAt(this.samplePeakDbfs));
  }

  async selfTest(onCase: (result: SelfTestCase, count: number) => void): Promise<void> {
    this.#note('selfTest');
    for (const result of SELF_TEST_CASES) onCase(result, SELF_TEST_CASES.length);
  }

  async delivery(measurement: Measurement, file?: DeliveredFile): Promise<Delivery> {
    this.#note('delivery', measurement, file);
    return deliveryOf(measurement);
  }

  onFault(): () => void {
    return () => {};
  }

  async close(): Promise<void> {}

  async #work(work: LongWork | undefined, ms: number): Promise<void> {
    for (let done = 0; done < 10; ++done) {
      if (work?.signal?.aborted) {
        throw new EngineError({ code: 'cancelled', message: 'Cancelled.', remedy: '' });
      }
      work?.onProgress?.({ done, total: 10 });
      await new Promise((resolve) => setTimeout(resolve, ms / 10));
    }
  }

  #advance(): void {
    const nowMs = performance.now();
    if (this.#playing) {
      this.#frame += ((nowMs - this.#sinceMs) / 1000) * (this.#document?.sampleRate ?? 48000);
      if (this.#loop && this.#frame >= this.#loop.endFrame) this.#frame = this.#loop.startFrame;
    }
    this.#sinceMs = nowMs;
  }

  #note(name: string, ...args: unknown[]): void {
    this.calls.push({ name, args });
  }
}
