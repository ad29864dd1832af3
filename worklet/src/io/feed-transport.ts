// The I/O worker's end of a feed's transport: shared memory where asked for,
// transferred buffers elsewhere, and the port that carries requests either way.
// Thread: I/O worker.

import type { FeedMessage, FeedStart, SlabTransport } from '../messages/io-protocol';
import { createSharedSlabs, SharedSlabSender } from '../slabs/shared-slabs';
import type { SlabSender, SlabShape } from '../slabs/slab';
import { TransferredSlabSender } from '../slabs/transferred-slabs';

export interface FeedTransport {
  transport: SlabTransport;
  sender: SlabSender;
}

/** `onStart`: the worklet wants audio from elsewhere. */
export function openFeedTransport(
  shape: SlabShape,
  shared: boolean,
  port: MessagePort,
  onStart: (start: FeedStart) => void,
): FeedTransport {
  if (shared) {
    const memory = createSharedSlabs(shape);
    const sender = new SharedSlabSender(memory, shape);
    listen(port, onStart, () => sender.wake());
    return { transport: { kind: 'shared', shape, memory }, sender };
  }
  const sender = new TransferredSlabSender(port, shape);
  listen(port, onStart, (buffer) => sender.receive(buffer as ArrayBuffer));
  return { transport: { kind: 'transferred', shape }, sender };
}

function listen(
  port: MessagePort,
  onStart: (start: FeedStart) => void,
  onSlab: (message: ArrayBuffer | 0) => void,
): void {
  port.onmessage = (event: MessageEvent<FeedMessage>) => {
    const message = event.data;
    if (message === 0 || message instanceof ArrayBuffer) onSlab(message);
    else onStart(message);
  };
}
