// A session played in WebAssembly without the browser.

import { kBlockFrames } from '../../../worklet/src/engine/engine-constants';
import { LiveEngine } from '../../../worklet/src/processor/live-engine';
import { prepareSession } from '../../../worklet/src/session/compiled-session';
import {
  addStems,
  compiledModule,
  compiledSession,
  fillRequests,
  newEngine,
  type TestStem,
} from './engine-fixture';

/** From frame 0 to the end as the worklet does; tracks come from a streamer of another heap, as from rings. */
export function playLive(
  json: string,
  stems: TestStem[],
  quantum: number,
): { tap: Float32Array[]; latency: number; starved: number } {
  const source = newEngine();
  const streamer = new source.TrackStreamer();
  addStems(streamer, stems);
  prepareSession(source, compiledSession(json), (pointer, bytes) =>
    streamer.prepare(pointer, bytes, kBlockFrames),
  );
  const modules = { engine: compiledModule('engine'), master: compiledModule('master') };
  const engine = new LiveEngine(modules, compiledSession(json), true);
  const { output } = engine;
  const samples = new Float32Array(streamer.channelCount() * kBlockFrames);
  const latency = output.latencyFrames();
  const frames = output.songFrames() + latency;
  const pulls = Math.ceil(frames / quantum);
  const tap = [new Float32Array(pulls * quantum), new Float32Array(pulls * quantum)];
  output.play();
  for (let at = 0; at < pulls * quantum; at += quantum) {
    while (output.needsBlock(quantum)) {
      const frame = output.nextBlockFrame();
      if (frame >= 0) {
        fillRequests(source, streamer, streamer.plan(frame, kBlockFrames), stems);
        streamer.assemble();
        for (let index = 0; index < streamer.channelCount(); index++) {
          const from = streamer.channel(index) / 4;
          const block = source.HEAPF32.subarray(from, from + kBlockFrames);
          samples.set(block, index * kBlockFrames);
        }
        const slab = { samples, generation: 1, startFrame: frame, frames: kBlockFrames };
        engine.fillInputs(slab, frame, kBlockFrames);
      }
      engine.processBlock(true, false);
    }
    output.pull(quantum);
    engine.copyOutput(2, tap, at, quantum);
  }
  return { tap, latency, starved: output.starvedBlocks() };
}
