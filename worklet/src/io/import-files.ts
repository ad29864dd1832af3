// The files of one import, kept or removed together.
// Thread: I/O worker.

import type { Folder, SyncFile } from './folder';

/**
 * Written but not yet on disk, at most, in bytes. Flushing stands still until the disk has it
 * all, and playback is fed on this thread, with a second in hand: a whole stem at once would
 * starve it on slow flash, 4 MiB take a tenth of that.
 */
const kUnflushedBytes = 4 << 20;

export class ImportFiles {
  readonly #folder: Folder;
  readonly #open = new Map<string, SyncFile>();
  readonly #made: string[] = [];

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  /** Makes a file; its name comes with it. */
  async create(extension: string): Promise<{ name: string; file: SyncFile }> {
    const name = `${crypto.randomUUID()}.${extension}`;
    this.#made.push(name);
    const file = flushedAsItGrows(await this.#folder.open(name));
    this.#open.set(name, file);
    return { name, file };
  }

  /** Everything is on disk afterwards, or this throws. */
  close(): void {
    for (const [name, file] of this.#open) {
      file.flush();
      file.close();
      this.#open.delete(name);
    }
  }

  /** Nothing of this import remains. */
  async remove(): Promise<void> {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
    for (const name of this.#made) await this.#folder.remove(name).catch(ignoreMissing);
  }
}

function flushedAsItGrows(file: SyncFile): SyncFile {
  let unflushed = 0;
  return {
    read: (into, at) => file.read(into, at),
    write(from, at) {
      file.write(from, at);
      unflushed += from.length;
      if (unflushed >= kUnflushedBytes) this.flush();
    },
    truncate: (bytes) => file.truncate(bytes),
    flush() {
      file.flush();
      unflushed = 0;
    },
    size: () => file.size(),
    close: () => file.close(),
  };
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
}
