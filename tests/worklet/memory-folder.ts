// A folder in memory in the place of the origin-private file system: it can be
// full, and it can die in the middle of a write.

import type { Folder, SyncFile } from '../../worklet/src/io/folder';

export class MemoryDisk {
  /** Bytes that all files together may hold. */
  quotaBytes = Number.POSITIVE_INFINITY;
  /** Bytes that will still be written before the power fails. */
  bytesUntilCrash = Number.POSITIVE_INFINITY;
  /** The most that a file held back before it was flushed or closed. */
  mostUnflushedBytes = 0;
  readonly root = new MemoryFolder(this);

  usedBytes(): number {
    return this.root.usedBytes();
  }
}

export class PowerFailure extends Error {}

class MemoryFolder implements Folder {
  readonly files = new Map<string, { bytes: Uint8Array; open: boolean }>();
  readonly folders = new Map<string, MemoryFolder>();

  constructor(readonly disk: MemoryDisk) {}

  usedBytes(): number {
    let sum = 0;
    for (const { bytes } of this.files.values()) sum += bytes.length;
    for (const folder of this.folders.values()) sum += folder.usedBytes();
    return sum;
  }

  async open(name: string): Promise<SyncFile> {
    const entry = this.files.get(name) ?? { bytes: new Uint8Array(0), open: false };
    if (entry.open) throw new DOMException('already open', 'NoModificationAllowedError');
    entry.open = true;
    this.files.set(name, entry);
    const { disk } = this;
    let unflushedBytes = 0;
    return {
      read: (into, at) => {
        const piece = entry.bytes.subarray(at, at + into.length);
        into.set(piece);
        return piece.length;
      },
      write(from, at) {
        const count = Math.min(from.length, disk.bytesUntilCrash);
        disk.bytesUntilCrash -= count;
        const growth = Math.max(0, at + count - entry.bytes.length);
        if (disk.usedBytes() + growth > disk.quotaBytes) {
          throw new DOMException('full', 'QuotaExceededError');
        }
        const bytes = new Uint8Array(entry.bytes.length + growth);
        bytes.set(entry.bytes);
        bytes.set(from.subarray(0, count), at);
        entry.bytes = bytes;
        unflushedBytes += count;
        disk.mostUnflushedBytes = Math.max(disk.mostUnflushedBytes, unflushedBytes);
        if (count < from.length) throw new PowerFailure();
      },
      truncate(count) {
        if (disk.bytesUntilCrash <= 0) throw new PowerFailure();
        const bytes = new Uint8Array(count);
        bytes.set(entry.bytes.subarray(0, count));
        entry.bytes = bytes;
      },
      flush() {
        unflushedBytes = 0;
      },
      size: () => entry.bytes.length,
      close() {
        entry.open = false;
      },
    };
  }

  async snapshot(name: string): Promise<File | null> {
    const entry = this.files.get(name);
    return entry ? new File([new Uint8Array(entry.bytes)], name) : null;
  }

  async remove(name: string): Promise<void> {
    const entry = this.files.get(name);
    if (!entry) throw new DOMException('no such file', 'NotFoundError');
    if (entry.open) throw new DOMException('still open', 'NoModificationAllowedError');
    this.files.delete(name);
  }

  async names(): Promise<string[]> {
    return [...this.files.keys()];
  }

  async folder(name: string): Promise<MemoryFolder> {
    const folder = this.folders.get(name) ?? new MemoryFolder(this.disk);
    this.folders.set(name, folder);
    return folder;
  }

  /** After the power failed: nothing is open any more. */
  restart(): void {
    for (const entry of this.files.values()) entry.open = false;
    for (const folder of this.folders.values()) folder.restart();
  }
}
