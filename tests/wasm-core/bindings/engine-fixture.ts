// The built engine under node, and the small things the binding tests share:
// a session of synthesised stems, their bytes, and the reading a worker does.

import { readFileSync } from 'node:fs';
import { RequestLayout, SampleEncoding } from '../../../worklet/src/engine/engine-constants';
import type {
  EngineModule,
  MixRenderer,
  TrackStreamer,
} from '../../../worklet/src/engine/engine-module';
import type { FilesModule } from '../../../worklet/src/engine/files-module';
import type { PcmLayout } from '../../../worklet/src/engine/heap-module';
import { instantiateEngine } from '../../../worklet/src/engine/instantiate';
import { instantiateFiles } from '../../../worklet/src/engine/instantiate-files';
import { instantiateMaster } from '../../../worklet/src/engine/instantiate-master';
import type { MasterModule } from '../../../worklet/src/engine/master-module';
import {
  type CompiledSession,
  compileSession,
} from '../../../worklet/src/session/compiled-session';
import { SongRenderer } from './song-renderer';

const built = new URL('../../../build/wasm/', import.meta.url);
export type ModuleName = 'engine' | 'master' | 'files';
/** Glue and module. */
export const builtPaths = (name: ModuleName) => ({
  glue: new URL(`lathe-${name}.js`, built),
  wasm: new URL(`lathe-${name}.wasm`, built),
});
/** The command line; LATHE names another build of it. */
export const nativePath =
  process.env.LATHE ?? new URL('../../../build/native/lathe', import.meta.url).pathname;

const compiledModules = new Map<ModuleName, WebAssembly.Module>();
export function compiledModule(name: ModuleName): WebAssembly.Module {
  const known = compiledModules.get(name);
  if (known) return known;
  const compiled = new WebAssembly.Module(readFileSync(builtPaths(name).wasm));
  compiledModules.set(name, compiled);
  return compiled;
}

export function newEngine(): EngineModule {
  return instantiateEngine(compiledModule('engine'));
}

export function newMaster(): MasterModule {
  return instantiateMaster(compiledModule('master'));
}

export function newFiles(): FilesModule {
  return instantiateFiles(compiledModule('files'));
}

/** A sound document, compiled. */
export function compiledSession(json: string): CompiledSession {
  const { compiled, faults } = compileSession(newFiles(), json);
  if (!compiled) throw new Error(JSON.stringify(faults));
  return compiled;
}

export function parameterTable(): { id: number; scope: string; key: string }[] {
  return JSON.parse(newFiles().parameterTable()).parameters;
}

export interface TestStem {
  layout: PcmLayout;
  bytes: Uint8Array;
}

