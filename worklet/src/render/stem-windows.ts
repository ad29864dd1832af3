// Reads a stem for rendering: in large windows, the next one already on its
// way while the current one is used. A few windows are held, so that two clips
// of one stem do not drive each other out; their buffers are used again and
// again.
// Thread: render worker and part workers.

import type { ReadBytes } from '../io/stem-readers';
import type { FetchBytes } from './read-client';

/** Memory for the windows of all stems together. */
const kAllWindowsBytes = 32 << 20;
const kWindowsPerStem = 4;
const kLargestWindowBytes = 512 << 10;
const kSmallestWindowBytes = 64 << 10;

export function windowBytes(stems: number): number {
  const share = kAllWindowsBytes / (kWindowsPerStem * Math.max(1, stems));
  const power = 2 ** Math.floor(Math.log2(share));
  return Math.min(kLargestWindowBytes, Math.max(kSmallestWindowBytes, power));
}

interface Window {
  index: number;
  loading: Promise<Uint8Array>;
  bytes: Uint8Array | null;
  /** Reads that wait for it. */
  waiting: number;
}

export class StemWindows {
  readonly #fetch: FetchBytes;
  readonly #fileName: string;
  readonly #fileBytes: number;
  readonly #size: number;
  /** Least recently used first. */
  readonly #held: Window[] = [];
  readonly #free: ArrayBuffer[] = [];

  /** `fileBytes`: nothing is read beyond. */
  constructor(fetch: FetchBytes, fileName: string, fileBytes: number, windowSize: number) {
    this.#fetch = fetch;
    this.#fileName = fileName;
    this.#fileBytes = fileBytes;
    this.#size = windowSize;
  }

  readonly read: ReadBytes = (into, at) => {
    if (at + into.length > this.#fileBytes) throw new Error('a stored stem ends early');
    const first = Math.floor(at / this.#size);
    const last = Math.floor((at + into.length - 1) / this.#size);
    const wanted: Window[] = [];
    for (let index = first; index <= last; ++index) wanted.push(this.#use(index));
    if ((last + 1) * this.#size < this.#fileBytes) this.#use(last + 1);
    if (wanted.some(({ bytes }) => !bytes)) return this.#readLater(into, at, wanted);
    for (const { index, bytes } of wanted) this.#copy(into, at, index, bytes!);
    this.#evict();
  };

  async #readLater(into: Uint8Array, at: number, wanted: Window[]): Promise<void> {
    for (const window of wanted) ++window.waiting;
    for (const { index, loading } of wanted) this.#copy(into, at, index, await loading);
    for (const window of wanted) --window.waiting;
    this.#evict();
  }

  #copy(into: Uint8Array, at: number, index: number, bytes: Uint8Array): void {
    const windowStart = index * this.#size;
    const from = Math.max(0, at - windowStart);
    const to = Math.min(this.#size, at + into.length - windowStart);
    into.set(bytes.subarray(from, to), windowStart + from - at);
  }

  /** The window, now the most recently used; on its way if it was not held. */
  #use(index: number): Window {
    const at = this.#held.findIndex((window) => window.index === index);
    const window = at < 0 ? this.#load(index) : this.#held.splice(at, 1)[0]!;
    this.#held.push(window);
    return window;
  }

  #load(index: number): Window {
    const start = index * this.#size;
    const bytes = Math.min(this.#size, this.#fileBytes - start);
    const buffer = this.#free.pop() ?? new ArrayBuffer(this.#size);
    const loading = this.#fetch(this.#fileName, start, bytes, buffer).then(
      (filled) => new Uint8Array(filled, 0, bytes),
    );
    const window: Window = { index, loading, bytes: null, waiting: 0 };
    loading.then(
      (filled) => {
        window.bytes = filled;
      },
      () => {}, // reported to whoever reads it
    );
    return window;
  }

  #evict(): void {
    for (let i = 0; i < this.#held.length && this.#held.length > kWindowsPerStem; ) {
      const { bytes, waiting } = this.#held[i]!;
      if (bytes && waiting === 0) {
        this.#held.splice(i, 1);
        this.#free.push(bytes.buffer as ArrayBuffer);
      } else {
        ++i;
      }
    }
  }
}
