// Big-endian bits out of bytes, for FLAC. Reading past the end sets
// `overrun` and gives zeros, so that inner loops need no checks of their own.
// Thread: I/O worker. Makes no garbage.

export class BitReader {
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(8));
  #bit = 0;
  #endBit = 0;

  /**
   * Reads `bytes[start…end)`. The buffer behind must have 8 bytes of slack
   * after `end`; their content does not matter.
   */
  open(bytes: Uint8Array, start: number, end: number): void {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.#bit = start * 8;
    this.#endBit = end * 8;
  }

  get overrun(): boolean {
    return this.#bit > this.#endBit;
  }

  /** Byte at which the next bit stands. */
  get byte(): number {
    return this.#bit >>> 3;
  }

  alignToByte(): void {
    this.#bit = (this.#bit + 7) & ~7;
  }

  /** The next 32 bits, unsigned, without moving on. */
  #peek(): number {
    const at = this.#bit >>> 3;
    if (at + 8 > this.#view.byteLength) {
      this.#bit = this.#endBit + 1;
      return 0;
    }
    const shift = this.#bit & 7;
    const high = this.#view.getUint32(at);
    if (shift === 0) return high;
    return ((high << shift) | (this.#bytes[at + 4]! >>> (8 - shift))) >>> 0;
  }

  /** 0…32 bits, unsigned. */
  unsigned(bits: number): number {
    if (bits === 0) return 0;
    const value = this.#peek() >>> (32 - bits);
    this.#bit += bits;
    return value;
  }

  /** 1…33 bits, two's complement. */
  signed(bits: number): number {
    if (bits === 33) {
      const sign = this.unsigned(1);
      return this.unsigned(32) - sign * 4294967296;
    }
    const value = (this.#peek() | 0) >> (32 - bits);
    this.#bit += bits;
    return value;
  }

  /** Zero bits before the next one bit, which is passed too. */
  unary(): number {
    let zeros = 0;
    for (;;) {
      const next = this.#peek();
      if (next !== 0) {
        const run = Math.clz32(next);
        this.#bit += run + 1;
        return zeros + run;
      }
      zeros += 32;
      this.#bit += 32;
      if (this.#bit > this.#endBit) {
        this.#bit = this.#endBit + 1;
        return 0;
      }
    }
  }

  /** `count` Rice-coded numbers of parameter `k` into `out[at…]`. The hot loop of the decoder. */
  rice(out: Float64Array, at: number, count: number, k: number): void {
    const bytes = this.#bytes;
    const view = this.#view;
    const lastByte = Math.min(view.byteLength - 8, (this.#endBit >>> 3) + 1);
    const end = at + count;
    let bit = this.#bit;
    for (let i = at; i < end; ++i) {
      const byte = bit >>> 3;
      if (byte > lastByte) break;
      const shift = bit & 7;
      const next = (view.getInt32(byte) << shift) | (bytes[byte + 4]! >>> (8 - shift));
      const quotient = Math.clz32(next);
      const length = quotient + 1 + k;
      if (length <= 32) {
        // Fits 31 bits: the quotient is at most 31 − k.
        const low = k === 0 ? 0 : (next << (quotient + 1)) >>> (32 - k);
        const folded = (quotient << k) | low;
        out[i] = (folded >>> 1) ^ -(folded & 1);
        bit += length;
      } else {
        this.#bit = bit;
        out[i] = this.#longRice(k);
        bit = this.#bit;
      }
    }
    this.#bit = bit;
  }

  /** In doubles: 33 bits may be in use. */
  #longRice(k: number): number {
    const folded = this.unary() * 2 ** k + this.unsigned(k);
    const half = Math.floor(folded / 2);
    return folded % 2 === 0 ? half : -half - 1;
  }
}
