// One small document kept in two files that are written in turn, each with a
// sequence number and a checksum. Whatever moment the tab dies at, one of them
// is whole: the newest whole one is the document. The session's autosave and
// the index of stems are both kept so.
//
// A slot: "LSLT", CRC-32 of all that follows, sequence number (f64), payload
// bytes (f64), payload. Little-endian.
// Thread: I/O worker (reading: any worker).

import { crc32 } from './crc32';
import type { Folder, SyncFile } from './folder';

const kMagic = 0x544c534c;
const kHeaderBytes = 24;

export interface SlotContent {
  sequence: number;
  payload: Uint8Array;
}

export function encodeSlot({ sequence, payload }: SlotContent): Uint8Array {
  const bytes = new Uint8Array(kHeaderBytes + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, kMagic, true);
  view.setFloat64(8, sequence, true);
  view.setFloat64(16, payload.length, true);
  bytes.set(payload, kHeaderBytes);
  view.setUint32(4, crc32(bytes.subarray(8)), true);
  return bytes;
}

/** Null unless every byte is as it was written. */
export function decodeSlot(bytes: Uint8Array): SlotContent | null {
  if (bytes.length < kHeaderBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== kMagic) return null;
  const length = view.getFloat64(16, true);
  if (!(length >= 0 && length <= bytes.length - kHeaderBytes)) return null;
  const end = kHeaderBytes + length;
  if (view.getUint32(4, true) !== crc32(bytes.subarray(8, end))) return null;
  return { sequence: view.getFloat64(8, true), payload: bytes.slice(kHeaderBytes, end) };
}

export class SlotPair {
  readonly #folder: Folder;
  readonly #names: [string, string];
  #files: [SyncFile, SyncFile] | null = null;
  #sequence = 0;
  #newest: 0 | 1 = 1;

  constructor(folder: Folder, name: string) {
    this.#folder = folder;
    this.#names = [`${name}-a`, `${name}-b`];
  }

  /** The newest whole document as text, or null. Call before the first `write`. */
  async read(): Promise<string | null> {
    const contents = await Promise.all(
      this.#names.map(async (name) => {
        const file = await this.#folder.snapshot(name);
        return file ? decodeSlot(new Uint8Array(await file.arrayBuffer())) : null;
      }),
    );
    const [first, second] = contents;
    this.#newest = (second?.sequence ?? -1) > (first?.sequence ?? -1) ? 1 : 0;
    const newest = contents[this.#newest];
    if (!newest) {
      this.#newest = 1;
      return null;
    }
    this.#sequence = newest.sequence;
    return new TextDecoder().decode(newest.payload);
  }

  /** Replaces the older slot. The newer one stays untouched until this one is whole. */
  async write(text: string): Promise<void> {
    this.#files ??= [
      await this.#folder.open(this.#names[0]),
      await this.#folder.open(this.#names[1]),
    ];
    const target = this.#newest === 0 ? 1 : 0;
    const file = this.#files[target];
    const payload = new TextEncoder().encode(text);
    const bytes = encodeSlot({ sequence: this.#sequence + 1, payload });
    file.write(bytes, 0);
    file.truncate(bytes.length);
    file.flush();
    ++this.#sequence;
    this.#newest = target;
  }

  close(): void {
    for (const file of this.#files ?? []) file.close();
    this.#files = null;
  }
}
