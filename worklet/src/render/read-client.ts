// Asks the I/O worker for bytes of stored stems.
// Thread: render worker and part workers.

import type { ReadReply, ReadRequest } from '../messages/read-protocol';

/** Fills the first `bytes` of `buffer` and gives it back; the caller's own is gone meanwhile. */
export type FetchBytes = (
  fileName: string,
  at: number,
  bytes: number,
  buffer: ArrayBuffer,
) => Promise<ArrayBuffer>;

/** What it needs of a MessagePort. */
export interface ReadPort {
  onmessage: ((event: MessageEvent<ReadReply>) => void) | null;
  postMessage(message: ReadRequest, transfer: Transferable[]): void;
}

export function readClient(port: ReadPort): FetchBytes {
  const pending = new Map<number, (reply: ReadReply) => void>();
  let nextId = 1;
  port.onmessage = ({ data }) => {
    pending.get(data.id)?.(data);
    pending.delete(data.id);
  };
  return (fileName, at, bytes, buffer) =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      pending.set(id, ({ buffer: filled, reason }) => {
        if (filled) resolve(filled);
        else reject(new Error(reason));
      });
      port.postMessage({ id, fileName, at, bytes, buffer }, [buffer]);
    });
}
