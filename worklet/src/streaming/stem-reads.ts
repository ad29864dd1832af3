// Carries out the read requests that the engine's streamer and renderer make.
// Thread: I/O worker, render worker and part workers.

import { RequestLayout } from '../engine/engine-constants';
import type { HeapModule, PcmLayout, Pointer } from '../engine/heap-module';
import type { ReadBytes } from '../io/stem-readers';

/** What the engine hears of a stem: its layout, or silence for one that is missing. */
export function addStems(
  target: { addStem(...layout: [number, number, number, number, number, number]): void },
  layouts: readonly (PcmLayout | null)[],
): void {
  for (const layout of layouts) {
    if (layout) {
      const { dataOffsetBytes, frames, channels, sampleRate, encoding, bytesPerFrame } = layout;
      target.addStem(dataOffsetBytes, frames, channels, sampleRate, encoding, bytesPerFrame);
    } else {
      target.addStem(0, 0, 1, 48000, 1, 2);
    }
  }
}

/** `readers` in the order of the document's stems. A promise only if something has to be waited for. */
export function fillRequests(
  engine: HeapModule,
  requests: Pointer,
  count: number,
  readers: readonly (ReadBytes | null)[],
): Promise<unknown> | null {
  const { HEAPU8, HEAPF64 } = engine;
  let waiting: Promise<void>[] | null = null;
  let at = requests / HEAPF64.BYTES_PER_ELEMENT;
  for (let i = 0; i < count; ++i, at += RequestLayout.length) {
    const read = readers[HEAPF64[at + RequestLayout.stem]!];
    const bytes = HEAPF64[at + RequestLayout.bytes]!;
    const destination = HEAPF64[at + RequestLayout.destination]!;
    const into = HEAPU8.subarray(destination, destination + bytes);
    const reading = read?.(into, HEAPF64[at + RequestLayout.byteOffset]!);
    if (reading) {
      waiting ??= [];
      waiting.push(reading);
    }
  }
  return waiting && Promise.all(waiting);
}
