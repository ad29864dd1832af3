// Answers the reads of render and part workers from the handles that the feeds use.
// Thread: I/O worker.

import type { ReadMessage, ReadReply } from '../messages/read-protocol';
import type { StemReaders } from './stem-readers';

export function serveReads(port: MessagePort, readers: () => StemReaders): void {
  port.onmessage = async (event: MessageEvent<ReadMessage>) => {
    if ('port' in event.data) return serveReads(event.data.port, readers);
    const { id, fileName, at, bytes, buffer } = event.data;
    try {
      await readTwice(readers(), fileName, new Uint8Array(buffer, 0, bytes), at);
      port.postMessage({ id, buffer } satisfies ReadReply, [buffer]);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      port.postMessage({ id, buffer: null, reason } satisfies ReadReply);
    }
  };
}

/** The handle may have been closed between the asking and the reading; then once more. */
async function readTwice(
  readers: StemReaders,
  fileName: string,
  into: Uint8Array,
  at: number,
): Promise<void> {
  try {
    await (await readers.reader(fileName))(into, at);
  } catch {
    await (await readers.reader(fileName))(into, at);
  }
}
