// The page's whole view of the sound side: stems, live playback, rendering and
// the saved session. The page talks to this interface only; behind it are the
// AudioWorklet, the I/O worker and the render worker.
// Thread: main.

import type {
  ListenMode,
  ListenStage,
  MasterListenStage,
  SoloMode,
} from '../engine/engine-constants';
import type { EffectKind, SessionDocument } from '../session/session-document';
import type { DeliveredFile, Delivery } from './delivery';
import type { DeliveryReport } from './delivery-report';
import type { LimitingReport } from './limiting-report';
import type { SelfTestCase } from './self-test-case';
import type { SongMeasureReport } from './song-measure-report';

/** A failure the user can act on: `message` names the file or thing, `remedy` what to do. */
export interface EngineFault {
  code:
    | 'not-audio'
    | 'truncated'
    | 'bad-header'
    | 'wrong-rate'
    | 'empty'
    | 'too-many-channels'
    | 'disk-full'
    | 'stem-missing'
    | 'bad-session'
    | 'no-audio-worklet'
    | 'cancelled'
    | 'read-only'
    | 'internal';
  message: string;
  remedy: string;
  fileName?: string;
}

export class EngineError extends Error {
  constructor(readonly fault: EngineFault) {
    super(`${fault.message} ${fault.remedy}`.trim());
    this.name = 'EngineError';
  }
}

export interface ImportedStem {
  name: string;
  frames: number;
  channels: number;
  sampleRate: number;
  fileSha256: string;
  /** Samples that were NaN or infinite and play as silence. */
  nonFiniteSamples: number;
}

/** Minimum and maximum per `framesPerPeak` frames, over all channels, as −127…127. */
export interface StemPeaks {
  framesPerPeak: number;
  /** Pairs: min, max. */
  pairs: Int8Array;
}

export interface Progress {
  done: number;
  total: number;
}

