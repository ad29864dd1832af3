import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from '../../worklet/src/io/crc32';
import { decodeSlot, encodeSlot, SlotPair } from '../../worklet/src/io/slot-pair';
import { MemoryDisk, PowerFailure } from './memory-folder';

test('the checksum is CRC-32: "123456789" gives cbf43926', () => {
  expect(crc32(new TextEncoder().encode('123456789')).toString(16)).toBe('cbf43926');
  if (typeof zlibCrc32 === 'function') {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === zlibCrc32(bytes)));
  }
});

test('a slot reads back as written, and one changed byte anywhere makes it nothing', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(1e9),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (payload, sequence, at, flip) => {
        const bytes = encodeSlot({ sequence, payload });
        expect(decodeSlot(bytes)).toEqual({ sequence, payload });
        bytes[at % bytes.length]! ^= flip;
        expect(decodeSlot(bytes)).toBeNull();
      },
    ),
  );
});

test('whenever the power fails, the last document or the one before it is there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ maxLength: 200 }), { minLength: 1, maxLength: 6 }),
      fc.nat(1500),
      async (documents, bytesUntilCrash) => {
        const disk = new MemoryDisk();
        disk.bytesUntilCrash = bytesUntilCrash;
        const pair = new SlotPair(disk.root, 'session');
        let saved: string | null = null;
        let attempted: string | null = null;
        try {
          expect(await pair.read()).toBeNull();
          for (const document of documents) {
            attempted = document;
            await pair.write(document);
            saved = document;
          }
        } catch (error) {
          if (!(error instanceof PowerFailure)) throw error;
        }
        disk.root.restart();
        const found = await new SlotPair(disk.root, 'session').read();
        expect([saved, attempted]).toContain(found);
        // And the next tab can go on saving from there.
        disk.bytesUntilCrash = Number.POSITIVE_INFINITY;
        const next = new SlotPair(disk.root, 'session');
        await next.read();
        await next.write('after');
        next.close();
        expect(await new SlotPair(disk.root, 'session').read()).toBe('after');
      },
    ),
  );
});
