// The files of one import, kept or removed together.
// Thread: I/O worker.

import type { Folder, SyncFile } from './folder';

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
    const file = await this.#folder.open(name);
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

function ignoreMissing(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
}
