// Which of the context's frames is being heard now. Browsers differ in what
// they tell: the output's timestamp is best, the sum of latencies next.
// Thread: main.

/** Timestamps further than this from `currentTime` are not believed. */
const kPlausibleSeconds = 2;

export function heardContextTime(context: AudioContext): number {
  const now = context.currentTime;
  const stamp = context.getOutputTimestamp?.();
  if (stamp?.contextTime !== undefined && stamp.performanceTime) {
    const heard = stamp.contextTime + (performance.now() - stamp.performanceTime) / 1000;
    if (heard <= now && now - heard < kPlausibleSeconds) return heard;
  }
  return now - (context.baseLatency || 0) - (context.outputLatency || 0);
}

interface PlaybackStats {
  underrunEvents?: number;
}

/** Chromium counts underruns; elsewhere null. */
export function countUnderruns(context: AudioContext): number | null {
  const stats = (context as AudioContext & { playbackStats?: PlaybackStats }).playbackStats;
  return stats?.underrunEvents ?? null;
}
