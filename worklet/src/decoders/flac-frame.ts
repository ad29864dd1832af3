// One FLAC frame → integer samples. Source: RFC 9639, section 9. Predictions
// are summed in doubles: with samples of up to 33 bits, coefficients of 15 and
// 32 taps a sum stays under 2^53, so every step is exact.
// Thread: I/O worker. Makes no garbage after the first frame.

import { BitReader } from './bit-reader';
import { crc8, crc16 } from './flac-crc';
import type { FlacStreamInfo } from './flac-stream-info';

export const kMaxBlockFrames = 65536;
const kMaxChannels = 8;
const kMaxOrder = 32;
/** Zeros before the first sample of a work array. */
const kLeadIn = kMaxOrder;

export type FrameResult =
  /** `bytes` were used; `frames` samples a channel are in `planar`. */
  | { kind: 'frame'; bytes: number; frames: number }
  /** The frame goes on beyond the bytes at hand (or is damaged: at the file's end it is). */
  | { kind: 'incomplete' }
  | { kind: 'damaged' };

const kIncomplete: FrameResult = { kind: 'incomplete' };
const kDamaged: FrameResult = { kind: 'damaged' };

export class FlacFrameDecoder {
  readonly planar: Int32Array[];
  readonly #info: FlacStreamInfo;
  readonly #reader = new BitReader();
  readonly #work: Float64Array[];
  readonly #coefficients = new Float64Array(kMaxOrder);

  constructor(info: FlacStreamInfo) {
    this.#info = info;
    const channels = Math.min(info.channels, kMaxChannels);
    this.planar = Array.from({ length: channels }, () => new Int32Array(kMaxBlockFrames));
    this.#work = Array.from(
      { length: channels },
      () => new Float64Array(kLeadIn + kMaxBlockFrames),
    );
  }

  /** `bytes[start…end)` from a frame's first byte; 8 bytes of slack behind `end`. */
  decode(bytes: Uint8Array, start: number, end: number): FrameResult {
    const reader = this.#reader;
    reader.open(bytes, start, end);
    if (reader.unsigned(15) !== 0x7ffc) return kDamaged; // sync code and reserved bit
    reader.unsigned(1); // fixed or variable block size: either way the size is given below
    const sizeCode = reader.unsigned(4);
    const rateCode = reader.unsigned(4);
    const assignment = reader.unsigned(4);
    const depthCode = reader.unsigned(3);
    if (reader.unsigned(1) !== 0) return kDamaged;
    this.#skipFrameNumber();
    const frames = this.#blockFrames(sizeCode);
    if (rateCode === 12) reader.unsigned(8);
    else if (rateCode === 13 || rateCode === 14) reader.unsigned(16);
    const headerEnd = reader.byte;
    const headerCrc = reader.unsigned(8);
    if (reader.overrun) return kIncomplete;
    if (crc8(bytes, start, headerEnd) !== headerCrc) return kDamaged;

    const channels = assignment < 8 ? assignment + 1 : 2;
    const bits = depthCode === 0 ? this.#info.bitsPerSample : kDepths[depthCode]!;
    if (
      frames === 0 ||
      rateCode === 15 ||
      assignment > 10 ||
      channels !== this.#info.channels ||
      bits !== this.#info.bitsPerSample
    ) {
      return kDamaged;
    }
    for (let channel = 0; channel < channels; ++channel) {
      const isSide = assignment === 9 ? channel === 0 : assignment > 7 && channel === 1;
      if (!this.#subframe(this.#work[channel]!, frames, bits + (isSide ? 1 : 0))) {
        return reader.overrun ? kIncomplete : kDamaged;
      }
    }
    reader.alignToByte();
    const bodyEnd = reader.byte;
    const crc = reader.unsigned(16);
    if (reader.overrun) return kIncomplete;
    if (crc16(bytes, start, bodyEnd) !== crc) return kDamaged;
    this.#decorrelate(assignment, frames);
    return { kind: 'frame', bytes: bodyEnd + 2 - start, frames };
  }

  /** Frame or sample number, coded like UTF-8; frames come in order, so it is not needed. */
  #skipFrameNumber(): void {
    const first = this.#reader.unsigned(8);
    let following = 0;
    while (following < 7 && (first & (0x80 >> following)) !== 0) ++following;
    for (let i = 1; i < following; ++i) this.#reader.unsigned(8);
  }

  #blockFrames(code: number): number {
    if (code === 0) return 0;
    if (code === 1) return 192;
    if (code <= 5) return 144 << code;
    if (code === 6) return this.#reader.unsigned(8) + 1;
    if (code === 7) return this.#reader.unsigned(16) + 1;
    return 1 << code;
  }

  #subframe(out: Float64Array, frames: number, frameBits: number): boolean {
    const reader = this.#reader;
    if (reader.unsigned(1) !== 0) return false;
    const type = reader.unsigned(6);
    const wasted = reader.unsigned(1) === 1 ? reader.unary() + 1 : 0;
    const bits = frameBits - wasted;
    if (bits < 1) return false;

    if (type === 0) {
      out.fill(reader.signed(bits), kLeadIn, kLeadIn + frames);
    } else if (type === 1) {
      for (let i = 0; i < frames; ++i) out[kLeadIn + i] = reader.signed(bits);
    } else if (type >= 8 && type <= 12) {
      const order = type - 8;
      if (!this.#warmUpAndResidual(out, frames, order, bits, null)) return false;
      predictFixed(out, frames, order);
    } else if (type >= 32) {
      const order = type - 31;
      const shift = { bits: 0 };
      if (!this.#warmUpAndResidual(out, frames, order, bits, shift)) return false;
      predictLinear(out, frames, this.#coefficients, order, shift.bits);
    } else {
      return false;
    }
    if (wasted > 0) {
      const scale = 2 ** wasted;
      for (let i = kLeadIn; i < kLeadIn + frames; ++i) out[i] = out[i]! * scale;
    }
    return !reader.overrun;
  }

  /** `linear`: also reads the coefficients, between the two; receives the shift. */
  #warmUpAndResidual(
    out: Float64Array,
    frames: number,
    order: number,
    bits: number,
    linear: { bits: number } | null,
  ): boolean {
    const reader = this.#reader;
    if (order > frames) return false;
    for (let i = 0; i < order; ++i) out[kLeadIn + i] = reader.signed(bits);
    if (linear) {
      const precision = reader.unsigned(4) + 1;
      linear.bits = reader.signed(5);
      if (precision === 16 || linear.bits < 0) return false;
      this.#coefficients.fill(0);
      for (let i = 0; i < order; ++i) this.#coefficients[i] = reader.signed(precision);
    }
    return this.#residual(out, frames, order);
  }

  #residual(out: Float64Array, frames: number, order: number): boolean {
    const reader = this.#reader;
    const method = reader.unsigned(2);
    if (method > 1) return false;
    const parameterBits = method === 0 ? 4 : 5;
    const escapeCode = method === 0 ? 15 : 31;
    const partitionOrder = reader.unsigned(4);
    const partitionFrames = frames >> partitionOrder;
    if (partitionFrames << partitionOrder !== frames || partitionFrames < order) return false;
    let at = order;
    for (let partition = 0; partition < 1 << partitionOrder; ++partition) {
      const end = (partition + 1) * partitionFrames;
      const parameter = reader.unsigned(parameterBits);
      if (parameter !== escapeCode) {
        reader.rice(out, kLeadIn + at, end - at, parameter);
      } else {
        const bits = reader.unsigned(5);
        for (let i = at; i < end; ++i) out[kLeadIn + i] = bits === 0 ? 0 : reader.signed(bits);
      }
      if (reader.overrun) return false;
      at = end;
    }
    return true;
  }

  #decorrelate(assignment: number, frames: number): void {
    if (assignment < 8) {
      for (let channel = 0; channel < this.planar.length; ++channel) {
        const from = this.#work[channel]!;
        const to = this.planar[channel]!;
        for (let i = 0; i < frames; ++i) to[i] = from[kLeadIn + i]!;
      }
      return;
    }
    const [first, second] = this.#work as [Float64Array, Float64Array];
    const [left, right] = this.planar as [Int32Array, Int32Array];
    for (let i = 0; i < frames; ++i) {
      const a = first[kLeadIn + i]!;
      const b = second[kLeadIn + i]!;
      if (assignment === 8) {
        left[i] = a;
        right[i] = a - b;
      } else if (assignment === 9) {
        left[i] = a + b;
        right[i] = b;
      } else {
        const odd = b & 1;
        left[i] = (2 * a + odd + b) / 2;
        right[i] = (2 * a + odd - b) / 2;
      }
    }
  }
}

