// A folder of files as the store sees it, and the origin-private file system
// behind it, or memory where a window has none. Tests put a folder in memory
// in its place, with a quota and torn writes.
// Thread: I/O worker and render worker; a sync file needs a worker.

import { isQuotaError } from '../messages/fault';
import { TransientFolder } from './transient-folder';

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
    return new OpfsFile(await openSyncHandle(handle));
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

const opening = new Set<FileSystemFileHandle>();

/**
 * Chromium never settles `createSyncAccessHandle` if the file's handle is
 * collected as garbage meanwhile (seen in 156): whoever waits would wait for
 * ever. So the handle is kept until then.
 */
async function openSyncHandle(handle: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  opening.add(handle);
  try {
    return await handle.createSyncAccessHandle();
  } finally {
    opening.delete(handle);
  }
}

export interface RootFolder {
  folder: Folder;
  /** False where it is in memory and ends with the page. */
  lasting: boolean;
}

/**
 * Lathe's folder in the origin-private file system, or one in memory where the
 * window has none. A store that exists but cannot be opened now (a full disk)
 * is an error: an empty one in its place would look like lost work.
 */
export async function openRootFolder(): Promise<RootFolder> {
  const root = await privateRoot();
  if (!root) return { folder: new TransientFolder(), lasting: false };
  const handle = await root.getDirectoryHandle('lathe', { create: true });
  if (!(await hasSyncHandles(handle))) return { folder: new TransientFolder(), lasting: false };
  return { folder: new OpfsFolder(handle), lasting: true };
}

/** Null where the window gives none: browsers differ in how they refuse a private window. */
async function privateRoot(): Promise<FileSystemDirectoryHandle | null> {
  if (typeof navigator.storage?.getDirectory !== 'function') return null;
  try {
    return await navigator.storage.getDirectory();
  } catch (error) {
    if (isQuotaError(error)) throw error;
    return null;
  }
}

/** WebKitGTK has the method, but no backend for it, and says so only when a file is opened. */
async function hasSyncHandles(folder: FileSystemDirectoryHandle): Promise<boolean> {
  const name = `probe-${crypto.randomUUID()}`; // another worker may be asking too
  const file = await folder.getFileHandle(name, { create: true });
  if (typeof file.createSyncAccessHandle !== 'function') {
    await folder.removeEntry(name);
    return false;
  }
  try {
    (await openSyncHandle(file)).close();
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return false;
    throw error;
  } finally {
    await folder.removeEntry(name);
  }
}
