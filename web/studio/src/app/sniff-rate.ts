// The sample rate in a file's first bytes (WAV, RF64, FLAC), so that a new
// session can take the rate of most of its stems before it imports any. Only a
// hint: the importer reads the file properly and has the last word.
// Thread: main.

import { isSampleRate } from '@lathe/worklet/session/sample-rates';

const HEAD_BYTES = 64 * 1024;

export async function sniffRateHz(file: Blob): Promise<number | null> {
  return rateInHead(new DataView(await file.slice(0, HEAD_BYTES).arrayBuffer()));
}

function tag(view: DataView, at: number): string {
  if (at + 4 > view.byteLength) return '';
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, 4));
}

export function rateInHead(view: DataView): number | null {
  const magic = tag(view, 0);
  if (magic === 'fLaC' && view.byteLength >= 21) {
    // STREAMINFO is always first: 20 bits at byte 10 of it.
    return (view.getUint32(18) >>> 12) & 0xfffff || null;
  }
  if (magic !== 'RIFF' && magic !== 'RF64' && magic !== 'BW64') return null;
  for (let at = 12; at + 16 <= view.byteLength; ) {
    const bytes = view.getUint32(at + 4, true);
    if (tag(view, at) === 'fmt ') return view.getUint32(at + 12, true) || null;
    at += 8 + bytes + (bytes & 1);
  }
  return null;
}

/** The rate of most of them that a session can have; the first to be that many wins a tie. */
export function commonestRateHz(rates: readonly (number | null)[]): number | null {
  const counts = new Map<number, number>();
  for (const rate of rates)
    if (rate && isSampleRate(rate)) counts.set(rate, (counts.get(rate) ?? 0) + 1);
  let best: number | null = null;
  for (const [rate, count] of counts) {
    if (best === null || count > (counts.get(best) ?? 0)) best = rate;
  }
  return best;
}
