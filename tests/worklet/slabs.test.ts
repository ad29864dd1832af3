import { MessageChannel, type MessagePort } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createSharedSlabs,
  SharedSlabReceiver,
  SharedSlabSender,
} from '../../worklet/src/slabs/shared-slabs';
import {
  type SlabReceiver,
  type SlabSender,
  type SlabShape,
  slabShape,
} from '../../worklet/src/slabs/slab';
import { SlabWindow } from '../../worklet/src/slabs/slab-window';
import {
  TransferredSlabReceiver,
  TransferredSlabSender,
} from '../../worklet/src/slabs/transferred-slabs';

interface Pair {
  sender: SlabSender;
  receiver: SlabReceiver;
  wakes: () => number;
}

function sharedPair(shape: SlabShape): Pair {
  const memory = createSharedSlabs(shape);
  let wakes = 0;
  const sender = new SharedSlabSender(memory, shape);
  sender.onSpace = () => ++wakes;
  return {
    sender,
    receiver: new SharedSlabReceiver(memory, shape, () => sender.wake()),
    wakes: () => wakes,
  };
}

/** Delivers at once, as a structured clone with transfer does. */
function transferredPair(shape: SlabShape): Pair {
  let wakes = 0;
  const pass = (to: (buffer: ArrayBuffer) => void) => ({
    postMessage: (message: unknown, transfer: Transferable[]) =>
      to(structuredClone(message, { transfer }) as ArrayBuffer),
  });
  const receiver: TransferredSlabReceiver = new TransferredSlabReceiver(
    pass((buffer) => sender.receive(buffer)),
    shape,
  );
  const sender: TransferredSlabSender = new TransferredSlabSender(
    pass((buffer) => receiver.receive(buffer)),
    shape,
  );
  sender.onSpace = () => ++wakes;
  return { sender, receiver, wakes: () => wakes };
}

const shapes = fc.record({
  channels: fc.integer({ min: 1, max: 5 }),
  capacityFrames: fc.constantFrom(128, 256),
  count: fc.integer({ min: 1, max: 6 }),
});

for (const [name, makePair] of [
  ['shared memory', sharedPair],
  ['transferred buffers', transferredPair],
] as const) {
  describe(`slabs over ${name}`, () => {
    test('whatever either side does, slabs arrive whole, in order, and none is lost or held twice', () => {
      const steps = fc.array(
        fc.oneof(
          { weight: 3, arbitrary: fc.constant({ do: 'publish' as const, pick: 0 }) },
          { weight: 2, arbitrary: fc.constant({ do: 'take' as const, pick: 0 }) },
          {
            weight: 2,
            arbitrary: fc.record({ do: fc.constant('recycle' as const), pick: fc.nat() }),
          },
        ),
        { maxLength: 200 },
      );
      fc.assert(
        fc.property(shapes, steps, (shape, actions) => {
          const { sender, receiver } = makePair(shape);
          const size = shape.channels * shape.capacityFrames;
          const held: ReturnType<SlabReceiver['take']>[] = [];
          let published = 0;
          let taken = 0;
          for (const action of actions) {
            if (action.do === 'publish') {
              const slab = sender.acquire();
              expect(slab === null).toBe(published - taken + held.length === shape.count);
              if (!slab) continue;
              expect(slab.samples.length).toBe(size);
              slab.samples.fill(published + 0.25);
              slab.generation = published % 3;
              slab.startFrame = published * 1e10;
              slab.frames = 128;
              sender.publish(slab);
              ++published;
            } else if (action.do === 'take') {
              const slab = receiver.take();
              expect(slab === null).toBe(published === taken);
              if (!slab) continue;
              expect([slab.generation, slab.startFrame, slab.frames]).toEqual([
                taken % 3,
                taken * 1e10,
                128,
              ]);
              expect(slab.samples.every((sample) => sample === taken + 0.25)).toBe(true);
              ++taken;
              held.push(slab);
            } else if (held.length > 0) {
              receiver.recycle(held.splice(action.pick % held.length, 1)[0]!);
            }
          }
        }),
      );
    });

    test('the sender is woken before every slab is back', () => {
      const shape = { channels: 1, capacityFrames: 128, count: 12 };
      const { sender, receiver, wakes } = makePair(shape);
      for (let i = 0; i < shape.count; ++i) sender.publish(sender.acquire()!);
      for (let i = 0; i < 4; ++i) receiver.recycle(receiver.take()!);
      expect(wakes()).toBeGreaterThan(0);
    });
  });
}

