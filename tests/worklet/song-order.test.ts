import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SongOrder, snapLoop } from '../../worklet/src/io/song-order';

const kBlock = 128;

/** What the engine's transport asks for, block by block (wasm-core/live/transport.cpp). */
function* transportBlocks(
  start: number,
  songFrames: number,
  loop: { startFrame: number; endFrame: number } | null,
): Generator<number> {
  const songEnd = Math.ceil(songFrames / kBlock) * kBlock;
  const snapped = snapLoop(loop);
  let position = Math.floor(start / kBlock) * kBlock;
  for (let i = 0; i < 400; ++i) {
    const looping = snapped !== null && position < snapped.endFrame;
    if (position < songEnd) yield position;
    else if (!looping) return;
    position += kBlock;
    if (looping && position >= snapped.endFrame) position = snapped.startFrame;
  }
}

test('slabs hold exactly the blocks that playback asks for, in its order', () => {
  const loops = fc.option(fc.record({ startFrame: fc.nat(20000), endFrame: fc.nat(30000) }), {
    nil: null,
  });
  fc.assert(
    fc.property(
      fc.nat(25000),
      fc.nat(25000),
      loops,
      fc.integer({ min: 1, max: 8 }),
      (startFrame, songFrames, loop, blocks) => {
        const inSong = loop === null || loop.startFrame < songFrames - kBlock;
        fc.pre(inSong);
        const order = new SongOrder({ generation: 1, startFrame, loop }, songFrames);
        const supplied: number[] = [];
        const wanted = [...transportBlocks(startFrame, songFrames, loop)];
        while (supplied.length < wanted.length) {
          const stretch = order.next(blocks * kBlock);
          if (!stretch) break;
          expect(stretch.frames % kBlock).toBe(0);
          for (let at = 0; at < stretch.frames; at += kBlock)
            supplied.push(stretch.startFrame + at);
        }
        expect(supplied.slice(0, wanted.length)).toEqual(wanted);
      },
    ),
  );
});

test('a loop snaps to the nearest blocks and is at least one long', () => {
  expect(snapLoop({ startFrame: 100, endFrame: 1000 })).toEqual({
    startFrame: 128,
    endFrame: 1024,
  });
  expect(snapLoop({ startFrame: 10, endFrame: 20 })).toEqual({ startFrame: 0, endFrame: 128 });
  expect(snapLoop({ startFrame: 500, endFrame: 500 })).toBeNull();
});
