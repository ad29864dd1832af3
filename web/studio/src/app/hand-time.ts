// When a hand did what is being handled now. A busy page gets to an event some
// milliseconds after it happened; what is dated, such as a ride of automation,
// is dated by when it happened.
// Thread: main.

/** An event's time this far back is of another clock, as old browsers have it. */
const LONGEST_WAIT_MS = 5000;

/** In the time of `performance.now()`; now, where no event is being handled. */
export function handMs(): number {
  const nowMs = performance.now();
  const atMs = globalThis.event?.timeStamp ?? nowMs;
  return atMs <= nowMs && nowMs - atMs < LONGEST_WAIT_MS ? atMs : nowMs;
}
