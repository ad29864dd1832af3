// A folder of files as the store sees it, and the origin-private file system
// behind it. Tests put a folder in memory in its place, with a quota and torn
// writes.
// Thread: I/O worker and render worker; a sync file needs a worker.

import { fault } from '../messages/fault';

/** Offsets and counts in bytes. */
export interface SyncFile {
  /** Bytes read: fewer than asked only at the file's end. */
  read(into: Uint8Array, at: number): number;
  /** Writes everything or throws (a full disk: QuotaExceededError). */
  write(from: Uint8Array, at: number): void;
  truncate(bytes: number): void;
  flush(): void;
  size(): number;
  close(): void;
}

export interface Folder {
  /** For reading and writing; made if missing. Only one may be open per file. */
  open(name: string): Promise<SyncFile>;
  /** A snapshot for reading, also while the file is open; null if there is none. */
  snapshot(name: string): Promise<File | null>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
  folder(name: string): Promise<Folder>;
}

/** The browser's own error for a disk that took only part of a write. */
export function diskFull(): DOMException {
  return new DOMException('The storage is full.', 'QuotaExceededError');
}

class OpfsFile implements SyncFile {
  readonly #handle: FileSystemSyncAccessHandle;

  constructor(handle: FileSystemSyncAccessHandle) {
    this.#handle = handle;
  }

  read(into: Uint8Array, at: number): number {
    return this.#handle.read(into as Uint8Array<ArrayBuffer>, { at });
  }

  write(from: Uint8Array, at: number): void {
    const written = this.#handle.write(from as Uint8Array<ArrayBuffer>, { at });
    if (written !== from.length) throw diskFull();
  }

  truncate(bytes: number): void {
    this.#handle.truncate(bytes);
  }

  flush(): void {
    this.#handle.flush();
  }

  size(): number {
    return this.#handle.getSize();
  }

  close(): void {
    this.#handle.close();
  }
}

class OpfsFolder implements Folder {
  readonly #handle: FileSystemDirectoryHandle;

  constructor(handle: FileSystemDirectoryHandle) {
    this.#handle = handle;
  }

  async open(name: string): Promise<SyncFile> {
    const handle = await this.#handle.getFileHandle(name, { create: true });
    return new OpfsFile(await handle.createSyncAccessHandle());
  }

  async snapshot(name: string): Promise<File | null> {
    try {
      return await (await this.#handle.getFileHandle(name)).getFile();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return null;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await this.#handle.removeEntry(name, { recursive: true });
  }

  async names(): Promise<string[]> {
    const names: string[] = [];
    for await (const name of this.#handle.keys()) names.push(name);
    return names;
  }

  async folder(name: string): Promise<Folder> {
    return new OpfsFolder(await this.#handle.getDirectoryHandle(name, { create: true }));
  }
}

/** Lathe's folder in the origin-private file system. */
export async function openRootFolder(): Promise<Folder> {
  try {
    const root = await navigator.storage.getDirectory();
    return new OpfsFolder(await root.getDirectoryHandle('lathe', { create: true }));
  } catch {
    throw fault(
      'internal',
      'This browser window gives no private file storage, which stems are kept in.',
      'Open Lathe in an ordinary (not private) window of a current browser, over https or on localhost.',
    );
  }
}
