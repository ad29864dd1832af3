// Reads stems for the feed: through sync handles where this tab owns the
// store, which costs no waiting, and through snapshots in a second tab.
// Handles stay open from one feed to the next.
// Thread: I/O worker.

import type { Folder, SyncFile } from './folder';

/** Gives a promise only where the bytes have to be waited for. */
export type ReadBytes = (into: Uint8Array, at: number) => void | Promise<void>;

export class StemReaders {
  readonly #folder: Folder;
  readonly #writable: boolean;
  readonly #open = new Map<string, Promise<{ read: ReadBytes; close(): void }>>();

  constructor(folder: Folder, writable: boolean) {
    this.#folder = folder;
    this.#writable = writable;
  }

  async reader(fileName: string): Promise<ReadBytes> {
    let opened = this.#open.get(fileName);
    if (!opened) {
      opened = this.#writable ? this.#openHandle(fileName) : this.#openSnapshot(fileName);
      this.#open.set(fileName, opened);
      opened.catch(() => this.#open.delete(fileName));
    }
    return (await opened).read;
  }

  /** Closes all but these. */
  async keepOnly(fileNames: ReadonlySet<string>): Promise<void> {
    for (const [name, opened] of this.#open) {
      if (fileNames.has(name)) continue;
      this.#open.delete(name);
      (await opened).close();
    }
  }

  async #openHandle(fileName: string): Promise<{ read: ReadBytes; close(): void }> {
    const file: SyncFile = await this.#folder.open(fileName);
    return {
      read: (into, at) => {
        if (file.read(into, at) !== into.length) throw shortRead(fileName);
      },
      close: () => file.close(),
    };
  }

  async #openSnapshot(fileName: string): Promise<{ read: ReadBytes; close(): void }> {
    const file = await this.#folder.snapshot(fileName);
    if (!file) throw shortRead(fileName);
    return {
      read: async (into, at) => {
        const bytes = await file.slice(at, at + into.length).arrayBuffer();
        if (bytes.byteLength !== into.length) throw shortRead(fileName);
        into.set(new Uint8Array(bytes));
      },
      close: () => {},
    };
  }
}

function shortRead(fileName: string): Error {
  return new Error(`the stored stem ${fileName} ends early`);
}
