// What the import pipeline needs of anything that turns a compressed file into
// samples: bytes in as they come from disk, planar samples out, whole file or
// fault. Decoders are loaded when a file first needs them.
// Thread: I/O worker.

export interface DecodedAudio {
  /** Integers at the source's bit depth, one array a channel; valid until the next call. */
  planar: Int32Array[];
  frames: number;
}

export interface Decoder {
  /** The next bytes of the file, in order. */
  decode(bytes: Uint8Array): Promise<DecodedAudio>;
  /** After the last bytes: what was still held back. */
  finish(): Promise<DecodedAudio>;
  close(): void;
}
