// What live playback costs: the built worklet runs a document in an
// OfflineAudioContext, as fast as it can, with noise for every track at hand
// from the start. Wants an isolated page.
// Thread: main.

import engineUrl from '../../build/wasm/lathe-engine.wasm?url&no-inline';
import filesUrl from '../../build/wasm/lathe-files.wasm?url&no-inline';
import masterUrl from '../../build/wasm/lathe-master.wasm?url&no-inline';
import processorUrl from '../../build/worklet/lathe-processor.js?url&no-inline';
import { SoloMode } from '../../worklet/src/engine/engine-constants';
import { compileModule } from '../../worklet/src/engine/instantiate';
import { instantiateFiles } from '../../worklet/src/engine/instantiate-files';
import {
  kListenToNone,
  kProcessorName,
  MeterHeader,
  type ProcessorOptions,
} from '../../worklet/src/messages/processor-protocol';
import { compileSession } from '../../worklet/src/session/compiled-session';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { createSharedSlabs, SharedSlabSender } from '../../worklet/src/slabs/shared-slabs';
import type { SlabShape } from '../../worklet/src/slabs/slab';

const kCapacityFrames = 4096;

export interface LiveLoad {
  /** Wall time over audio time. */
  load: number;
  starvedBlocks: number;
  /** Of what was heard, linear. */
  peak: number;
}

/** White noise under a pulse twice a second, so that dynamics have something to do. */
function fillSlabs(memory: SharedArrayBuffer, shape: SlabShape, sampleRate: number): void {
  const sender = new SharedSlabSender(memory, shape);
  let state = 0x9e3779b9;
  let startFrame = 0;
  for (let slab = sender.acquire(); slab; slab = sender.acquire()) {
    for (let i = 0; i < slab.samples.length; ++i) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const phase = ((startFrame + (i % kCapacityFrames)) % (sampleRate / 2)) / (sampleRate / 2);
      slab.samples[i] = (state / 2147483648) * 0.5 * (0.1 + 0.9 * (1 - phase) ** 4);
    }
    slab.generation = 1;
    slab.startFrame = startFrame;
    slab.frames = kCapacityFrames;
    sender.publish(slab);
    startFrame += kCapacityFrames;
  }
}

/** `seconds`: at most the document's length. */
export async function liveLoad(document: SessionDocument, seconds: number): Promise<LiveLoad> {
  const { sampleRate } = document;
  const [engine, master, filesModule] = await Promise.all(
    [engineUrl, masterUrl, filesUrl].map(compileModule),
  );
  const files = instantiateFiles(filesModule!);
  const { compiled, faults } = compileSession(files, JSON.stringify(document));
  if (!compiled) throw new Error(JSON.stringify(faults));

  const shape: SlabShape = {
    channels: document.tracks.reduce((sum, track) => sum + track.channels, 0),
    capacityFrames: kCapacityFrames,
    count: Math.ceil((seconds * sampleRate) / kCapacityFrames) + 1,
  };
  const memory = createSharedSlabs(shape);
  fillSlabs(memory, shape, sampleRate);

  const context = new OfflineAudioContext(2, seconds * sampleRate, sampleRate);
  await context.audioWorklet.addModule(processorUrl);
  const processorOptions: ProcessorOptions = {
    modules: { engine: engine!, master: master! },
    session: compiled,
    start: { generation: 1, startFrame: 0, loop: null },
    params: [],
    solo: { targets: [], mode: SoloMode.inPlace },
    metering: { preFader: false, probe: -1 },
    listen: kListenToNone,
    scope: true,
  };
  const node = new AudioWorkletNode(context, kProcessorName, {
    numberOfInputs: 0,
    numberOfOutputs: 2,
    outputChannelCount: [2, 2],
    processorOptions,
  });
  node.connect(context.destination, 0);
  let starvedBlocks = 0;
  const ready = new Promise<void>((resolve, reject) => {
    node.onprocessorerror = () => reject(new Error('the processor stopped'));
    node.port.onmessage = ({ data }) => {
      if (data.type === 'ready') resolve();
      if (data.type !== 'meters') return;
      starvedBlocks = new Float64Array(data.buffer, 0, MeterHeader.length)[
        MeterHeader.starvedBlocks
      ]!;
      node.port.postMessage({ type: 'meterBuffer', buffer: data.buffer }, [data.buffer]);
    };
  });
  const { port2 } = new MessageChannel();
  // In this order: once it is ready it is rendered without a look at its messages.
  node.port.postMessage({ type: 'play' });
  node.port.postMessage(
    { type: 'feed', transport: { kind: 'shared', shape, memory }, port: port2 },
    [port2],
  );
  await ready;
  const started = performance.now();
  const heard = await context.startRendering();
  const load = (performance.now() - started) / 1000 / seconds;
  const peak = heard.getChannelData(0).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return { load, starvedBlocks, peak };
}
