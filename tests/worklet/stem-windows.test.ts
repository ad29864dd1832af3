import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FetchBytes } from '../../worklet/src/render/read-client';
import { StemWindows, windowBytes } from '../../worklet/src/render/stem-windows';

/** The I/O worker's part: the buffer is gone while it travels, and comes back filled. */
function fetchFrom(file: Uint8Array, delays: () => number): FetchBytes {
  return async (_name, at, bytes, buffer) => {
    const moved = structuredClone(buffer, { transfer: [buffer] });
    for (let turns = delays(); turns > 0; --turns) await Promise.resolve();
    new Uint8Array(moved, 0, bytes).set(file.subarray(at, at + bytes));
    return moved;
  };
}

test('whatever is read, alone or together, forwards or back, the bytes are the file’s', async () => {
  const file = Uint8Array.from({ length: 10_000 }, (_, i) => (i * 7919) >> 5);
  const reads = fc.array(
    fc.record({ at: fc.nat(9_999), length: fc.integer({ min: 1, max: 900 }) }),
    { minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(reads, { maxLength: 6 }),
      fc.integer({ min: 16, max: 700 }),
      async (rounds, windowSize) => {
        let turn = 0;
        const fetch = fetchFrom(file, () => {
          turn += 3;
          return turn % 5;
        });
        const windows = new StemWindows(fetch, 'stem', file.length, windowSize);
        for (const round of rounds) {
          // All reads of one round are under way at once, as for one chunk.
          const pieces = round.map(({ at, length }) => ({
            at,
            into: new Uint8Array(Math.min(length, file.length - at)),
          }));
          await Promise.all(pieces.map(({ at, into }) => windows.read(into, at)));
          for (const { at, into } of pieces) {
            expect(into).toEqual(file.slice(at, at + into.length));
          }
        }
      },
    ),
  );
});

test('a song read from end to end needs a handful of buffers', async () => {
  const file = new Uint8Array(100_000);
  const seen = new Set<number>();
  let made = 0;
  const fetch: FetchBytes = async (_name, _at, bytes, buffer) => {
    // A fresh buffer is all zeros; a used one carries its number.
    const view = new Uint8Array(buffer);
    if (view[1023] === 0) view[1023] = ++made;
    seen.add(view[1023]!);
    view.fill(1, 0, Math.min(bytes, 1023));
    return structuredClone(buffer, { transfer: [buffer] });
  };
  const windows = new StemWindows(fetch, 'stem', file.length, 1024);
  for (let at = 0; at + 500 <= file.length; at += 500) await windows.read(new Uint8Array(500), at);
  expect(made).toBeLessThanOrEqual(7);
  expect(seen.size).toBe(made);
});

test('what cannot be read is an error, not silence', async () => {
  const fetch = () => Promise.reject(new Error('gone'));
  const windows = new StemWindows(fetch, 'stem', 100, 64);
  await expect((async () => windows.read(new Uint8Array(50), 10))()).rejects.toThrow('gone');
  await expect((async () => windows.read(new Uint8Array(50), 80))()).rejects.toThrow('ends early');
});

test('windows of all stems together stay under 42 MB', () => {
  for (const stems of [1, 2, 26, 64, 128]) {
    expect(windowBytes(stems) * stems * 5).toBeLessThanOrEqual(42_000_000);
  }
});