export interface LongWork {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** `lathe measure`'s object: null where undefined (silence, too short). */
export interface Measurement {
  integratedLufs: number | null;
  loudnessRangeLu: number | null;
  maxMomentaryLufs: number | null;
  maxShortTermLufs: number | null;
  truePeakDbtp: number | null;
  ituTruePeakDbtp: number | null;
  samplePeakDbfs: number | null;
  /** Peak to loudness ratio: true peak less integrated loudness. */
  plrDb: number | null;
  /** The least true peak to short-term loudness ratio, where the song is loud. */
  minPsrDb: number | null;
  /** Of left and right, −1…1; stereo alone. */
  correlation: number | null;
  /** Likewise: energy of the side over the mid's; null for mono. */
  sideToMidDb: number | null;
  durationSeconds: number;
  sampleRate: number;
  channels: number;
}

export type SampleFormat = '16' | '24' | '32f';

export type DitherName = 'none' | 'tpdf' | 'shaped';

/** What a file is to be. */
export interface OutputFormat {
  samples: SampleFormat;
  /** Left out: TPDF. The engine takes TPDF too where shaping has no filter, and none for float. */
  dither?: DitherName;
  /** Left out: the session's. At another one the master is limited again. */
  sampleRate?: number;
}

export interface ExportOrder extends OutputFormat {
  /** Left out: after the document. */
  fileName?: string;
  /** The loudness that the file is to be at, for the report; left out or null: none was asked for. */
  aimLufs?: number | null;
}

export interface ExportResult {
  /** Backed by the disk; valid until the next export. */
  file: File;
  clippedSamples: number;
  /** The most that limiting at the file's own rate took off, in dB; null where it was not done. */
  limitedDb: number | null;
  /** On the written file, decoded again; and the engine's very text of it. */
  report: DeliveryReport;
  reportJson: string;
}

export type LoudnessResult =
  | {
      reached: true;
      driveDb: number;
      trimDb: number;
      limiterOn: boolean;
      /** The limiter's own: above the one asked for where the trim is negative. */
      limiterCeilingDbtp: number;
      measurement: Measurement;
    }
  | { reached: false; reason: string; measurement: Measurement | null };

export interface StripMeterFrame {
  peakDb: [number, number];
  rmsDb: [number, number];
  /** Mean of |sample|, as the needle of a VU meter is driven by it; a sine reads its RMS. */
  averageDb: [number, number];
  /** Blocks of 128 frames with a sample beyond full scale. */
  overBlocks: number;
  /** The compressor's; <= 0, as are the others. */
  gainReductionDb: number;
  gateReductionDb: number;
  deEsserReductionDb: number;
  /** What each of the equaliser's dynamic bands adds to its gain just now. */
  bandGainDb: readonly number[];
}

export interface MasterFrame {
  /** <= 0 */
  glueReductionDb: number;
  /** Off the loudest peak, >= 0. */
  clippedDb: number;
  /** Behind the stereo stage, -1 to 1. */
  correlation: number;
  /** Of each band: taken (negative) or given. */
  multibandGainDb: readonly number[];
  /** What each of the equaliser's dynamic bands adds to its gain just now. */
  bandGainDb: readonly number[];
  /** By how much the equaliser has made the last three seconds louder, in LU. */
  equaliserLu: number;
  /** What the exciter adds, against the bands it drives, of the last second; null for nothing. */
  excitedDb: number | null;
}

/** Of the output; "since": since the meters were reset. */
export interface OutputFrame {
  rmsDb: [number, number];
  /** As of a strip. */
  averageDb: [number, number];
  maxMomentaryLufs: number | null;
  maxShortTermLufs: number | null;
  /** Since, as are the maxima. */
  loudnessRangeLu: number | null;
  ituTruePeakDbtp: number | null;
  samplePeakDbfs: number | null;
  /** True peak of the last 3 s over their loudness; and the least since where it was loud. */
  psrDb: number | null;
  leastPsrDb: number | null;
  /** Of left and right, -1 to 1, whatever stages are on; 0 in silence. */
  correlation: number;
  /** It has been below 0 for three seconds. */
  outOfPhase: boolean;
  /** Tenths of a second since at each short-term loudness: 60 bins of 1 LU from -60 LUFS up. */
  spread: Float32Array;
}

/** The newest of what is heard, before the monitor. */
export interface ScopeReader {
  readonly sampleRate: number;
  /** Frames that have come in all: whether there is anything new. */
  readonly written: number;
  /** Fills both with the newest frames; false, and nothing, where so many have not come yet. */
  latest(left: Float32Array, right: Float32Array): boolean;
}

/** Since the strip was named. */
export interface ProbeFrame {
  momentaryLufs: number | null;
  shortTermLufs: number | null;
  integratedLufs: number | null;
  truePeakDbtp: number | null;
}

/** What was being heard when it was delivered (already delayed by the output's latency). */
export interface MeterFrame {
  playheadFrame: number;
  playing: boolean;
  /** Tracks, then buses, by position in the document that was opened last. */
  strips: StripMeterFrame[];
  outputPeakDb: [number, number];
  momentaryLufs: number | null;
  shortTermLufs: number | null;
  integratedLufs: number | null;
  truePeakDbtp: number | null;
  output: OutputFrame;
  /** Of the strip that `setMetering` names. */
  probe: ProbeFrame;
  limiterReductionDb: number;
  /** What the other stages of the master do; 0 for one that is off. */
  master: MasterFrame;
  monitorLimiterActive: boolean;
  starvedBlocks: number;
  /** Chromium only; null elsewhere. */
  underruns: number | null;
}

/** A strip by the id of its track or bus, one of its sends by where it goes, or its effect. */
export interface StripTarget {
  strip: string;
  to?: string;
  effect?: EffectKind;
}

/** A strip's, or one of a kind. */
export type ParamTarget = StripTarget | 'master' | 'session' | 'monitor';

/** A stage of a strip, by how the keys of its parameters begin. */
export type StageKey = keyof typeof ListenStage;

/** In place by silencing the rest; or instead of the mix, after or before the faders. */
export type SoloModeName = keyof typeof SoloMode;

/** Whether strips are metered before their faders, and the strip whose loudness is measured. */
export interface Metering {
  preFader: boolean;
  probe: string | null;
}

/** A stage of the master, likewise. */
export type MasterStageKey = keyof typeof MasterListenStage;

/** One stage heard by itself: loudness-matched without it, only what it changes, or its detector's key. */
export interface StripListen {
  strip: string;
  stage: StageKey;
  mode: Exclude<keyof typeof ListenMode, 'off'>;
}

export interface MasterListen {
  master: MasterStageKey;
  mode: 'bypass' | 'delta';
}

/** Bands of the master's multiband alone, counted from 1. */
export interface BandsListen {
  master: 'multiband';
  mode: 'bands';
  bands: readonly number[];
}

export type StageListen = StripListen | MasterListen | BandsListen;

/** Another record, to be heard in place of the song's master. */
export interface ReferenceRecord {
  /** As imported: of any rate, where it is ready for the session's. */
  stem: Pick<ImportedStem, 'name' | 'frames' | 'channels' | 'sampleRate' | 'fileSha256'>;
  /** Song frame, at the session's rate, at which it begins; below 0 it has begun before the song. */
  offsetFrames: number;
}

export type HoldName = 'read' | 'held' | 'trimmed';

export interface StudioEngine {
  /** True where SharedArrayBuffer carries the rings. */
  readonly isolated: boolean;
  /** False in a second tab on the same session: nothing is saved or imported. */
  readonly writable: boolean;
  /** False in a window without private file storage: stems and session end with the page. */
  readonly lasting: boolean;