test('two threads pass 20,000 shared slabs without a torn one', async () => {
  const { Worker } = await import('node:worker_threads');
  const shape = { channels: 2, capacityFrames: 128, count: 3 };
  const memory = createSharedSlabs(shape);
  // The other thread has only the memory's layout to go by: it answers every
  // filled slab by negating its samples' sum into the first sample.
  const worker = new Worker(
    `const { workerData: { memory, count } } = require('node:worker_threads');
     const control = new Int32Array(memory, 0, 4);
     const filled = new Int32Array(memory, 16, count);
     const free = new Int32Array(memory, 16 + 4 * count, count);
     let seen = 0;
     while (seen < 20000) {
       const read = Atomics.load(control, 1);
       if (read === Atomics.load(control, 0)) continue;
       const number = filled[read % count];
       Atomics.store(control, 1, (read + 1) % (2 * count));
       const at = Math.ceil((4 + 2 * count) / 2) * 8 + count * 24 + number * 1024;
       const samples = new Float32Array(memory, at, 256);
       for (const sample of samples) if (sample !== seen % 1000) throw new Error('torn at ' + seen);
       const write = Atomics.load(control, 2);
       free[write % count] = number;
       Atomics.store(control, 2, (write + 1) % (2 * count));
       ++seen;
     }`,
    { eval: true, workerData: { memory, count: shape.count } },
  );
  const ended = new Promise<number>((resolve, reject) => {
    worker.once('exit', resolve);
    worker.once('error', reject);
  });
  const sender = new SharedSlabSender(memory, shape);
  let sent = 0;
  while (sent < 20000) {
    const slab = sender.acquire();
    if (!slab) {
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    slab.samples.fill(sent % 1000);
    sender.publish(slab);
    ++sent;
  }
  expect(await ended).toBe(0);
});

test('buffers survive a real message port', async () => {
  const shape = { channels: 1, capacityFrames: 128, count: 2 };
  const { port1, port2 } = new MessageChannel();
  const wire = (port: MessagePort) => ({
    postMessage: (message: unknown, transfer: Transferable[]) =>
      port.postMessage(message, transfer as ArrayBuffer[]),
  });
  const sender = new TransferredSlabSender(wire(port1), shape);
  const receiver = new TransferredSlabReceiver(wire(port2), shape);
  const arrived = new Promise<void>((resolve) =>
    port2.on('message', (buffer) => {
      receiver.receive(buffer);
      resolve();
    }),
  );
  const back = new Promise<void>((resolve) =>
    port1.on('message', (buffer) => {
      sender.receive(buffer);
      resolve();
    }),
  );
  const slab = sender.acquire()!;
  slab.samples.fill(0.5);
  slab.startFrame = 4096;
  sender.publish(slab);
  await arrived;
  const got = receiver.take()!;
  expect([got.startFrame, got.samples[127]]).toEqual([4096, 0.5]);
  receiver.recycle(got);
  await back;
  expect([sender.acquire(), sender.acquire(), sender.acquire()].filter(Boolean)).toHaveLength(2);
  port1.close();
});

describe('the window over arrived slabs', () => {
  const shape = { channels: 1, capacityFrames: 256, count: 4 };

  function publish(sender: SlabSender, generation: number, startFrame: number): boolean {
    const slab = sender.acquire();
    if (!slab) return false;
    Object.assign(slab, { generation, startFrame, frames: 256 });
    sender.publish(slab);
    return true;
  }

  test('playing on gives back what is passed, so that the sender never stalls', () => {
    const { sender, receiver } = sharedPair(shape);
    const window = new SlabWindow(receiver, shape.count, 1);
    let next = 0;
    for (let frame = 0; frame < 256 * 50; frame += 128) {
      while (publish(sender, 1, next)) next += 256;
      expect(window.find(frame)?.startFrame).toBe(frame - (frame % 256));
    }
  });

  test('after a seek the old slabs bridge the fade, then the new ones are found', () => {
    const { sender, receiver } = sharedPair(shape);
    const window = new SlabWindow(receiver, shape.count, 1);
    for (const start of [0, 256, 512, 768]) publish(sender, 1, start);
    expect(window.find(0)).not.toBeNull();
    window.renew(2, 2);
    expect(window.find(128)?.generation).toBe(1);
    expect(window.find(512)).toBeNull();
    expect(publish(sender, 2, 10240)).toBe(true);
    expect(window.find(256)?.generation).toBe(1);
    expect(window.find(10240)?.generation).toBe(2);
    expect([1, 2, 3].every((i) => publish(sender, 2, 10240 + 256 * i))).toBe(true);
  });

  test('a block that two slabs share is in neither', () => {
    const { sender, receiver } = sharedPair(shape);
    const window = new SlabWindow(receiver, shape.count, 1);
    publish(sender, 1, 0);
    expect(window.find(192)).toBeNull();
    expect(window.hasNewest()).toBe(true);
  });

  test('however late requests and wakes reach the sender, a seek is answered', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ seek: fc.nat(300), delay: fc.nat(6) }), { maxLength: 20 }),
        (seeks) => {
          const { sender, receiver } = sharedPair(shape);
          const window = new SlabWindow(receiver, shape.count, 1);
          // The sender: fills all it can at each of its turns, and hears of a
          // seek some turns late.
          let heard = { generation: 1, next: 0 };
          const turn = () => {
            while (publish(sender, heard.generation, heard.next)) heard.next += 256;
          };
          for (const { seek, delay } of seeks) {
            const frame = seek * 256;
            window.renew(window.generation + 1, 2);
            for (let i = 0; i < delay; ++i) {
              turn();
              window.find(frame);
            }
            heard = { generation: window.generation, next: frame };
            turn();
            window.find(frame);
            turn();
            expect(window.find(frame)?.startFrame).toBe(frame);
          }
        },
      ),
    );
  });

  test('however seeks and deliveries mix, a slab is always somewhere: none leaks', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ do: fc.constant('publish' as const), at: fc.nat(40) }),
        fc.record({ do: fc.constant('find' as const), at: fc.nat(40) }),
        fc.record({ do: fc.constant('seek' as const), at: fc.nat(3) }),
      ),
      { maxLength: 100 },
    );
    fc.assert(
      fc.property(steps, (actions) => {
        const { sender, receiver } = sharedPair(shape);
        const window = new SlabWindow(receiver, shape.count, 1);
        for (const { do: what, at } of actions) {
          if (what === 'publish') publish(sender, window.generation, at * 128);
          else if (what === 'seek') window.renew(window.generation + 1, at);
          else {
            const slab = window.find(at * 128);
            if (slab) {
              expect(slab.startFrame).toBeLessThanOrEqual(at * 128);
              expect(slab.startFrame + slab.frames).toBeGreaterThanOrEqual(at * 128 + 128);
            }
          }
        }
        window.clear();
        let free = 0;
        while (sender.acquire()) ++free;
        expect(free).toBe(shape.count);
      }),
    );
  });
});

test('read-ahead is about a second at every size of session', () => {
  for (const channels of [1, 2, 52, 64, 65, 256]) {
    for (const sampleRate of [44100, 48000, 96000]) {
      const { capacityFrames, count } = slabShape(channels, sampleRate);
      const seconds = (capacityFrames * count) / sampleRate;
      expect(seconds).toBeGreaterThan(1);
      expect(seconds).toBeLessThan(1.4);
      expect(capacityFrames % 128).toBe(0);
    }
  }
});