const kDepths = [0, 8, 12, 0, 16, 20, 24, 32] as const;

function predictFixed(out: Float64Array, frames: number, order: number): void {
  for (let i = kLeadIn + order; i < kLeadIn + frames; ++i) {
    let prediction = 0;
    if (order === 1) prediction = out[i - 1]!;
    else if (order === 2) prediction = 2 * out[i - 1]! - out[i - 2]!;
    else if (order === 3) prediction = 3 * out[i - 1]! - 3 * out[i - 2]! + out[i - 3]!;
    else if (order === 4) {
      prediction = 4 * out[i - 1]! - 6 * out[i - 2]! + 4 * out[i - 3]! - out[i - 4]!;
    }
    out[i] = out[i]! + prediction;
  }
}

/**
 * Four taps at a time into four sums: the order of exact sums does not matter,
 * and no addition waits for the last. Coefficients past `order` are zero; what
 * they meet before the block's start is the lead-in, which is zero too.
 */
function predictLinear(
  out: Float64Array,
  frames: number,
  coefficients: Float64Array,
  order: number,
  shift: number,
): void {
  const scale = 2 ** -shift;
  const taps = (order + 3) & ~3;
  for (let i = order; i < frames; ++i) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let at = kLeadIn + i - 1;
    for (let tap = 0; tap < taps; tap += 4, at -= 4) {
      a += coefficients[tap]! * out[at]!;
      b += coefficients[tap + 1]! * out[at - 1]!;
      c += coefficients[tap + 2]! * out[at - 2]!;
      d += coefficients[tap + 3]! * out[at - 3]!;
    }
    out[kLeadIn + i] = out[kLeadIn + i]! + Math.floor((a + b + (c + d)) * scale);
  }
}