  // Stems: kept once, by hash. Rejects with EngineError and leaves nothing behind. One of another
  // rate than the session's is converted to that; what is told of it is the file's own.
  importStem(
    file: Blob,
    name: string,
    sessionRate: number | null,
    work?: LongWork,
  ): Promise<ImportedStem>;
  /** The same, of a record to compare with, which is no stem of a song. */
  importReference(
    file: Blob,
    name: string,
    sessionRate: number | null,
    work?: LongWork,
  ): Promise<ImportedStem>;
  /** Frees a record's files, unless they were ever imported as a stem's too. */
  forgetReference(sha256: string): Promise<void>;
  presentStems(sha256: readonly string[]): Promise<ReadonlySet<string>>;
  /** Converts a stem that is here for sessions of that rate, unless that was done before. */
  prepareStem(sha256: string, sampleRate: number, work?: LongWork): Promise<void>;
  /** Of the stem as a session of that rate plays it. */
  stemPeaks(sha256: string, sampleRate: number): Promise<StemPeaks>;

  // The saved session: two checksummed slots, written in turn.
  loadSaved(): Promise<string | null>;
  save(json: string): Promise<void>;

  /** Every fault the C++ loader finds, each with its JSON pointer; empty when valid. */
  checkSession(json: string): Promise<{ pointer: string; message: string }[]>;

  // Live playback. `open` (re)builds the engine for a document whose structure
  // changed, keeping position and play state; parameters go through `setParam`.
  open(document: SessionDocument): Promise<void>;
  setParam(target: ParamTarget, key: string, value: number): void;
  /**
   * A parameter with a lane follows it and is deaf to `setParam`, but while it is held; trimmed, it
   * follows its lane moved by `offset`: in its unit, in octaves where its taper is logarithmic.
   */
  holdAutomation(target: ParamTarget, key: string, hold: HoldName, offset?: number): void;
  /** By the ids of tracks and buses. Never in a render. */
  setSolo(stripIds: ReadonlySet<string>, mode: SoloModeName): void;
  /** Never in a render. */
  setMetering(metering: Metering): void;
  /** One stage of a strip or of the master in all; null for none. Never in a render. */
  setListen(listen: StageListen | null): void;
  /** Which record is at hand; null for none. One that is not ready for the session's rate is silent. */
  setReference(reference: ReferenceRecord | null): void;
  /** Whether it is heard in place of the song, past console and master. Never in a render. */
  hearReference(heard: boolean, gainDb: number): void;
  play(): Promise<void>;
  pause(): void;
  seek(frame: number): void;
  setLoop(range: { startFrame: number; endFrame: number } | null): void;
  /** Starts all that is measured since a reset anew. */
  resetMeters(): void;
  /**
   * Song frame that is heard at `atMs` of performance.now(): what a gesture of that moment is an
   * answer to. Null before anything was heard.
   */
  heardFrame(atMs?: number): number | null;
  /** Samples for spectrum and vectorscope; none come while `setScope` is off. */
  readonly scope: ScopeReader;
  setScope(on: boolean): void;
  /** The newest meters, and samples; call once per animation frame. */
  readMeters(): MeterFrame | null;

  // Rendering, in a worker; playback goes on.
  exportWav(document: SessionDocument, order: ExportOrder, work?: LongWork): Promise<ExportResult>;
  reachLoudness(
    document: SessionDocument,
    targetLufs: number,
    ceilingDbtp: number,
    work?: LongWork,
  ): Promise<LoudnessResult>;
  /** Which tracks make the limiter work, and where; as if the master were driven by `extraDriveDb` more. */
  explainLimiting(
    document: SessionDocument,
    extraDriveDb: number,
    work?: LongWork,
  ): Promise<LimitingReport>;
  measureSong(document: SessionDocument, work?: LongWork): Promise<SongMeasureReport>;
  /** What becomes of a master that measures so, wherever masters go. */
  delivery(measurement: Measurement, file?: DeliveredFile): Promise<Delivery>;

  /**
   * The published cases that a correct meter passes, read by the meters of this very build, one after
   * another; `onCase` also hears how many there are.
   */
  selfTest(
    onCase: (result: SelfTestCase, count: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;

  /** Of a whole record, as it plays, at its own rate. The song's kept mix stays. */
  measureReference(stem: ReferenceRecord['stem'], work?: LongWork): Promise<SongMeasureReport>;

  /** Faults that happen outside a call (device lost, disk full while saving, a bad strip). */
  onFault(listener: (fault: EngineFault) => void): () => void;
  close(): Promise<void>;
}
