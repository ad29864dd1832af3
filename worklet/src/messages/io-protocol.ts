// What the page asks of the I/O worker, and what the worklet tells it over
// their direct port.
// Thread: any (types only).

import type { EngineFault, ImportedStem, StemPeaks } from '../client/studio-engine';
import type { PcmLayout } from '../engine/heap-module';
import type { SlabShape } from '../slabs/slab';

/** All modules, compiled. */
export interface WasmModules {
  engine: WebAssembly.Module;
  master: WebAssembly.Module;
  files: WebAssembly.Module;
}

/** Where a stem's samples can be read: a file of the stems' folder. */
export interface StemFile {
  fileSha256: string;
  fileName: string;
  layout: PcmLayout;
}

export interface IoReady {
  writable: boolean;
  /** False where stems and session are in memory and end with the page. */
  lasting: boolean;
}

/** How a feed's slabs travel: the worklet's end gets the same object. */
export type SlabTransport =
  | { kind: 'shared'; shape: SlabShape; memory: SharedArrayBuffer }
  | { kind: 'transferred'; shape: SlabShape };

export interface Loop {
  startFrame: number;
  endFrame: number;
}

export interface FeedStart {
  generation: number;
  startFrame: number;
  loop: Loop | null;
}

export type IoMethods = {
  /** First call: takes the lock, opens the store, clears what a crash left. */
  start(argument: WasmModules): IoReady;
  /** From now on reads asked for over `port` are answered. */
  serveReads(argument: { port: MessagePort }): void;
  /** `onlyCompared`: no stem of a song, so that `forgetReference` may free it. */
  importStem(argument: {
    file: Blob;
    name: string;
    sessionRate: number | null;
    onlyCompared?: boolean;
  }): ImportedStem;
  /** Frees what was imported to be compared with, and by no song since. */
  forgetReference(argument: { sha256: string }): void;
  presentStems(argument: { sha256: readonly string[] }): string[];
  /** Converts a stem that is here, unless it is ready for sessions of that rate. */
  prepareStem(argument: { sha256: string; sampleRate: number }): void;
  /** As sessions of that rate play them; those that are not ready for it are left out. */
  stemFiles(argument: { sha256: readonly string[]; sampleRate: number }): StemFile[];
  stemPeaks(argument: { sha256: string; sampleRate: number }): StemPeaks;
  loadSaved(argument: null): string | null;
  save(argument: { json: string }): void;
  /**
   * Prepares a feed of slabs for one worklet, starts it, and gives the
   * transport. `port` leads to the worklet; `shared` asks for shared memory.
   */
  openFeed(argument: {
    feed: number;
    sessionJson: string;
    sampleRate: number;
    start: FeedStart;
    shared: boolean;
    port: MessagePort;
  }): SlabTransport;
  closeFeed(argument: { feed: number }): void;
};

/** Outside any call, from the I/O worker to the page. */
export interface IoNotice {
  notice: EngineFault;
}

/** Worklet → I/O worker. An ArrayBuffer is a slab coming back; 0 says that shared slabs did. */
export type FeedMessage = FeedStart | ArrayBuffer | 0;
