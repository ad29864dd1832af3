// A page with nothing but the engine on it: tests drive `window.lathe`.
// Thread: main.

import captureUrl from '../../build/worklet/capture-processor.js?url&no-inline';
import { createStudioEngine, type LatheEngine } from '../../worklet/src/client/lathe-engine';
import {
  EngineError,
  type EngineFault,
  type ImportedStem,
  type MeterFrame,
} from '../../worklet/src/client/studio-engine';
import { liveLoad } from './live-load';

export interface Capture {
  /** monitor L, R, tap L, R */
  channels: Float32Array[];
  /** The context's frame of the first one. */
  firstFrame: number;
}

async function captureFrames(
  engine: LatheEngine,
  seconds: number,
): Promise<() => Promise<Capture>> {
  const audio = engine.audio;
  if (!audio) throw new Error('open a document first');
  const { context, node } = audio;
  await context.audioWorklet.addModule(captureUrl);
  const frames = Math.ceil(seconds * context.sampleRate);
  const capture = new AudioWorkletNode(context, 'capture', {
    numberOfInputs: 2,
    numberOfOutputs: 1,
    processorOptions: { frames },
  });
  node.connect(capture, 0, 0);
  node.connect(capture, 1, 1);
  capture.connect(context.destination);
  return () =>
    new Promise((resolve) => {
      capture.port.onmessage = ({ data }) => {
        node.disconnect(capture);
        capture.disconnect();
        resolve(data);
      };
      capture.port.postMessage('stop');
    });
}

/** What the page's file input holds, imported one after another. */
async function importChosen(
  engine: LatheEngine,
  sessionRate: number | null,
): Promise<ImportedStem[]> {
  const { files } = document.querySelector<HTMLInputElement>('#files')!;
  const stems: ImportedStem[] = [];
  for (const file of files ?? []) stems.push(await engine.importStem(file, file.name, sessionRate));
  return stems;
}

/** Planar samples of a written 32-bit float stereo WAV. */
async function floatSamples(file: Blob): Promise<[Float32Array, Float32Array]> {
  const view = new DataView(await file.arrayBuffer());
  let at = 12;
  while (view.getUint32(at) !== 0x64617461) at += 8 + view.getUint32(at + 4, true);
  const frames = view.getUint32(at + 4, true) / 8;
  const left = new Float32Array(frames);
  const right = new Float32Array(frames);
  for (let i = 0; i < frames; ++i) {
    left[i] = view.getFloat32(at + 8 + 8 * i, true);
    right[i] = view.getFloat32(at + 12 + 8 * i, true);
  }
  return [left, right];
}

export interface Comparison {
  comparedFrames: number;
  differingFrames: number;
  firstDifference: number;
  largestDifference: number;
}

/** `captured` from its first sound on, against `written` from its first frame on. */
function compare(captured: Float32Array[], written: Float32Array[]): Comparison {
  const isSilent = (i: number) => captured.every((samples) => samples[i] === 0);
  let start = 0;
  while (start < captured[0]!.length && isSilent(start)) ++start;
  const frames = Math.min(captured[0]!.length - start, written[0]!.length);
  const result = {
    comparedFrames: frames,
    differingFrames: 0,
    firstDifference: -1,
    largestDifference: 0,
  };
  for (let i = 0; i < frames; ++i) {
    let difference = 0;
    for (const c of [0, 1]) {
      difference = Math.max(difference, Math.abs(captured[c]![start + i]! - written[c]![i]!));
    }
    if (difference === 0) continue;
    if (result.firstDifference < 0) result.firstDifference = i;
    ++result.differingFrames;
    result.largestDifference = Math.max(result.largestDifference, difference);
  }
  return result;
}

/** `frames` of `wanted` from `from` on, wherever in `captured` they begin; nothing compared: not there. */
function findIn(
  captured: Float32Array[],
  wanted: Float32Array[],
  from: number,
  frames: number,
): Comparison {
  const result = {
    comparedFrames: 0,
    differingFrames: 0,
    firstDifference: -1,
    largestDifference: Number.POSITIVE_INFINITY,
  };
  const [left, right] = captured as [Float32Array, Float32Array];
  const [wantedLeft, wantedRight] = wanted as [Float32Array, Float32Array];
  for (let at = 0; at + frames <= left.length; ++at) {
    let i = 0;
    while (
      i < frames &&
      left[at + i] === wantedLeft[from + i] &&
      right[at + i] === wantedRight[from + i]
    ) {
      ++i;
    }
    if (i === frames) return { ...result, comparedFrames: frames, largestDifference: 0 };
    if (i > result.comparedFrames) {
      result.comparedFrames = i;
      result.firstDifference = from + i;
    }
  }
  return result;
}

/** Waits until the meters say so; null if they never do. */
async function waitForMeters(
  engine: LatheEngine,
  until: (meters: MeterFrame) => boolean,
  timeoutMs: number,
): Promise<MeterFrame | null> {
  for (const end = performance.now() + timeoutMs; performance.now() < end; ) {
    const meters = engine.readMeters();
    if (meters && until(meters)) return meters;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return null;
}

/** A fault as tests compare it; null when the work went well. */
async function faultOf(work: Promise<unknown>): Promise<EngineFault | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof EngineError) return error.fault;
    throw error;
  }
}

const tools = {
  createStudioEngine,
  captureFrames,
  importChosen,
  floatSamples,
  compare,
  findIn,
  waitForMeters,
  faultOf,
  liveLoad,
};
declare global {
  interface Window {
    tools: typeof tools;
    lathe: LatheEngine;
  }
}
window.tools = tools;
