import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StemWindows, windowBytes } from '../../worklet/src/render/stem-windows';

// Node 20 has no ArrayBuffer.transfer, by which browsers free what is dropped.
type WithTransfer = ArrayBuffer & { transfer?: (bytes: number) => ArrayBuffer };
(ArrayBuffer.prototype as WithTransfer).transfer ??= function (this: ArrayBuffer) {
  structuredClone(this, { transfer: [this] });
  return new ArrayBuffer(0);
};

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
        const windows = new StemWindows(new Blob([file]), windowSize);
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
    { numRuns: 40 },
  );
});

test('a file that ends early is an error, not silence', async () => {
  const windows = new StemWindows(new Blob([new Uint8Array(100)]), 64);
  await expect(async () => windows.read(new Uint8Array(50), 80)).rejects.toThrow('ends early');
});

test('windows of all stems together stay under 40 MB', () => {
  for (const stems of [1, 2, 26, 64, 128]) {
    expect(windowBytes(stems) * stems * 5).toBeLessThanOrEqual(42_000_000);
  }
});
