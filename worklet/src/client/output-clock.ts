// Which of the context's frames is being heard now. Browsers differ in what
// they tell: the output's timestamp is best, the sum of latencies next.
// A timestamp says when the device asked for a buffer, which on a busy machine
// is up to a buffer late now and then, while the sound goes on evenly: what
// counts is the middle of the last ones.
// Thread: main.

/** Timestamps further than this before `currentTime` are not believed. */
const kPlausibleSeconds = 2;
/** ... nor further than this after it: `currentTime` moves on by whole buffers of the device. */
const kAheadSeconds = 0.05;
/** About half a second of what devices ask for. */
const kRemembered = 25;
/** Further off the middle than this, the clock has been put elsewhere: after a pause, or a fault. */
const kJumpSeconds = 0.1;

export class OutputClock {
  readonly #context: AudioContext;
  readonly #nowMs: () => number;
  /** Context time less performance time in seconds, of the last timestamps, oldest first. */
  #offsets: number[] = [];
  #middle = 0;
  #lastTime = Number.NaN;

  constructor(context: AudioContext, nowMs = () => performance.now()) {
    this.#context = context;
    this.#nowMs = nowMs;
  }

  /** The context's time, in seconds, of what is heard now. Read it often: it learns by that. */
  heardTime(): number {
    const now = this.#context.currentTime;
    const stamp = this.#context.getOutputTimestamp?.();
    if (stamp?.contextTime !== undefined && stamp.performanceTime) {
      this.#learn(stamp.contextTime, stamp.performanceTime / 1000);
      const heard = this.#middle + this.#nowMs() / 1000;
      if (heard <= now + kAheadSeconds && now - heard < kPlausibleSeconds) return heard;
    }
    return now - (this.#context.baseLatency || 0) - (this.#context.outputLatency || 0);
  }

  #learn(contextTime: number, performanceSeconds: number): void {
    // Some browsers make a timestamp at every call, most at every buffer.
    if (contextTime === this.#lastTime) return;
    this.#lastTime = contextTime;
    const offset = contextTime - performanceSeconds;
    if (Math.abs(offset - this.#middle) > kJumpSeconds) this.#offsets = [];
    this.#offsets.push(offset);
    if (this.#offsets.length > kRemembered) this.#offsets.shift();
    const sorted = this.#offsets.toSorted((a, b) => a - b);
    this.#middle = sorted[sorted.length >> 1]!;
  }
}

interface PlaybackStats {
  underrunEvents?: number;
}

/** Chromium counts underruns; elsewhere null. */
export function countUnderruns(context: AudioContext): number | null {
  const stats = (context as AudioContext & { playbackStats?: PlaybackStats }).playbackStats;
  return stats?.underrunEvents ?? null;
}
