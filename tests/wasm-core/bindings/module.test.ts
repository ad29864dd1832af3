// The engine as a module: small enough to load at once, able to come up where
// there is nothing but the language itself, and a heap that stays put.

import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  kBlockFrames,
  kMaxTracks,
  MeterLayout,
} from '../../../worklet/src/engine/engine-constants';
import type { EngineModule } from '../../../worklet/src/engine/engine-module';
import type { MasterModule } from '../../../worklet/src/engine/master-module';
import {
  type CompiledSession,
  compileSession,
  prepareSession,
} from '../../../worklet/src/session/compiled-session';
import {
  builtPaths,
  busySession,
  compiledModule,
  compiledSession,
  type ModuleName,
  newEngine,
  newFiles,
  newMaster,
} from './engine-fixture';

const noHash = () => '0'.repeat(64);

function gzippedBytes(name: ModuleName): number {
  const { glue, wasm } = builtPaths(name);
  const [module, script] = [wasm, glue].map(
    (path) => gzipSync(readFileSync(path), { level: 9 }).length,
  ) as [number, number];
  console.log(`[ figure ] ${name} .wasm ${module} + glue ${script} = ${module + script} B gzipped`);
  return module + script;
}

const glues = { engine: 'createEngine', master: 'createMaster' };

/** An instance made by the built glue in a scope of its own. */
function instantiateIn(scope: ReturnType<typeof createContext>, name: 'engine' | 'master') {
  const source = readFileSync(builtPaths(name).glue, 'utf8').replace(
    /export default (\w+);?/,
    `globalThis.${glues[name]} = $1;`,
  );
  runInContext(source, scope);
  return runInContext(
    `${glues[name]}({
      instantiateWasm(imports, receive) {
        const instance = new WebAssembly.Instance(${name}, imports);
        receive(instance, ${name});
        return instance.exports;
      },
      locateFile: (path) => path,
    })`,
    scope,
  );
}

