// The folder in memory behaves as a file does: what is read back is what a
// plain array of bytes holds after the same writes and truncations.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TransientFolder } from '../../worklet/src/io/transient-folder';

/** Past two chunks of 1 MiB, so that writes and cuts cross their edges. */
const kReachBytes = 2_500_000;

type Step = { write: number; length: number; value: number } | { truncate: number };

const steps = fc.array(
  fc.oneof(
    fc.record({
      write: fc.integer({ min: 0, max: kReachBytes }),
      length: fc.integer({ min: 0, max: 1_200_000 }),
      value: fc.integer({ min: 1, max: 250 }),
    }),
    fc.record({ truncate: fc.integer({ min: 0, max: kReachBytes }) }),
  ),
  { minLength: 1, maxLength: 8 },
);

/** The same steps on one array of bytes. */
function apply(model: Buffer, step: Step): Buffer {
  const size =
    'truncate' in step ? step.truncate : Math.max(model.length, step.write + step.length);
  const next = Buffer.alloc(size);
  model.copy(next, 0, 0, Math.min(size, model.length));
  if ('write' in step) pattern(step).copy(next, step.write);
  return next;
}

/** Bytes that differ from place to place, so that a misplaced piece shows. */
function pattern({ length, value }: { length: number; value: number }): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; ++i) bytes[i] = (value + i * 7 + (i >> 12)) & 255;
  return bytes;
}

test('holds what was written, whatever the order of writes and cuts', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const folder = new TransientFolder();
      const file = await folder.open('stem');
      let model = Buffer.alloc(0);
      for (const step of list) {
        if ('truncate' in step) file.truncate(step.truncate);
        else file.write(pattern(step), step.write);
        model = apply(model, step) as typeof model;
      }
      expect(file.size()).toBe(model.length);
      const read = Buffer.alloc(model.length + 5);
      expect(file.read(read, 0)).toBe(model.length);
      expect(read.subarray(0, model.length).equals(model)).toBe(true);
      const kept = await folder.snapshot('stem');
      expect(Buffer.from(await kept!.arrayBuffer()).equals(model)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('a read past the end gives what there is', async () => {
  const file = await new TransientFolder().open('stem');
  file.write(Uint8Array.of(1, 2, 3), 0);
  const into = new Uint8Array(4);
  expect(file.read(into, 2)).toBe(1);
  expect([...into]).toEqual([3, 0, 0, 0]);
  expect(file.read(into, 9)).toBe(0);
});

test('a removed file is gone, and a snapshot taken before keeps its bytes', async () => {
  const folder = new TransientFolder();
  const file = await folder.open('mix');
  file.write(Uint8Array.of(1, 2, 3), 0);
  const before = await folder.snapshot('mix');
  file.write(Uint8Array.of(9), 0);
  await folder.remove('mix');
  expect(await folder.names()).toEqual([]);
  expect(await folder.snapshot('mix')).toBeNull();
  expect([...new Uint8Array(await before!.arrayBuffer())]).toEqual([1, 2, 3]);
  await expect(folder.remove('mix')).rejects.toThrow('no such file');
});
