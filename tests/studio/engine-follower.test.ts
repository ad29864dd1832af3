import { describe, expect, it } from 'vitest';
import { fromDocument, toDocument } from '../../web/studio/src/document/document-shape';
import { EngineFollower, type EngineSink } from '../../web/studio/src/document/engine-follower';
import { History } from '../../web/studio/src/document/history';
import { scopeOf, targetKey } from '../../web/studio/src/document/params';
import { DocumentStore } from '../../web/studio/src/document/store';
import type { ParamTarget } from '../../worklet/src/client/studio-engine';
import { fromStored } from '../../worklet/src/params/param-values';
import { findParamSpec, paramSpecs } from '../../worklet/src/params/params.generated';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { ParamRecord, SessionDocument } from '../../worklet/src/session/session-document';
import { RandomPlayer, seededRandom } from './random-actions';

/** What an engine would be playing: the last document opened and the values sent since. */
class ReplaySink implements EngineSink {
  opens = 0;
  params = 0;
  values = new Map<string, number>();
  clips = '';

  constructor(readonly openTakesTurns: number) {}

  async open(document: SessionDocument): Promise<void> {
    ++this.opens;
    const snapshot = structuredClone(document);
    for (let i = 0; i < this.openTakesTurns; ++i) await Promise.resolve();
    this.values = valuesOf(snapshot);
    this.clips = soundOf(snapshot);
  }

  setParam(target: ParamTarget, key: string, value: number): void {
    ++this.params;
    expect(findParamSpec(scopeOf(target), key)).toBeDefined();
    const name = `${targetKey(target)}/${key}`;
    // An engine ignores a strip it does not have yet.
    if (this.values.has(name)) this.values.set(name, value);
  }
}

function valuesOf(document: SessionDocument): Map<string, number> {
  const values = new Map<string, number>();
  for (const spec of paramSpecs('session')) {
    values.set(`session/${spec.key}`, fromStored(spec, document.params[spec.key]));
  }
  for (const spec of paramSpecs('master')) {
    values.set(`master/${spec.key}`, fromStored(spec, document.master.params[spec.key]));
  }
  const write = (target: ParamTarget, params: ParamRecord) => {
    for (const spec of paramSpecs(scopeOf(target))) {
      values.set(`${targetKey(target)}/${spec.key}`, fromStored(spec, params[spec.key]));
    }
  };
  for (const { id, strip } of [...document.tracks, ...document.buses]) {
    write({ strip: id }, strip?.params ?? {});
    for (const { to, params } of strip?.sends ?? []) write({ strip: id, to }, params);
  }
  for (const { id, effect } of document.buses) {
    if (effect) write({ strip: id, effect: effect.kind }, effect.params);
  }
  return values;
}

/** Everything but parameters that is heard; summation is by id, so screen order is not. */
function soundOf(document: SessionDocument): string {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  const tracks = document.tracks.map(({ id, channels, delayMs, clips }) => ({
    id,
    channels,
    delayMs,
    clips,
  }));
  tracks.sort(byId);
  const routes = [...document.tracks, ...document.buses].map(({ id, strip }) => ({
    id,
    output: strip?.output ?? 'mix',
    sends: strip?.sends?.map(({ to }) => to) ?? [],
  }));
  routes.sort(byId);
  const effects = document.buses.map(({ id, effect }) => ({ id, kind: effect?.kind }));
  effects.sort(byId);
  const stems = document.stems.map(({ id, fileSha256 }) => ({ id, fileSha256 }));
  stems.sort((a, b) => (a.id < b.id ? -1 : 1));
  return JSON.stringify({ rate: document.sampleRate, tracks, routes, effects, stems });
}

