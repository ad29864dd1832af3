// Gives a large buffer's memory back at once instead of when the collector
// comes round: reading gigabytes in slices would otherwise keep about 100 MB of
// dead slices around. Where browsers lack `transfer`, the collector does it.
// Thread: any.

interface Transferable2024 {
  transfer?(newByteLength: number): ArrayBuffer;
}

/** `bytes` and every other view of its buffer are empty afterwards. */
export function discard(bytes: Uint8Array): void {
  (bytes.buffer as ArrayBuffer & Transferable2024).transfer?.(0);
}
