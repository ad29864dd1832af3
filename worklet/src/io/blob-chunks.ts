// A Blob read in slices, one slice ahead of who consumes them. Slices rather
// than `stream()`: their sizes can be chosen, so that they end on frames.
// Thread: worker.

/** End of the chunk that starts at `start`; at most the blob's size. */
export type ChunkEnd = (start: number) => number;

export async function* blobChunks(
  blob: Blob,
  chunkEnd: ChunkEnd,
): AsyncGenerator<{ start: number; bytes: Uint8Array }> {
  const read = (start: number) => ({
    start,
    bytes: blob.slice(start, chunkEnd(start)).arrayBuffer(),
  });
  let ahead = blob.size > 0 ? read(0) : null;
  while (ahead) {
    const { start, bytes } = ahead;
    const end = chunkEnd(start);
    ahead = end < blob.size ? read(end) : null;
    ahead?.bytes.catch(() => {}); // reported when its turn comes
    yield { start, bytes: new Uint8Array(await bytes) };
  }
}
