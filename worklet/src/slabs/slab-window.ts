// The worklet's view of the slabs that have arrived: it finds the one that
// holds a wanted song frame and gives back those that playback has passed.
//
// What a slab holds depends only on its song frames, never on the request that
// brought it, so a slab of an older generation may still be played (a loop
// changed, the seek's fade is still running). But only slabs that were here
// when the newest request was made are kept for that: older ones that arrive
// later go back at once, or they would hold all slabs in circulation and the
// sender could never bring what is wanted.
// Thread: worklet. Nothing here allocates after construction.

import { kBlockFrames } from '../engine/engine-constants';
import type { Slab, SlabReceiver } from './slab';

export class SlabWindow {
  readonly #receiver: SlabReceiver;
  readonly #held: (Slab | null)[];
  #count = 0;
  #arranged = 0;
  readonly #used: Uint8Array;
  #reached = 0;
  #generation: number;

  constructor(receiver: SlabReceiver, capacity: number, generation: number) {
    this.#receiver = receiver;
    this.#held = new Array<Slab | null>(capacity).fill(null);
    this.#used = new Uint8Array(capacity);
    this.#generation = generation;
  }

  /** The newest request's number. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * A new request for audio starts. Of the older slabs the first `keep` stay,
   * to bridge the time until the new ones arrive; the rest go back at once.
   */
  renew(generation: number, keep: number): void {
    this.#collect();
    this.#generation = generation;
    for (let i = this.#count - 1; i >= keep; --i) this.#remove(i);
  }

  /**
   * Brings to the front, in order, what playback from `frame` on will come to without a gap if it
   * goes along this loop (from `loopStart` to `loopEnd`, on the block grid; 0 and 0: none).
   * Returns the first frame that is missing; `arranged` says how many slabs lead there.
   */
  arrange(frame: number, loopStart: number, loopEnd: number): number {
    this.#collect();
    let wanted = frame;
    this.#arranged = 0;
    for (let at = this.#holding(wanted, 0); at >= 0; at = this.#holding(wanted, this.#arranged)) {
      const slab = this.#held[at]!;
      this.#held[at] = this.#held[this.#arranged]!;
      this.#held[this.#arranged++] = slab;
      const end = slab.startFrame + slab.frames;
      wanted = wanted < loopEnd && end >= loopEnd ? loopStart : end;
    }
    return wanted;
  }

  get arranged(): number {
    return this.#arranged;
  }

  /** Frames from `frame` on that are here without a gap, along that loop; nothing is moved. */
  framesAlong(frame: number, loopStart: number, loopEnd: number): number {
    this.#collect();
    this.#used.fill(0);
    let wanted = frame;
    let frames = 0;
    for (let at = this.#unused(wanted); at >= 0; at = this.#unused(wanted)) {
      this.#used[at] = 1;
      const slab = this.#held[at]!;
      const end = slab.startFrame + slab.frames;
      const wraps = wanted < loopEnd && end >= loopEnd;
      frames += (wraps ? loopEnd : end) - wanted;
      wanted = wraps ? loopStart : end;
    }
    this.#reached = wanted;
    return frames;
  }

  /** The first frame that was missing to framesAlong. */
  get reached(): number {
    return this.#reached;
  }

  /** What arrange() brought to the front stays; false, and nothing goes, where none of it is new. */
  keepArranged(): boolean {
    let newest = false;
    for (let i = 0; i < this.#arranged; ++i) {
      newest ||= this.#held[i]!.generation === this.#generation;
    }
    for (let i = this.#count - 1; newest && i >= this.#arranged; --i) this.#remove(i);
    return newest;
  }

  /** The slab with the whole block at `frame`, or null. */
  find(frame: number): Slab | null {
    this.#collect();
    const at = this.#holding(frame, 0);
    if (at < 0) return null;
    for (let passed = 0; passed < at; ++passed) this.#remove(0);
    return this.#held[0]!;
  }

  /** True if something of the newest request is here: then a miss is not mere waiting. */
  hasNewest(): boolean {
    this.#collect();
    for (let i = 0; i < this.#count; ++i) {
      if (this.#held[i]!.generation === this.#generation) return true;
    }
    return false;
  }

  /** Gives everything back. */
  clear(): void {
    this.#collect();
    while (this.#count > 0) this.#remove(this.#count - 1);
  }

  #unused(frame: number): number {
    let at = this.#holding(frame, 0);
    while (at >= 0 && this.#used[at] === 1) at = this.#holding(frame, at + 1);
    return at;
  }

  /** Where the first slab with the whole block at `frame` is, of those from `first` on; −1: none. */
  #holding(frame: number, first: number): number {
    for (let i = first; i < this.#count; ++i) {
      const { startFrame, frames } = this.#held[i]!;
      if (frame >= startFrame && frame + kBlockFrames <= startFrame + frames) return i;
    }
    return -1;
  }

  #collect(): void {
    for (;;) {
      if (this.#count === this.#held.length) return;
      const slab = this.#receiver.take();
      if (slab === null) return;
      if (slab.generation === this.#generation) this.#held[this.#count++] = slab;
      else this.#receiver.recycle(slab);
    }
  }

  #remove(index: number): void {
    const slab = this.#held[index]!;
    for (let i = index + 1; i < this.#count; ++i) this.#held[i - 1] = this.#held[i]!;
    this.#held[--this.#count] = null;
    this.#receiver.recycle(slab);
  }
}