/** A decaying, hissing tone as a 32-bit float WAV file with the shortest of headers. */
export function wavStem(channels: number, frames: number, hertz: number, seed: number): TestStem {
  const headerBytes = 44;
  const bytes = new Uint8Array(headerBytes + frames * channels * 4);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => {
    for (let i = 0; i < value.length; i++) view.setUint8(at + i, value.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 3, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, 48000, true);
  view.setUint32(28, 48000 * channels * 4, true);
  view.setUint16(32, channels * 4, true);
  view.setUint16(34, 32, true);
  text(36, 'data');
  view.setUint32(40, frames * channels * 4, true);
  let noise = seed;
  for (let i = 0; i < frames; i++) {
    const envelope = Math.exp(-(i % 9000) / 3000);
    for (let c = 0; c < channels; c++) {
      noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
      const tone = Math.sin((2 * Math.PI * hertz * (1 + 0.01 * c) * i) / 48000);
      const sample = envelope * (0.5 * tone + (0.1 * noise) / 2 ** 31);
      view.setFloat32(headerBytes + (i * channels + c) * 4, sample, true);
    }
  }
  return {
    bytes,
    layout: {
      dataOffsetBytes: headerBytes,
      frames,
      channels,
      sampleRate: 48000,
      encoding: SampleEncoding.F32,
      bytesPerFrame: channels * 4,
    },
  };
}

/** Five tracks with every stage at work, a reverb, a delay over two tempos, and a master that limits. */
export function busySession(frames: number, hashOf: (stem: TestStem) => string) {
  const stems: TestStem[] = [];
  const document = {
    format: 'lathe-session',
    version: 1,
    name: 'Bindings',
    sampleRate: 48000,
    tempo: [
      { frame: 0, bpm: 120 },
      { frame: 9000, bpm: 250 },
    ],
    timeSignatures: [{ frame: 0, numerator: 4, denominator: 4 }],
    ditherSeed: 7,
    stems: [] as object[],
    tracks: [] as object[],
    buses: [
      { id: 'mix', kind: 'mix' },
      { id: 'plate', kind: 'return', effect: { kind: 'reverb', params: { duckDb: 6 } } },
      {
        id: 'echo',
        kind: 'return',
        effect: {
          kind: 'delay',
          params: { note: '1/64', mode: 'pingPong', driveDb: 12, modulationMs: 2 },
        },
      },
    ],
    automation: [],
    params: {},
    master: { params: { driveDb: 9, 'limiter.on': true, 'limiter.ceilingDbtp': -1 } },
  };
  for (let i = 0; i < 5; i++) {
    const channels = 1 + (i % 2);
    const stem = wavStem(channels, frames - 300 * i, 90 * (i + 1), 5 + i);
    stems.push(stem);
    document.stems.push({
      id: `s${i}`,
      name: `stem-${i}.wav`,
      frames: stem.layout.frames,
      channels,
      sampleRate: 48000,
      fileSha256: hashOf(stem),
      path: `stem-${i}.wav`,
    });
    document.tracks.push({
      id: `t${9 - i}`,
      name: `Track ${i}`,
      colour: '#8899aa',
      channels,
      delayMs: 1.7 * i - 3,
      clips: [
        {
          id: `c${i}`,
          stem: `s${i}`,
          sourceFrame: 0,
          frames: stem.layout.frames,
          startFrame: 60 * i,
          fadeInFrames: 100 * i,
          fadeInCurve: ['linear', 'equalPower', 'slow', 'fast', 'sCurve'][i],
          fadeOutFrames: 250,
          fadeOutCurve: ['sCurve', 'fast', 'slow', 'equalPower', 'linear'][i],
          fadeInCutFrames: 10 * i,
          gainLine: [
            { sourceFrame: 300, gainDb: -3 },
            { sourceFrame: 900 + 100 * i, gainDb: 2.5 },
          ],
        },
      ],
      strip: {
        output: 'mix',
        sends: [{ to: i % 2 === 0 ? 'plate' : 'echo', params: { levelDb: -6 } }],
        params: {
          'fader.gainDb': -4 + i,
          'pan.position': -50 + 25 * i,
          'eq.on': i % 3 !== 0,
          'eq.highPass.on': true,
          'eq.band2.on': true,
          'eq.band2.gainDb': 5,
          'comp.on': i % 2 === 0,
          'comp.thresholdDb': -24,
          'comp.detector': i === 4 ? 'smooth' : 'punch',
        },
      },
    });
  }
  return { json: JSON.stringify(document), stems };
}

export function addStems(reader: TrackStreamer | MixRenderer, stems: TestStem[]): void {
  for (const { layout } of stems) {
    reader.addStem(
      layout.dataOffsetBytes,
      layout.frames,
      layout.channels,
      layout.sampleRate,
      layout.encoding,
      layout.bytesPerFrame,
    );
  }
}

/** Fills `count` requests from the stems' bytes. */
export function fillRequests(
  engine: EngineModule,
  reader: { requests(): number },
  count: number,
  stems: TestStem[],
): void {
  const records = reader.requests() / 8;
  for (let i = 0; i < count; i++) {
    const at = records + i * RequestLayout.length;
    const [stem, offset, bytes, destination] = engine.HEAPF64.subarray(at, at + 4);
    const file = stems[stem!]!.bytes;
    engine.HEAPU8.set(file.subarray(offset!, offset! + bytes!), destination!);
  }
}

export interface Rendered {
  output: [Float64Array, Float64Array];
  /** From its block 0 on, with its latency. */
  mix: [Float32Array, Float32Array];
  mixLatencyFrames: number;
}

export function renderOffline(json: string, stems: TestStem[], chunk = 8192): Rendered {
  const engine = newEngine();
  const renderer = new SongRenderer(engine, newMaster());
  for (const { layout } of stems) renderer.addStem(layout);
  renderer.prepare(compiledSession(json), chunk);
  const frames = renderer.totalFrames();
  const wanted = renderer.pass.mixFrames();
  const rendered: Rendered = {
    output: [new Float64Array(frames), new Float64Array(frames)],
    mix: [new Float32Array(wanted), new Float32Array(wanted)],
    mixLatencyFrames: renderer.mix.latencyFrames(),
  };
  let outputAt = 0;
  let mixAt = 0;
  while (!renderer.done()) {
    fillRequests(engine, renderer, renderer.plan(), stems);
    const count = renderer.render();
    const mixed = Math.min(renderer.mixFrames, wanted - mixAt);
    for (const c of [0, 1] as const) {
      rendered.output[c].set(renderer.output(c, count), outputAt);
      const mix = renderer.mix.mix(c) / 4;
      rendered.mix[c].set(engine.HEAPF32.subarray(mix, mix + mixed), mixAt);
    }
    outputAt += count;
    mixAt += mixed;
  }
  renderer.delete();
  return rendered;
}

/** First index at which the bits differ (in length as well); −1 where they are the same. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (!Object.is(a[i], b[i])) return i;
  return a.length === b.length ? -1 : shared;
}
