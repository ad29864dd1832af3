// The worklet's supply of audio against an I/O worker that answers slowly: a
// successor has to catch up with its predecessor, which plays on; a change of
// the loop must not cut off playback from what it has at hand.

import { describe, expect, it } from 'vitest';
import { kBlockFrames } from '../../worklet/src/engine/engine-constants';
import type { FeedStart } from '../../worklet/src/messages/io-protocol';
import { AudioFeed } from '../../worklet/src/processor/audio-feed';
import { createSharedSlabs, SharedSlabSender } from '../../worklet/src/slabs/shared-slabs';

const shape = { channels: 1, capacityFrames: 4096, count: 14 };
const kSongFrames = 48000 * 60;

/** Steps a slow I/O worker and the feed that it supplies, one quantum at a time. */
class Supply {
  now = 0;
  #order: FeedStart;
  #next: number;
  #busyUntil = 0;
  readonly #sender: SharedSlabSender;
  readonly feed: AudioFeed;

  constructor(
    start: FeedStart,
    public quantaToAnswer: number,
    readonly quantaPerSlab: number,
  ) {
    const memory = createSharedSlabs(shape);
    this.#sender = new SharedSlabSender(memory, shape);
    this.#order = start;
    this.#next = start.startFrame;
    const port = {
      postMessage: (message: FeedStart | 0) => {
        if (message === 0) return;
        this.#order = message;
        this.#next = message.startFrame;
        this.#busyUntil = this.now + this.quantaToAnswer;
      },
      close() {},
    } as unknown as MessagePort;
    this.feed = new AudioFeed({ kind: 'shared', shape, memory }, port, start);
  }

