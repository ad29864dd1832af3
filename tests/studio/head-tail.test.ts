// What of the song is delivered, as the page changes it: within the song whatever
// becomes of its clips, one undo step a change, the same through document and link.
import { expect, test } from 'vitest';
import { runDocumentAction } from '../../web/studio/src/document/action';
import {
  type DocumentActionArgs,
  type DocumentActionId,
  documentActions,
} from '../../web/studio/src/document/actions';
import {
  clipsEnd,
  fromDocument,
  songFrames,
  toDocument,
} from '../../web/studio/src/document/document-shape';
import { effectOf } from '../../web/studio/src/document/engine-follower';
import { deliveredFrames, deliveredRange } from '../../web/studio/src/document/head-tail';
import { History } from '../../web/studio/src/document/history';
import { DocumentStore } from '../../web/studio/src/document/store';
import { decodeLink, encodeLink } from '../../web/studio/src/link/settings-link';
import { mixKey } from '../../worklet/src/render/mix-key';
import { compileSession } from '../../worklet/src/session/compiled-session';
import { emptySession } from '../../worklet/src/session/empty-session';
import { newFiles } from '../wasm-core/bindings/engine-fixture';
import { hashOf, RandomPlayer, seededRandom } from './random-actions';

/** A song of 100,000 frames. */
function desk() {
  const store = new DocumentStore(fromDocument(emptySession({ name: 'T', sampleRate: 48000 })));
  const clock = { nowMs: 0 };
  const history = new History(store, () => clock.nowMs);
  const run = <Id extends DocumentActionId>(id: Id, args: DocumentActionArgs<Id>) => {
    clock.nowMs += 10_000;
    return runDocumentAction(store, history, documentActions[id] as never, args as never);
  };
  const random = seededRandom(5);
  run('track.addFromStem', {
    stem: {
      name: 'a.wav',
      frames: 100_000,
      channels: 2,
      sampleRate: 48000,
      fileSha256: hashOf(random),
    },
    batch: 'b',
    random,
  } as DocumentActionArgs<'track.addFromStem'>);
  const clip = store.find('track', store.session.trackIds[0]!)!.clipIds[0]!;
  return { store, history, run, clip, headTail: () => store.master.headTail };
}

test('markers and fades stay within the song, and what stands at its default is left out', () => {
  const { run, headTail } = desk();
  run('headTail.start', { frame: 5_000.4 });
  run('headTail.end', { frame: 90_000 });
  run('headTail.fade', { side: 'in', frames: 1_000_000 });
  expect(headTail()).toEqual({ startFrame: 5000, endFrame: 90_000, fadeInFrames: 85_000 });
  run('headTail.curve', { side: 'in', curve: 'sCurve' });
  run('headTail.end', { frame: 6_000 });
  expect(headTail()).toEqual({
    startFrame: 5000,
    endFrame: 6000,
    fadeInFrames: 1000,
    fadeInCurve: 'sCurve',
  });
  run('headTail.start', { frame: 7_000 });
  expect(headTail()?.startFrame).toBe(5999);
  run('headTail.fade', { side: 'in', frames: 0 });
  run('headTail.start', { frame: -3 });
  run('headTail.silence', { side: 'after', frames: 1e12 });
  expect(headTail()).toEqual({ endFrame: 6000, silenceAfterFrames: 11_520_000 });
  run('headTail.silence', { side: 'after', frames: 0 });
  run('headTail.end', { frame: 100_000 });
  expect(headTail(), 'at the end of the last clip there is no marker').toBeUndefined();
});

test('an end behind the last clip makes the song longer, and the file with it', () => {
  const { store, run, headTail } = desk();
  run('headTail.end', { frame: 148_000 });
  run('headTail.silence', { side: 'before', frames: 24_000 });
  expect([clipsEnd(store), songFrames(store)]).toEqual([100_000, 148_000]);
  expect(deliveredFrames(headTail()!, clipsEnd(store))).toBe(172_000);
  expect(deliveredRange(headTail()!, 100_000)).toEqual({ startFrame: 0, endFrame: 148_000 });
});

test('a song that becomes shorter takes its head and tail along, and undo brings both back', () => {
  const { store, history, run, clip, headTail } = desk();
  run('headTail.start', { frame: 60_000 });
  run('headTail.fade', { side: 'out', frames: 30_000 });
  const before = headTail();
  run('clip.trimEnd', { clip, frame: 80_000 });
  expect(headTail()).toEqual({ startFrame: 60_000, fadeOutFrames: 20_000 });
  run('clip.trimEnd', { clip, frame: 50_000 });
  expect(headTail()).toEqual({ fadeOutFrames: 20_000 });
  history.undo();
  history.undo();
  expect(headTail()).toEqual(before);
  expect(clipsEnd(store)).toBe(100_000);
});

test('each change is one undo step, and a run of the same is one', () => {
  const { store, history, headTail } = desk();
  const run = (frame: number) =>
    runDocumentAction(store, history, documentActions['headTail.start'], { frame });
  for (const frame of [100, 200, 300]) run(frame);
  expect(headTail()).toEqual({ startFrame: 300 });
  history.undo();
  expect(headTail()).toBeUndefined();
  history.redo();
  expect(headTail()).toEqual({ startFrame: 300 });
});

test('document and link hold it, and the mix is not rendered anew for it', () => {
  const { store, run } = desk();
  const plain = toDocument(store);
  expect(plain.master).toEqual({ params: {} });
  const diff = run('headTail.start', { frame: 4_800 });
  expect([...diff.values()].map(effectOf)).toEqual(['structure']);
  run('headTail.fade', { side: 'out', frames: 9_600 });
  run('headTail.curve', { side: 'out', curve: 'equalPower' });
  const document = toDocument(store);
  expect(toDocument(new DocumentStore(fromDocument(document)))).toEqual(document);
  expect(document.master.headTail).toEqual({
    startFrame: 4800,
    fadeOutFrames: 9600,
    fadeOutCurve: 'equalPower',
  });
  expect(mixKey(document)).toBe(mixKey(plain));
  const linked = decodeLink(encodeLink(document));
  expect('json' in linked && JSON.parse(linked.json).master).toEqual(document.master);
});

test('whatever is done, the engine’s loader takes the document and has the same length', () => {
  const files = newFiles();
  let moves = 0;
  for (let seed = 1; seed <= 6; ++seed) {
    const store = new DocumentStore(fromDocument(emptySession({ name: 'T', sampleRate: 48000 })));
    const clock = { nowMs: 0 };
    const history = new History(store, () => clock.nowMs);
    const player = new RandomPlayer(store, history, seededRandom(seed), clock);
    for (let move = 0; move < 150; ++move, ++moves) {
      if (move % 3 === 0) player.changeHeadTail();
      else if (move % 3 === 1) player.changeClip();
      else player.move();
      if (move % 7 === 0) history.undo();
      const { faults } = compileSession(files, JSON.stringify(toDocument(store)));
      expect(faults).toEqual([]);
    }
  }
  expect(moves).toBe(900);
});
