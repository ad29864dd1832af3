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
import { compileSession, prepareSession } from '../../../worklet/src/session/compiled-session';
import {
  builtPaths,
  busySession,
  compiledEngine,
  compiledSession,
  newEngine,
  newFiles,
} from './engine-fixture';

const noHash = () => '0'.repeat(64);

function gzippedBytes(name: 'engine' | 'files'): number {
  const { glue, wasm } = builtPaths(name);
  const [module, script] = [wasm, glue].map(
    (path) => gzipSync(readFileSync(path), { level: 9 }).length,
  ) as [number, number];
  console.log(`[ figure ] ${name} .wasm ${module} + glue ${script} = ${module + script} B gzipped`);
  return module + script;
}

function prepareLive(engine: EngineModule, json: string, maxQuantum = 128) {
  const host = new engine.LiveHost();
  prepareSession(engine, host, compiledSession(json), maxQuantum);
  return host;
}

describe('the module', () => {
  it('is under 150 kB gzipped, glue and all', () => {
    expect(gzippedBytes('engine')).toBeLessThan(150_000);
  });

  it('has what reads documents and stems beside it in less than 100 kB', () => {
    expect(gzippedBytes('files')).toBeLessThan(100_000);
  });

  it('comes up and plays in a scope with nothing but the language', () => {
    // As in an AudioWorklet: no TextDecoder, URL, fetch, performance, crypto, self or timers.
    const scope = createContext({ compiled: compiledEngine() });
    const source = readFileSync(builtPaths('engine').glue, 'utf8').replace(
      /export default (\w+);?/,
      'globalThis.createEngine = $1;',
    );
    runInContext(source, scope);
    expect(runInContext('typeof TextDecoder + typeof URL + typeof performance', scope)).toBe(
      'undefined'.repeat(3),
    );
    const engine: EngineModule = runInContext(
      `createEngine({
        instantiateWasm(imports, receive) {
          const instance = new WebAssembly.Instance(compiled, imports);
          receive(instance, compiled);
          return instance.exports;
        },
        locateFile: (path) => path,
      })`,
      scope,
    );
    const { json } = busySession(5000, noHash);
    const host = prepareLive(engine, json);
    const input = host.input(0, 0) / 4;
    engine.HEAPF32.fill(0.25, input, input + kBlockFrames);
    host.play();
    let loudest = 0;
    for (let i = 0; i < 20; i++) {
      while (host.needsBlock(128)) host.processBlock(true);
      host.pull(128);
      const tap = host.tap(0) / 4;
      for (const x of engine.HEAPF32.subarray(tap, tap + 128))
        loudest = Math.max(loudest, Math.abs(x));
    }
    expect(loudest).toBeGreaterThan(0.05);
  });

  it('mentions nothing that worklets lack outside a guard', () => {
    const glue = readFileSync(builtPaths('engine').glue, 'utf8');
    for (const name of ['fetch(', 'new URL', 'import.meta', 'eval(', 'new Function']) {
      expect(glue.includes(name), name).toBe(false);
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
    const largest = JSON.stringify(document);
    const live = newEngine();
    const host = prepareLive(live, largest, 4096);
    host.warmUp(8);
    expect(host.trackCount()).toBe(kMaxTracks);
    expect(host.meterLength()).toBe(
      MeterLayout.firstStrip + (kMaxTracks + 9) * MeterLayout.stripLength,
    );
    const offline = newEngine();
    prepareSession(offline, new offline.OfflineRenderer(), compiledSession(largest), 8192);
    // What is left beside each of them, in heaps of their own as on the page.
    for (const [what, engine] of Object.entries({ live, offline })) {
      let free = 0;
      while (engine.allocate(1 << 20) !== 0) free++;
      console.log(`[ figure ] heap left beside the largest session ${what}: ${free} MB of 192`);
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
    const host = new engine.LiveHost();
    for (const bytes of [new Uint8Array(0), compiled.slice(0, -1), compiled.slice(8)]) {
      expect(() => prepareSession(engine, host, bytes, 128)).toThrow(/different versions/);
    }
    prepareSession(engine, host, compiled, 128);
    expect(host.trackCount()).toBe(5);
  });
});
