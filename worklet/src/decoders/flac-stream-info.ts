// The head of a FLAC file: STREAMINFO, which says rate, channels, bit depth
// and length, behind an optional ID3v2 tag. Source: RFC 9639, section 8.2.
// Thread: any.

export interface FlacStreamInfo {
  sampleRate: number;
  channels: number;
  bitsPerSample: number;
  /** 0 where the encoder did not know. */
  totalFrames: number;
  /** Byte of the file at which "fLaC" stands. */
  offset: number;
  /** MD5 of the decoded samples, 32 hex digits; all 0 where the encoder left it out. */
  md5: string;
}

/** Bytes of a file's head that `readFlacStreamInfo` wants at `offset`. */
export const kFlacHeadBytes = 42;

/** Where a FLAC stream would start: behind an ID3v2 tag if there is one. */
export function flacOffset(head: Uint8Array): number {
  if (head.length < 10 || head[0] !== 0x49 || head[1] !== 0x44 || head[2] !== 0x33) return 0;
  const size = (head[6]! << 21) | (head[7]! << 14) | (head[8]! << 7) | head[9]!;
  return 10 + size;
}

/** `head`: the file's bytes from `offset`. Null if that is no FLAC stream. */
export function readFlacStreamInfo(head: Uint8Array, offset: number): FlacStreamInfo | null {
  const isFlac = head[0] === 0x66 && head[1] === 0x4c && head[2] === 0x61 && head[3] === 0x43;
  if (!isFlac || head.length < kFlacHeadBytes || (head[4]! & 0x7f) !== 0) return null;
  const info = head.subarray(8, kFlacHeadBytes);
  const sampleRate = (info[10]! << 12) | (info[11]! << 4) | (info[12]! >> 4);
  const channels = ((info[12]! >> 1) & 7) + 1;
  const bitsPerSample = (((info[12]! & 1) << 4) | (info[13]! >> 4)) + 1;
  const high = info[13]! & 15;
  const low = ((info[14]! << 24) | (info[15]! << 16) | (info[16]! << 8) | info[17]!) >>> 0;
  const md5 = Array.from(info.subarray(18, 34), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  if (sampleRate === 0 || bitsPerSample < 4) return null;
  return { sampleRate, channels, bitsPerSample, totalFrames: high * 2 ** 32 + low, offset, md5 };
}
