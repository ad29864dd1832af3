import { describe, expect, it } from 'vitest';
import { fromDocument, toDocument } from '../../web/studio/src/document/document-shape';
import { History } from '../../web/studio/src/document/history';
import { DocumentStore } from '../../web/studio/src/document/store';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { RandomPlayer, seededRandom } from './random-actions';

function desk(seed: number) {
  const clock = { nowMs: 0 };
  const store = new DocumentStore(fromDocument(emptySession()));
  const history = new History(store, () => clock.nowMs);
  return {
    store,
    history,
    clock,
    player: new RandomPlayer(store, history, seededRandom(seed), clock),
  };
}

function withTracks(seed: number, count: number) {
  const parts = desk(seed);
  const random = seededRandom(seed + 1);
  for (let i = 0; i < count; ++i) {
    parts.player.run('track.addFromStem', {
      stem: {
        name: `Stem ${i}.wav`,
        frames: 48000,
        channels: 1,
        sampleRate: 48000,
        fileSha256: `${i}`.padStart(64, '0'),
        nonFiniteSamples: 0,
      },
      batch: 'first',
      random,
    });
  }
  parts.clock.nowMs += 10000;
  const track = parts.store.session.trackIds[0] as string;
  return { ...parts, track };
}

describe('history', () => {
  it.each([1, 2, 3])(
    '10,000 random actions undo to the start and redo to the end (seed %i)',
    (seed) => {
      const { store, history, player } = desk(seed);
      const start = toDocument(store);
      const along: SessionDocument[] = [];
      for (let i = 0; i < 10000; ++i) player.move();
      const end = toDocument(store);
      let steps = 0;
      while (history.undo()) {
        ++steps;
        if (steps % 500 === 0) along.push(toDocument(store));
      }
      expect(toDocument(store)).toEqual(start);
      let redone = 0;
      while (history.redo()) {
        ++redone;
        const undoneBefore = steps - redone;
        if (undoneBefore > 0 && undoneBefore % 500 === 0) {
          expect(toDocument(store)).toEqual(along[undoneBefore / 500 - 1]);
        }
      }
      expect(toDocument(store)).toEqual(end);
      expect(redone).toBe(steps);
      expect(steps).toBeGreaterThan(6000);
      console.log(`[ figure ] undo_steps seed${seed} ${steps} of 10000 actions`);
    },
  );

  it('one drag is one step, however many moves it makes', () => {
    const { store, history, player, track, clock } = withTracks(5, 1);
    const before = toDocument(store);
    history.begin('Drag');
    for (let i = 0; i < 50; ++i) {
      clock.nowMs += 900;
      player.run('param.set', { target: { strip: track }, key: 'fader.gainDb', value: -i * 0.1 });
    }
    history.commit();
    expect(store.find('track', track)?.params['fader.gainDb']).toBeCloseTo(-4.9, 6);
    history.undo();
    expect(toDocument(store)).toEqual(before);
  });

  it('Escape bails out of a drag and leaves no step behind', () => {
    const { store, history, player, track } = withTracks(6, 1);
    const before = toDocument(store);
    const label = history.undoLabel;
    history.begin('Drag');
    player.run('param.set', { target: { strip: track }, key: 'fader.gainDb', value: -20 });
    history.bail();
    expect(toDocument(store)).toEqual(before);
    expect(history.undoLabel).toBe(label);
    expect(history.redoLabel).toBeNull();
  });

  it('a drag that ends where it began is no step', () => {
    const { store, history, player, track } = withTracks(7, 1);
    const label = history.undoLabel;
    history.begin('Drag');
    player.run('param.set', { target: { strip: track }, key: 'pan.position', value: 40 });
    player.run('param.set', { target: { strip: track }, key: 'pan.position', value: 0 });
    history.commit();
    expect(history.undoLabel).toBe(label);
    expect(store.find('track', track)?.params).toEqual({});
  });

  it('a burst of keys on one control within a second of each other is one step', () => {
    const { store, history, player, track, clock } = withTracks(8, 2);
    const other = store.session.trackIds[1] as string;
    const nudge = (id: string, value: number, waitMs: number) => {
      clock.nowMs += waitMs;
      player.run('param.set', { target: { strip: id }, key: 'fader.gainDb', value });
    };
    nudge(track, -0.5, 0);
    nudge(track, -1, 399);
    nudge(track, -1.5, 399);
    nudge(track, -2, 1001);
    nudge(other, -3, 10);
    nudge(track, -2.5, 10);
    const value = (id: string) => store.find('track', id)?.params['fader.gainDb'];
    history.undo();
    expect([value(track), value(other)]).toEqual([-2, -3]);
    history.undo();
    expect([value(track), value(other)]).toEqual([-2, undefined]);
    history.undo();
    expect(value(track)).toBe(-1.5);
    history.undo();
    expect(value(track)).toBeUndefined();
  });

  it('stems of one drop leave together', () => {
    const { store, history } = withTracks(9, 5);
    expect(store.session.trackIds).toHaveLength(5);
    history.undo();
    expect(store.session.trackIds).toHaveLength(0);
    expect([...store.records()].map((record) => record.kind).sort()).toEqual([
      'bus',
      'master',
      'session',
    ]);
  });

  it('a change after an undo forgets what was undone', () => {
    const { history, player, track } = withTracks(10, 1);
    player.run('param.set', { target: { strip: track }, key: 'fader.gainDb', value: -3 });
    history.undo();
    expect(history.redoLabel).toBe('Stem 0 fader');
    player.run('param.toggle', { target: { strip: track }, key: 'mute' });
    expect(history.redoLabel).toBeNull();
  });

  it('a transaction that throws takes everything back', () => {
    const { store } = withTracks(11, 2);
    const before = toDocument(store);
    expect(() =>
      store.transact((transaction) => {
        transaction.remove(`track:${store.session.trackIds[0]}`);
        transaction.put({ ...store.session, name: 'Half' });
        throw new Error('part-way');
      }),
    ).toThrow('part-way');
    expect(toDocument(store)).toEqual(before);
  });

  it('documents come out of the store as they went in', () => {
    const { store, player } = desk(12);
    for (let i = 0; i < 400; ++i) player.move();
    const document = toDocument(store);
    document.stems[0]!.path = 'stems/a.wav';
    document.tracks[0]!.clips[0]!.gainDb = -2;
    document.tracks[0]!.clips[0]!.fadeOutFrames = 480;
    document.tempo.push({ frame: 96000, bpm: 90 });
    const again = new DocumentStore(fromDocument(JSON.parse(JSON.stringify(document))));
    expect(toDocument(again)).toEqual(document);
  });
});