describe('the module', () => {
  it('is under 150 kB gzipped, glue and all', () => {
    expect(gzippedBytes('engine')).toBeLessThan(150_000);
  });

  it('has the master beside it in less than 125 kB', () => {
    expect(gzippedBytes('master')).toBeLessThan(125_000);
  });

  it('has what reads documents and files, reports on them and judges them, beside it in less than 125 kB', () => {
    expect(gzippedBytes('files')).toBeLessThan(125_000);
  });

  it('comes up and plays in a scope with nothing but the language', () => {
    // As in an AudioWorklet: no TextDecoder, URL, fetch, performance, crypto, self or timers.
    const scope = createContext({
      engine: compiledModule('engine'),
      master: compiledModule('master'),
    });
    expect(runInContext('typeof TextDecoder + typeof URL + typeof performance', scope)).toBe(
      'undefined'.repeat(3),
    );
    const engine: EngineModule = instantiateIn(scope, 'engine');
    const master: MasterModule = instantiateIn(scope, 'master');
    const compiled = compiledSession(busySession(5000, noHash).json);
    const console = new engine.LiveConsole();
    const output = new master.LiveOutput();
    prepareSession(engine, compiled, (pointer, bytes) => console.prepare(pointer, bytes));
    prepareSession(master, compiled, (pointer, bytes) =>
      output.prepare(pointer, bytes, console.latencyFrames(), 128),
    );
    const input = console.input(0, 0) / 4;
    engine.HEAPF32.fill(0.25, input, input + kBlockFrames);
    output.play();
    let loudest = 0;
    for (let i = 0; i < 20; i++) {
      while (output.needsBlock(128)) {
        console.process(output.blockFrame(), output.beginBlock(true), output.isFresh());
        for (const channel of [0, 1]) {
          const from = console.mix(channel) / 4;
          const mix = engine.HEAPF32.subarray(from, from + kBlockFrames);
          master.HEAPF32.set(mix, output.input(channel) / 4);
        }
        output.endBlock(false, false, false);
      }
      output.pull(128);
      const tap = output.tap(0) / 4;
      for (const x of master.HEAPF32.subarray(tap, tap + 128))
        loudest = Math.max(loudest, Math.abs(x));
    }
    expect(loudest).toBeGreaterThan(0.05);
  });

  it('mentions nothing that worklets lack outside a guard', () => {
    for (const module of ['engine', 'master'] as const) {
      const glue = readFileSync(builtPaths(module).glue, 'utf8');
      for (const name of ['fetch(', 'new URL', 'import.meta', 'eval(', 'new Function']) {
        expect(glue.includes(name), `${name} in ${module}`).toBe(false);
      }
    }
  });

  it('holds the largest session: 128 stereo tracks and eight delays at 192 kHz, live and offline', () => {
    const { json } = busySession(5000, noHash);
    const document = JSON.parse(json);
    const [track] = document.tracks.filter((t: { channels: number }) => t.channels === 2);
    document.tracks = Array.from({ length: kMaxTracks }, (_, i) => ({
      ...track,
      id: `t${i}`,
      clips: [{ ...track.clips[0], id: `c${i}` }],
    }));
    document.sampleRate = 192_000;
    for (const stem of document.stems) stem.sampleRate = 192_000;
    const effect = { kind: 'delay', params: {} };
    const returns = Array.from({ length: 8 }, (_, i) => ({ id: `r${i}`, kind: 'return', effect }));
    document.buses = [document.buses[0], ...returns];
    for (const { strip } of document.tracks) strip.sends = [{ to: 'r0', params: {} }];
    const largest = compiledSession(JSON.stringify(document));
    const live = newEngine();
    const desk = new live.LiveConsole();
    prepareSession(live, largest, (pointer, bytes) => desk.prepare(pointer, bytes));
    desk.warmUp(8);
    expect(desk.trackCount()).toBe(kMaxTracks);
    expect(desk.meterLength()).toBe((kMaxTracks + 9) * MeterLayout.stripLength);
    const output = newMaster();
    const out = new output.LiveOutput();
    prepareSession(output, largest, (pointer, bytes) =>
      out.prepare(pointer, bytes, desk.latencyFrames(), 4096),
    );
    out.warmUp(8);
    const offline = newEngine();
    const mix = new offline.MixRenderer();
    prepareSession(offline, largest, (pointer, bytes) => mix.prepare(pointer, bytes, 8192));
    // What is left beside each of them, in heaps of their own as on the page.
    for (const [what, module] of Object.entries({ live, output, offline })) {
      let free = 0;
      while (module.allocate(1 << 20) !== 0) free++;
      const megabytes = module.HEAPU8.length >> 20;
      console.log(
        `[ figure ] heap left beside the largest session, ${what}: ${free} MB of ${megabytes}`,
      );
      expect(free).toBeGreaterThan(4);
    }
  });

  it('answers a full heap with 0, and goes on', () => {
    const engine = newEngine();
    const before = engine.HEAPU8.buffer;
    expect(engine.allocate(1 << 30)).toBe(0);
    const pointer = engine.allocate(1000);
    expect(pointer % 16).toBe(0);
    expect(pointer).toBeGreaterThan(0);
    engine.release(pointer);
    expect(engine.HEAPU8.buffer).toBe(before);
  });

  it('tells every fault of a document, and none of a sound one', () => {
    const files = newFiles();
    const faultsOf = (json: string) => compileSession(files, json).faults;
    const { json } = busySession(5000, noHash);
    expect(faultsOf(json)).toEqual([]);
    const document = JSON.parse(json);
    document.name = 'é';
    document.sampleRate = 'fast';
    document.tracks[1].strip.params['fader.gainDb'] = 'loud';
    expect(
      faultsOf(JSON.stringify(document))
        .map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['/sampleRate', '/tracks/1/strip/params/fader.gainDb']);
    for (const hostile of ['', '{', '[['.repeat(5000), '1e999', '\u0000']) {
      expect(faultsOf(hostile).length).toBeGreaterThan(0);
    }
  });

  it('refuses what is no compiled session, or no longer whole, and goes on', () => {
    const engine = newEngine();
    const compiled = compiledSession(busySession(5000, noHash).json);
    const desk = new engine.LiveConsole();
    const prepare = (session: CompiledSession) =>
      prepareSession(engine, session, (pointer, bytes) => desk.prepare(pointer, bytes));
    const master = newMaster();
    const output = new master.LiveOutput();
    const prepareOutput = (session: CompiledSession) =>
      prepareSession(master, session, (pointer, bytes) => output.prepare(pointer, bytes, 0, 128));
    for (const bytes of [new Uint8Array(0), compiled.slice(0, -1), compiled.slice(8)]) {
      expect(() => prepare(bytes)).toThrow(/different versions/);
      expect(() => prepareOutput(bytes)).toThrow(/different versions/);
    }
    prepare(compiled);
    prepareOutput(compiled);
    expect(desk.trackCount()).toBe(5);
    expect(output.songFrames()).toBeGreaterThan(0);
  });
});
