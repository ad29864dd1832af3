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
import { copyToHeap } from '../../../worklet/src/engine/instantiate';
import { busySession, compiledEngine, gluePath, newEngine, wasmPath } from './engine-fixture';

const noHash = () => '0'.repeat(64);

function prepareLive(engine: EngineModule, json: string, maxQuantum = 128) {
  const host = new engine.LiveHost();
  const bytes = new TextEncoder().encode(json);
  const pointer = copyToHeap(engine, bytes);
  const faults = host.prepare(pointer, bytes.length, maxQuantum);
  engine.release(pointer);
  return { host, faults };
}

describe('the module', () => {
  it('is under 150 kB gzipped, glue and all', () => {
    const wasm = gzipSync(readFileSync(wasmPath), { level: 9 }).length;
    const glue = gzipSync(readFileSync(gluePath), { level: 9 }).length;
    console.log(`[ figure ] engine .wasm ${wasm} + glue ${glue} = ${wasm + glue} bytes gzipped`);
    expect(wasm + glue).toBeLessThan(150_000);
  });

  it('comes up and plays in a scope with nothing but the language', () => {
    // As in an AudioWorklet: no TextDecoder, URL, fetch, performance, crypto, self or timers.
    const scope = createContext({ compiled: compiledEngine() });
    const source = readFileSync(gluePath, 'utf8').replace(
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
    const { host, faults } = prepareLive(engine, json);
    expect(faults, faults ? host.faults() : '').toBe(0);
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
    const { host: bad, faults: count } = prepareLive(engine, '{"name": "é"}');
    expect(count).toBeGreaterThan(0);
    expect(JSON.parse(bad.faults()).length).toBe(count);
  });

  it('mentions nothing that worklets lack outside a guard', () => {
    const glue = readFileSync(gluePath, 'utf8');
    for (const name of ['fetch(', 'new URL', 'import.meta', 'eval(', 'new Function']) {
      expect(glue.includes(name), name).toBe(false);
    }
  });

  it('holds the largest session: 128 stereo tracks, live and offline', () => {
    const { json } = busySession(5000, noHash);
    const document = JSON.parse(json);
    const [track] = document.tracks.filter((t: { channels: number }) => t.channels === 2);
    document.tracks = Array.from({ length: kMaxTracks }, (_, i) => ({
      ...track,
      id: `t${i}`,
      clips: [{ ...track.clips[0], id: `c${i}` }],
    }));
    const largest = JSON.stringify(document);
    const engine = newEngine();
    const { host, faults } = prepareLive(engine, largest, 4096);
    expect(faults, faults ? host.faults() : '').toBe(0);
    host.warmUp(8);
    expect(host.trackCount()).toBe(kMaxTracks);
    expect(host.meterLength()).toBe(
      MeterLayout.firstStrip + (kMaxTracks + 1) * MeterLayout.stripLength,
    );
    const renderer = new engine.OfflineRenderer();
    expect(renderer.prepare(largest, 8192)).toBe('[]');
    // What is left beside both of them.
    let free = 0;
    while (engine.allocate(1 << 20) !== 0) free++;
    console.log(`[ figure ] heap left beside 128 stereo tracks live and offline: ${free} MB of 64`);
    expect(free).toBeGreaterThan(4);
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
    const engine = newEngine();
    const { json } = busySession(5000, noHash);
    expect(engine.checkSession(json)).toBe('[]');
    expect(engine.checkSession(new TextEncoder().encode(json))).toBe('[]');
    const document = JSON.parse(json);
    document.sampleRate = 'fast';
    document.tracks[1].strip.params['fader.gainDb'] = 'loud';
    const faults = JSON.parse(engine.checkSession(JSON.stringify(document)));
    expect(faults.map((f: { pointer: string }) => f.pointer).sort()).toEqual([
      '/sampleRate',
      '/tracks/1/strip/params/fader.gainDb',
    ]);
    for (const hostile of ['', '{', '[['.repeat(5000), '1e999', '\u0000']) {
      expect(JSON.parse(engine.checkSession(hostile)).length).toBeGreaterThan(0);
    }
  });
});