function follow(seed: number, openTakesTurns: number) {
  const clock = { nowMs: 0 };
  const store = new DocumentStore(fromDocument(emptySession()));
  const history = new History(store, () => clock.nowMs);
  const sink = new ReplaySink(openTakesTurns);
  const errors: unknown[] = [];
  const follower = new EngineFollower(store, sink, (error) => errors.push(error));
  const player = new RandomPlayer(store, history, seededRandom(seed), clock);
  const check = async () => {
    await follower.settled();
    const document = toDocument(store);
    expect(sink.clips).toBe(soundOf(document));
    expect([...sink.values].sort()).toEqual([...valuesOf(document)].sort());
    expect([...follower.openedStrips].sort()).toEqual(
      [...store.session.trackIds, ...store.session.busIds].sort(),
    );
    expect(errors).toEqual([]);
  };
  return { store, history, sink, follower, player, check };
}

describe('engine follower', () => {
  it.each([0, 1, 7, 40])(
    'the engine ends where the document is when opening takes %i turns',
    async (turns) => {
      const { follower, history, player, sink, check } = follow(turns + 1, turns);
      await follower.reopen();
      const random = seededRandom(turns + 100);
      for (let i = 0; i < 3000; ++i) {
        player.move();
        if (random() < 0.15) history.undo();
        if (random() < 0.1) history.redo();
        if (random() < 0.3) await Promise.resolve();
        if (i % 300 === 0) await check();
      }
      await check();
      while (history.undo()) if (random() < 0.2) await Promise.resolve();
      await check();
      while (history.redo()) if (random() < 0.2) await Promise.resolve();
      await check();
      console.log(
        `[ figure ] engine_opens turns${turns} ${sink.opens}, values sent ${sink.params}`,
      );
    },
  );

  it('follows 10,000 random actions, all undone, all redone', async () => {
    const { follower, history, player, check } = follow(77, 3);
    await follower.reopen();
    for (let i = 0; i < 10000; ++i) player.move();
    await check();
    while (history.undo());
    await check();
    while (history.redo());
    await check();
  });

  it('says one value for one moved fader, and nothing for names, colours and order', async () => {
    const { store, sink, player, follower, check } = follow(3, 0);
    const random = seededRandom(4);
    for (const name of ['Kick.wav', 'Snare.wav']) {
      player.run('track.addFromStem', {
        stem: {
          name,
          frames: 10,
          channels: 1,
          sampleRate: 48000,
          fileSha256: name,
          nonFiniteSamples: 0,
        },
        batch: 'a',
        random,
      });
    }
    await follower.settled();
    expect(sink.opens).toBe(1);
    const track = store.session.trackIds[0] as string;
    player.run('param.set', { target: { strip: track }, key: 'fader.gainDb', value: -4.5 });
    expect(sink.params).toBe(1);
    player.run('strip.rename', { strip: track, name: 'Bass drum' });
    player.run('strip.colour', { strip: track, colour: '#112233' });
    player.run('track.move', { track, toIndex: 1 });
    player.run('session.rename', { name: 'Other' });
    await check();
    expect([sink.opens, sink.params]).toEqual([1, 1]);
    // Writing a default that was only implied changes nothing that is heard.
    player.run('param.reset', { target: { strip: track }, prefix: 'eq.' });
    expect(sink.params).toBe(1);
  });

  it('opens anew for what changes a latency, and only for that', async () => {
    const { store, sink, player, follower, check } = follow(3, 0);
    player.run('bus.add', { use: 'group', random: seededRandom(5) });
    await follower.settled();
    const target = { strip: store.session.busIds[1] as string };
    const set = async (key: string, value: number) => {
      player.run('param.set', { target, key, value });
      await check();
      return [sink.opens, sink.params];
    };
    // Off, the compressor takes no time, whatever its look-ahead.
    expect(await set('comp.lookAheadMs', 5)).toEqual([1, 1]);
    expect(await set('comp.on', 1)).toEqual([2, 1]);
    expect(await set('comp.ratio', 4)).toEqual([2, 2]);
    expect(await set('comp.lookAheadMs', 2)).toEqual([3, 2]);
    expect(await set('comp.on', 0)).toEqual([4, 2]);
    expect(await set('comp.lookAheadMs', 0)).toEqual([4, 3]);
    expect(await set('comp.on', 1)).toEqual([4, 4]);
  });

  it('sends the values of an effect, and opens anew for another kind of it', async () => {
    const { store, history, sink, player, check } = follow(3, 0);
    player.run('bus.add', { use: 'return', effect: 'delay', random: seededRandom(5) });
    await check();
    const bus = store.session.busIds[1] as string;
    const counts = async () => {
      await check();
      return [sink.opens, sink.params];
    };
    const set = (effect: 'reverb' | 'delay', key: string, value: number) =>
      player.run('param.set', { target: { strip: bus, effect }, key, value });
    set('delay', 'feedbackPercent', 55);
    expect(await counts()).toEqual([1, 1]);
    // It is no reverb: a control that stayed on the screen turns nothing.
    set('reverb', 'decaySeconds', 5);
    expect(await counts()).toEqual([1, 1]);
    player.run('effect.choose', { bus, kind: 'reverb' });
    expect(await counts()).toEqual([2, 1]);
    expect(store.find('bus', bus)?.effect).toEqual({ kind: 'reverb', params: {} });
    player.run('effect.choose', { bus, kind: 'reverb' });
    expect(await counts()).toEqual([2, 1]);
    history.undo();
    expect(await counts()).toEqual([3, 1]);
    expect(store.find('bus', bus)?.effect?.params).toEqual({ feedbackPercent: 55 });
    player.run('effect.choose', { bus, kind: null });
    expect(await counts()).toEqual([4, 1]);
    history.undo();
    history.undo();
    expect(store.find('bus', bus)?.effect?.params).toEqual({});
  });

  it('opens anew for another tempo, which echoes follow', async () => {
    const { store, sink, check } = follow(3, 0);
    store.transact((transaction) =>
      transaction.put({ ...store.session, tempo: [{ frame: 0, bpm: 97 }] }),
    );
    await check();
    expect(sink.opens).toBe(1);
  });

  it('opens anew for another order of stages, for saturation, and for a look-ahead that is on', async () => {
    const { store, sink, player, follower, check } = follow(3, 0);
    player.run('bus.add', { use: 'group', random: seededRandom(5) });
    await follower.settled();
    const target = { strip: store.session.busIds[1] as string };
    const opens = async (key: string, value: number) => {
      const before = sink.opens;
      player.run('param.set', { target, key, value });
      await check();
      return sink.opens - before;
    };
    for (let order = 1; order < 6; ++order) expect(await opens('order', order)).toBe(1);
    expect(await opens('order', 5)).toBe(0);
    expect(await opens('sat.driveDb', 12)).toBe(0);
    expect(await opens('sat.on', 1)).toBe(1);
    expect(await opens('sat.driveDb', 6)).toBe(0);
    // The gate's look-ahead is 0 ms by default, the de-esser's 1 ms.
    expect(await opens('gate.on', 1)).toBe(0);
    expect(await opens('gate.lookAheadMs', 2)).toBe(1);
    expect(await opens('deesser.on', 1)).toBe(1);
    expect(await opens('transient.on', 1)).toBe(0);
    expect(await opens('width.on', 1)).toBe(0);
  });

  it('reports an engine that cannot open and follows the next change all the same', async () => {
    const store = new DocumentStore(fromDocument(emptySession()));
    const errors: unknown[] = [];
    let fail = true;
    let opened = '';
    const follower = new EngineFollower(
      store,
      {
        open: async (document) => {
          if (fail) throw new Error('no device');
          opened = document.name;
        },
        setParam: () => {},
      },
      (error) => errors.push(error),
    );
    await follower.reopen();
    expect(errors).toHaveLength(1);
    fail = false;
    store.transact((transaction) =>
      transaction.put({ ...store.session, name: 'B', sampleRate: 44100 }),
    );
    await follower.settled();
    expect(opened).toBe('B');
  });
});
