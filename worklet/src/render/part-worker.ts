// One of several engines that render a song together, on a core of its own: it
// works its share of the tracks and hands the sums on, chunk by chunk. It has
// one job, and is ended by the render worker that started it.
// Thread: a dedicated worker of its own.

import { instantiateEngine } from '../engine/instantiate';
import { toFault } from '../messages/fault';
import type { PartStart } from '../messages/part-protocol';
import { prepareSession } from '../session/compiled-session';
import { addStems, fillRequests } from '../streaming/stem-reads';
import { readClient } from './read-client';
import { kPartChunkFrames, trackSums } from './render-mix';
import { layoutsOf, openReaders } from './song-source';
import { addTrackLevels } from './track-levels';
import { SumReceiver, SumSender, sendFault, sendLevels } from './track-sums';

async function renderPart(start: PartStart): Promise<void> {
  const engine = instantiateEngine(start.engine);
  const renderer = new engine.MixRenderer();
  addStems(renderer, layoutsOf(start.input));
  prepareSession(engine, start.input.compiled, (pointer, bytes) =>
    renderer.prepare(pointer, bytes, kPartChunkFrames),
  );
  if (start.input.metered) renderer.meterTracks();
  const sums = trackSums(engine.HEAPF64, renderer, start.part, start.parts);
  const readers = openReaders(start.input, readClient(start.readPort));
  const before = start.before && new SumReceiver(start.before);
  const behind = new SumSender(start.behind, sums.length);
  for (let rendered = 0; rendered < start.mixFrames; ) {
    const count = renderer.plan();
    const reading = fillRequests(engine, renderer.requests(), count, readers);
    await Promise.all([reading, before?.receive(sums)]);
    rendered += renderer.render();
    await behind.send(sums);
  }
  if (!start.input.metered) return;
  const levels = (await before?.levels()) ?? new Float64Array(start.input.trackCount);
  addTrackLevels(engine, renderer, levels);
  sendLevels(start.behind, levels);
}

globalThis.onmessage = async ({ data: start }: MessageEvent<PartStart>) => {
  try {
    await renderPart(start);
  } catch (error) {
    sendFault(start.behind, toFault(error, 'rendering'));
  }
};