  step(): void {
    ++this.now;
    const slab = this.now > this.#busyUntil ? this.#sender.acquire() : null;
    if (!slab) return;
    const { generation, loop } = this.#order;
    const end = loop && this.#next < loop.endFrame ? loop.endFrame : kSongFrames;
    slab.generation = generation;
    slab.startFrame = this.#next;
    slab.frames = Math.min(shape.capacityFrames, end - this.#next);
    this.#next = after(this.#next + slab.frames - kBlockFrames, loop);
    this.#sender.publish(slab);
    this.#busyUntil = this.now + this.quantaPerSlab - 1;
  }
}

/** The frame that follows the block at `frame`. */
function after(frame: number, loop: FeedStart['loop']): number {
  const next = frame + kBlockFrames;
  return loop && next === loop.endFrame ? loop.startFrame : next;
}

/** Quanta until the feed has what plays, from `playing` on; null: not within ten seconds. */
function catchUp(quantaToAnswer: number, quantaPerSlab: number, playing: number, loopEnd = 0) {
  const loop = loopEnd > 0 ? { startFrame: 0, endFrame: loopEnd } : null;
  const supply = new Supply({ generation: 1, startFrame: 0, loop }, quantaToAnswer, quantaPerSlab);
  let frame = playing;
  const step = () => {
    frame = after(frame, loop);
    supply.step();
  };
  for (supply.step(); supply.now < 3750; step()) {
    if (!supply.feed.findAhead(frame, kSongFrames)) continue;
    const taken = supply.now;
    // And goes on without a gap for half a second.
    for (; supply.now < taken + 188; step()) {
      expect(supply.feed.find(frame), `${supply.now - taken} quanta on`).not.toBeNull();
    }
    return taken;
  }
  return null;
}

describe('a successor’s feed', () => {
  // A slab lasts 32 quanta: slower than that nothing could play.
  for (const [toAnswer, perSlab] of [
    [1, 1],
    [40, 8],
    [100, 28],
    [700, 24],
  ] as const) {
    it(`catches up where an answer takes ${toAnswer} quanta and a slab ${perSlab}`, () => {
      const quanta = catchUp(toAnswer, perSlab, 48000 * 3);
      console.log(`[ figure ] caught up after ${quanta} quanta`);
      expect(quanta).not.toBeNull();
    });
  }

  it('catches up in a loop', () => {
    expect(catchUp(60, 8, 128 * 500, 128 * 2250)).not.toBeNull();
  });

  it('has what plays at once where it began there', () => {
    expect(catchUp(40, 8, 0)).toBe(1);
  });
});

describe('a change of the loop while playing', () => {
  /** 200 quanta long. */
  const loop = { startFrame: 128 * 200, endFrame: 128 * 400 };
  type Loop = FeedStart['loop'];

  /**
   * Plays `quanta` in `from`, then changes to `to` and plays on for five seconds. The answer to that
   * takes `quantaToAnswer`, later ones `laterQuanta`.
   */
  function change(quanta: number, from: Loop, to: Loop, quantaToAnswer = 60, laterQuanta = 60) {
    const first: FeedStart = { generation: 1, startFrame: loop.startFrame, loop: from };
    const supply = new Supply(first, quantaToAnswer, 8);
    for (let i = 0; i < quantaToAnswer + 140; ++i) supply.step();
    let frame = loop.startFrame;
    let along = from;
    let misses = 0;
    let changedAfter: number | null = null;
    const played: number[] = [];
    const play = (count: number) => {
      for (let i = 0; i < count; ++i, supply.step()) {
        const taken = supply.feed.takeLoop(frame, false);
        if (taken !== undefined) {
          along = taken;
          changedAfter = i;
        }
        played.push(frame);
        if (supply.feed.find(frame)) frame = after(frame, along);
        else ++misses;
      }
    };
    play(quanta);
    expect(misses, 'before the change').toBe(0);
    if (supply.feed.setLoop(to, frame, true)) {
      along = to;
      changedAfter = 0;
    }
    supply.quantaToAnswer = laterQuanta;
    play(1875);
    return { misses, changedAfter, played };
  }

  // An answer takes 60 quanta.
  for (const quanta of [0, 1, 33, 100, 139, 180, 195, 199, 200, 330]) {
    it(`goes past the loop's end when it is taken away after ${quanta} quanta`, () => {
      const { misses, changedAfter, played } = change(quanta, loop, null);
      expect(misses).toBe(0);
      expect(changedAfter).not.toBeNull();
      expect(changedAfter).toBeLessThan(100);
      expect(played.at(-1)).toBeGreaterThan(loop.endFrame + 128 * 1000);
    });
    it(`goes round when a loop is set after ${quanta % 139} quanta`, () => {
      const { misses, played } = change(quanta % 139, null, loop);
      expect(misses).toBe(0);
      expect(played.at(-1)).toBeLessThan(loop.endFrame);
    });
    it(`goes round a shorter loop set after ${quanta % 31} quanta`, () => {
      const shorter = { startFrame: 128 * 190, endFrame: 128 * 300 };
      const { misses, played } = change(quanta % 31, loop, shorter);
      expect(misses).toBe(0);
      expect(played.at(-1)).toBeLessThan(shorter.endFrame);
    });
  }

  it('goes round a loop of two blocks within one slab', () => {
    expect(change(5, loop, { startFrame: 128 * 205, endFrame: 128 * 207 }).misses).toBe(0);
  });

  it('goes round the loop once more where the disk stands still for longer than its end is away', () => {
    // 0.3 s from the loop's end, and nothing comes for 0.6 s.
    const { misses, changedAfter, played } = change(90, loop, null, 225, 20);
    console.log(`[ figure ] left the loop ${changedAfter} quanta after it was taken away`);
    expect(misses).toBe(0);
    expect(changedAfter).toBeGreaterThan(110);
    expect(played.at(-1)).toBeGreaterThan(loop.endFrame);
  });

  it('changes at once where playback is told to, or does not play', () => {
    const supply = new Supply({ generation: 1, startFrame: loop.startFrame, loop }, 60, 8);
    for (let i = 0; i < 200; ++i) supply.step();
    expect(supply.feed.setLoop(null, loop.endFrame - 128, true)).toBe(false);
    expect(supply.feed.loopWaits).toBe(true);
    expect(supply.feed.takeLoop(loop.endFrame - 128, false)).toBeUndefined();
    expect(supply.feed.takeLoop(loop.endFrame - 128, true)).toBeNull();
    expect(supply.feed.loopWaits).toBe(false);
    expect(supply.feed.setLoop(loop, loop.startFrame, false)).toBe(true);
  });
});
