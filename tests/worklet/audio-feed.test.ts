// A successor in the worklet waits for audio while its predecessor plays on: it
// has to catch up, however slowly audio comes.

import { describe, expect, it } from 'vitest';
import { kBlockFrames } from '../../worklet/src/engine/engine-constants';
import type { FeedStart } from '../../worklet/src/messages/io-protocol';
import { AudioFeed } from '../../worklet/src/processor/audio-feed';
import { createSharedSlabs, SharedSlabSender } from '../../worklet/src/slabs/shared-slabs';

const shape = { channels: 1, capacityFrames: 4096, count: 14 };
const kSongFrames = 48000 * 60;

/** Quanta until the feed has what plays, from `playing` on; null: not within ten seconds. */
function catchUp(quantaToAnswer: number, quantaPerSlab: number, playing: number, loopEnd = 0) {
  const memory = createSharedSlabs(shape);
  const sender = new SharedSlabSender(memory, shape);
  const loop = loopEnd > 0 ? { startFrame: 0, endFrame: loopEnd } : null;
  const first: FeedStart = { generation: 1, startFrame: 0, loop };
  let order = first;
  let next = 0;
  let busyUntil = 0;
  let now = 0;
  const port = {
    postMessage(message: FeedStart | 0) {
      if (message === 0) return;
      order = message;
      next = message.startFrame;
      busyUntil = now + quantaToAnswer;
    },
    close() {},
  } as unknown as MessagePort;
  const feed = new AudioFeed({ kind: 'shared', shape, memory }, port, first);
  const send = () => {
    const slab = now >= busyUntil ? sender.acquire() : null;
    if (!slab) return;
    const end = loop && next < loop.endFrame ? loop.endFrame : kSongFrames;
    slab.generation = order.generation;
    slab.startFrame = next;
    slab.frames = Math.min(shape.capacityFrames, end - next);
    next += slab.frames;
    if (loop && next === loop.endFrame) next = loop.startFrame;
    sender.publish(slab);
    busyUntil = now + quantaPerSlab;
  };
  let frame = playing;
  for (; now < 3750; ++now) {
    send();
    if (feed.findAhead(frame, kSongFrames)) {
      // And goes on without a gap for half a second.
      for (let i = 0; i < 188; ++i) {
        expect(feed.find(frame), `${i} quanta after it took over`).not.toBeNull();
        frame += kBlockFrames;
        if (loop && frame === loop.endFrame) frame = loop.startFrame;
        ++now;
        send();
      }
      return now - 188;
    }
    frame += kBlockFrames;
    if (loop && frame === loop.endFrame) frame = loop.startFrame;
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
    expect(catchUp(40, 8, 0)).toBe(0);
  });
});
