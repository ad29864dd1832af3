// Bytes of stored stems, asked of the I/O worker by a render worker over their
// own port. The buffer travels there and back and is used again, so that
// reading gigabytes makes no garbage.
// Thread: any (types only).

export interface ReadRequest {
  id: number;
  fileName: string;
  at: number;
  /** How many bytes of the buffer to fill. */
  bytes: number;
  buffer: ArrayBuffer;
}

/** Over a reader's port: a read, or the port of another reader, which is answered from then on. */
export type ReadMessage = ReadRequest | { port: MessagePort };

export interface ReadReply {
  id: number;
  /** Null where reading failed; then `reason` says why. */
  buffer: ArrayBuffer | null;
  reason?: string;
}
