// Reads a stem for rendering: in large windows, the next one already on its
// way while the current one is used, through a snapshot of the file, so that
// the I/O worker's handle on it stays undisturbed.
// Thread: render worker.

import type { ReadBytes } from '../io/stem-readers';

/** Memory for windows of all stems together; each stem holds up to two. */
const kAllWindowsBytes = 48 << 20;
const kLargestWindowBytes = 1 << 20;
const kSmallestWindowBytes = 64 << 10;

export function windowBytes(stems: number): number {
  const share = kAllWindowsBytes / (2 * Math.max(1, stems));
  const power = 2 ** Math.floor(Math.log2(share));
  return Math.min(kLargestWindowBytes, Math.max(kSmallestWindowBytes, power));
}

interface Window {
  index: number;
  loading: Promise<Uint8Array>;
  bytes: Uint8Array | null;
}

export class StemWindows {
  readonly #file: Blob;
  readonly #size: number;
  #held: Window[] = [];

  constructor(file: Blob, windowSize: number) {
    this.#file = file;
    this.#size = windowSize;
  }

  readonly read: ReadBytes = (into, at) => {
    const first = Math.floor(at / this.#size);
    const last = Math.floor((at + into.length - 1) / this.#size);
    this.#held = this.#held.filter((window) => window.index >= first);
    for (let index = first; index <= last + 1; ++index) this.#load(index);
    for (let index = first; index <= last; ++index) {
      if (!this.#window(index).bytes) return this.#readLater(into, at, first, last);
    }
    for (let index = first; index <= last; ++index) {
      this.#copy(into, at, index, this.#window(index).bytes!);
    }
  };

  async #readLater(into: Uint8Array, at: number, first: number, last: number): Promise<void> {
    const windows = this.#held.filter(({ index }) => index >= first && index <= last);
    for (const window of windows) this.#copy(into, at, window.index, await window.loading);
  }

  #copy(into: Uint8Array, at: number, index: number, bytes: Uint8Array): void {
    const windowStart = index * this.#size;
    const from = Math.max(0, at - windowStart);
    const to = Math.min(this.#size, at + into.length - windowStart);
    if (to > bytes.length) throw new Error('a stored stem ends early');
    into.set(bytes.subarray(from, to), windowStart + from - at);
  }

  #window(index: number): Window {
    return this.#held.find((window) => window.index === index)!;
  }

  #load(index: number): void {
    if (this.#held.some((window) => window.index === index)) return;
    const start = index * this.#size;
    const loading = this.#file
      .slice(start, start + this.#size)
      .arrayBuffer()
      .then((buffer) => new Uint8Array(buffer));
    const window: Window = { index, loading, bytes: null };
    this.#held.push(window);
    loading.then(
      (bytes) => {
        window.bytes = bytes;
      },
      () => {}, // reported to whoever reads it
    );
  }
}
