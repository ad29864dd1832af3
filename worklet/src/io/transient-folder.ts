// A folder that lives in this worker's memory, for windows that have no private
// file system to write to: private windows of Safari and Firefox, and WebKitGTK,
// which lacks sync access handles. It ends with the page. Files are kept in
// chunks, so that growing one copies nothing.
// Thread: the worker that made it.

import type { Folder, SyncFile } from './folder';

const kChunkBytes = 1 << 20;

class TransientFile implements SyncFile {
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;

  read(into: Uint8Array, at: number): number {
    const count = Math.max(0, Math.min(into.length, this.#size - at));
    this.#visit(at, count, (piece, from) => into.set(piece, from));
    return count;
  }

  write(from: Uint8Array, at: number): void {
    this.#reserve(at + from.length);
    this.#visit(at, from.length, (piece, start) =>
      piece.set(from.subarray(start, start + piece.length)),
    );
    this.#size = Math.max(this.#size, at + from.length);
  }

  truncate(bytes: number): void {
    // What is cut off reads as zeros if the file grows again.
    if (bytes < this.#size) {
      this.#visit(bytes, this.#size - bytes, (piece) => piece.fill(0));
      this.#chunks.length = Math.ceil(bytes / kChunkBytes);
    }
    this.#reserve(bytes);
    this.#size = bytes;
  }

  flush(): void {}

  size(): number {
    return this.#size;
  }

  close(): void {}

  snapshot(name: string): File {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    this.#visit(0, this.#size, (piece) => parts.push(piece));
    return new File(parts, name);
  }

  #reserve(bytes: number): void {
    while (this.#chunks.length * kChunkBytes < bytes) {
      this.#chunks.push(new Uint8Array(kChunkBytes));
    }
  }

  /** The stretch from `at`, piece by piece, each with its offset in the stretch. */
  #visit(
    at: number,
    count: number,
    use: (piece: Uint8Array<ArrayBuffer>, offset: number) => void,
  ): void {
    for (let done = 0; done < count; ) {
      const within = (at + done) % kChunkBytes;
      const length = Math.min(kChunkBytes - within, count - done);
      const chunk = this.#chunks[Math.floor((at + done) / kChunkBytes)]!;
      use(chunk.subarray(within, within + length), done);
      done += length;
    }
  }
}

export class TransientFolder implements Folder {
  readonly #files = new Map<string, TransientFile>();
  readonly #folders = new Map<string, TransientFolder>();

  async open(name: string): Promise<SyncFile> {
    const file = this.#files.get(name) ?? new TransientFile();
    this.#files.set(name, file);
    return file;
  }

  async snapshot(name: string): Promise<File | null> {
    return this.#files.get(name)?.snapshot(name) ?? null;
  }

  async remove(name: string): Promise<void> {
    if (!this.#files.delete(name) && !this.#folders.delete(name)) {
      throw new DOMException('There is no such file.', 'NotFoundError');
    }
  }

  async names(): Promise<string[]> {
    return [...this.#files.keys(), ...this.#folders.keys()];
  }

  async folder(name: string): Promise<TransientFolder> {
    const folder = this.#folders.get(name) ?? new TransientFolder();
    this.#folders.set(name, folder);
    return folder;
  }
}
