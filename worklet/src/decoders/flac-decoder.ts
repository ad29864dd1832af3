// FLAC, streamed: the metadata is stepped over, then frames are decoded as
// soon as all their bytes are there. A damaged frame ends the decoding, so
// that the caller misses frames and refuses the file.
// Thread: I/O worker.

import type { DecodedAudio, Decoder } from './decoder';
import { FlacFrameDecoder, kMaxBlockFrames } from './flac-frame';
import type { FlacStreamInfo } from './flac-stream-info';

/** Bytes behind the data that the bit reader may look at. */
const kSlackBytes = 8;
/** Growth of the output arrays, in frames. */
const kOutputStep = kMaxBlockFrames;

export class FlacDecoder implements Decoder {
  readonly #frames: FlacFrameDecoder;
  readonly #output: Int32Array[];
  #pending = new Uint8Array(1 << 20);
  #start = 0;
  #end = 0;
  #toSkip: number;
  #inMetadata = true;
  #damaged = false;

  constructor(info: FlacStreamInfo) {
    this.#frames = new FlacFrameDecoder(info);
    this.#output = Array.from({ length: info.channels }, () => new Int32Array(kOutputStep));
    this.#toSkip = info.offset + 4; // "fLaC"
  }

  async decode(bytes: Uint8Array): Promise<DecodedAudio> {
    this.#append(bytes);
    return this.#drain();
  }

  async finish(): Promise<DecodedAudio> {
    return this.#drain();
  }

  close(): void {
    this.#pending = new Uint8Array(0);
  }

  #append(bytes: Uint8Array): void {
    const held = this.#end - this.#start;
    if (this.#end + bytes.length + kSlackBytes > this.#pending.length) {
      const needed = held + bytes.length + kSlackBytes;
      const room = needed > this.#pending.length ? new Uint8Array(2 * needed) : this.#pending;
      room.set(this.#pending.subarray(this.#start, this.#end));
      this.#pending = room;
      this.#start = 0;
      this.#end = held;
    }
    this.#pending.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  #drain(): DecodedAudio {
    let frames = 0;
    this.#skipMetadata();
    while (!this.#inMetadata && !this.#damaged && this.#start < this.#end) {
      const result = this.#frames.decode(this.#pending, this.#start, this.#end);
      if (result.kind === 'incomplete') break;
      if (result.kind === 'damaged') {
        // What follows the last frame (an ID3v1 tag, say) looks the same.
        this.#damaged = true;
        break;
      }
      this.#keep(frames, result.frames);
      frames += result.frames;
      this.#start += result.bytes;
    }
    return { planar: this.#output, frames };
  }

  #keep(at: number, frames: number): void {
    for (let channel = 0; channel < this.#output.length; ++channel) {
      let output = this.#output[channel]!;
      if (at + frames > output.length) {
        const larger = new Int32Array(at + frames + kOutputStep);
        larger.set(output);
        this.#output[channel] = output = larger;
      }
      output.set(this.#frames.planar[channel]!.subarray(0, frames), at);
    }
  }

  #skipMetadata(): void {
    while (this.#inMetadata) {
      const skipped = Math.min(this.#toSkip, this.#end - this.#start);
      this.#start += skipped;
      this.#toSkip -= skipped;
      if (this.#toSkip > 0 || this.#end - this.#start < 4) return;
      // A block's header, or the first frame: those begin with 0xff.
      const [first, high, middle, low] = this.#pending.subarray(this.#start, this.#start + 4);
      if (first === 0xff) {
        this.#inMetadata = false;
        return;
      }
      this.#toSkip = 4 + ((high! << 16) | (middle! << 8) | low!);
    }
  }
}
