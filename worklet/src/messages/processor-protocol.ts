// What the page and the worklet's processor tell each other over the node's
// port, and how meters are laid out in the buffers that travel between them.
// Thread: any (types and constants only).

import { ListenMode, Target } from '../engine/engine-constants';
import type { CompiledSession } from '../session/compiled-session';
import type { FeedStart, Loop, SlabTransport } from './io-protocol';

export const kProcessorName = 'lathe';

/**
 * `target` as of solo, with `ListenStage` and `ListenMode`; or `Target.master`, with
 * `MasterListenStage` and `MasterListenMode` in engine-constants.ts.
 */
export interface ListenNumbers {
  target: number;
  stage: number;
  mode: number;
  /** Of the master's multiband, bit 0 the lowest. */
  bands: number;
}

export const kListenToNone: ListenNumbers = {
  target: Target.master,
  stage: 0,
  mode: ListenMode.off,
  bands: 0,
};

/** Targets of the strips that are soloed, and a `SoloMode`. */
export interface SoloNumbers {
  targets: number[];
  mode: number;
}

/** Where strips' meters stand, and the strip that is measured on demand: −1 for none. */
export interface MeteringNumbers {
  preFader: boolean;
  probe: number;
}

/** What plays, compiled. */
export interface LiveModules {
  engine: WebAssembly.Module;
  master: WebAssembly.Module;
}

/** `processorOptions` of the node. */
export interface ProcessorOptions {
  modules: LiveModules;
  session: CompiledSession;
  /** What the I/O worker was told to feed first. */
  start: FeedStart;
  /** Triples: target, parameter id, value. Applied before the first block. */
  params: number[];
  solo: SoloNumbers;
  metering: MeteringNumbers;
  listen: ListenNumbers;
  /** Whether the tap's samples are wanted with the meters. */
  scope: boolean;
}

export interface ReferenceFeed {
  transport: SlabTransport;
  port: MessagePort;
  start: FeedStart;
  endFrame: number;
}

export type ToProcessor =
  /** First of all: where audio comes from. `port` leads to the I/O worker. */
  | { type: 'feed'; transport: SlabTransport; port: MessagePort }
  | { type: 'params'; values: Float64Array }
  /** Fours: target, parameter id, `AutomationHold`, offset. */
  | { type: 'holds'; values: number[] }
  | ({ type: 'solo' } & SoloNumbers)
  | ({ type: 'metering' } & MeteringNumbers)
  | ({ type: 'listen' } & ListenNumbers)
  | { type: 'scope'; on: boolean }
  /** Another record, fed as the song is, up to `endFrame`; null for none. */
  | { type: 'reference'; feed: ReferenceFeed | null }
  | { type: 'hearReference'; heard: boolean; gain: number }
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'seek'; frame: number }
  | { type: 'loop'; loop: Loop | null }
  | { type: 'resetMeters' }
  | { type: 'meterBuffer'; buffer: ArrayBuffer }
  /** Leave: fade out, then end. */
  | { type: 'retire' };

export type FromProcessor =
  | { type: 'ready' }
  /** Its output has ended; the node can be disconnected. */
  | { type: 'retired' }
  | { type: 'meters'; buffer: ArrayBuffer };

/**
 * A meter buffer: these doubles, then `meterLength` floats as MeterLayout in
 * engine-constants.ts lays them out, then room for as many of the tap's samples as
 * `scopeCapacity` says, left before right.
 */
export const MeterHeader = {
  /** The context's frame at the end of the quantum that filled it. */
  contextFrame: 0,
  playheadFrame: 1,
  playing: 2,
  starvedBlocks: 3,
  badStrips: 4,
  ignoredCommands: 5,
  latencyFrames: 6,
  meterLength: 7,
  /** Frames of the tap that end at `contextFrame`. */
  scopeFrames: 8,
  length: 9,
} as const;

export function meterBufferBytes(meterLength: number, scopeFrames = 0): number {
  return MeterHeader.length * 8 + (meterLength + 2 * scopeFrames) * 4;
}

/** Frames of the tap between two meters, and as many again for one that is late. */
export function scopeCapacity(sampleRate: number): number {
  return Math.ceil(sampleRate / 30);
}

/** Enough for meters 60 times a second to wait out a second of output latency. */
export const kMeterBuffers = 64;
