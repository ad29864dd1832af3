// Actions on clips: each does what it says within the limits of stem and song,
// and is one step of undo that leaves no trace.
import { describe, expect, it } from 'vitest';
import { runDocumentAction } from '../../web/studio/src/document/action';
import {
  type DocumentActionArgs,
  type DocumentActionId,
  documentActions,
} from '../../web/studio/src/document/actions';
import { endOf, MAX_GAIN_POINTS } from '../../web/studio/src/document/clips';
import { fromDocument, songFrames, toDocument } from '../../web/studio/src/document/document-shape';
import { History } from '../../web/studio/src/document/history';
import type { ClipRecord } from '../../web/studio/src/document/records';
import { DocumentStore } from '../../web/studio/src/document/store';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { ClipDocument } from '../../worklet/src/session/session-document';
import { hashOf, seededRandom } from './random-actions';

const kRate = 48000;

/** Two stems of 10,000 frames; `clips` are on the first track, the second is empty. */
function desk(...clips: Partial<ClipDocument>[]) {
  const random = seededRandom(9);
  const document = emptySession();
  for (const id of ['kick', 'vocal']) {
    const strip = { output: 'mix', params: {}, sends: [] };
    document.tracks.push({ id, name: id, colour: '#f08a7d', channels: 1, clips: [], strip });
    document.stems.push({
      id: `${id}-stem`,
      name: `${id}.wav`,
      frames: 10000,
      channels: 1,
      sampleRate: kRate,
      fileSha256: hashOf(random),
    });
  }
  document.tracks[0]!.clips = clips.map((clip, i) => ({
    id: `c${i}`,
    stem: 'kick-stem',
    sourceFrame: 0,
    frames: 10000,
    startFrame: 0,
    ...clip,
  }));
  const store = new DocumentStore(fromDocument(document));
  const history = new History(store);
  const run = <Id extends DocumentActionId>(id: Id, args: DocumentActionArgs<Id>) =>
    // An id and its arguments belong together by the signature.
    runDocumentAction(store, history, documentActions[id] as never, args as never);
  const clip = (id = 'c0') => store.find('clip', id) as ClipRecord;
  const ids = (track = 'kick') => store.find('track', track)?.clipIds ?? [];
  return { document, store, history, run, clip, ids, random };
}

/** Runs one action and takes it back. */
function undoes<Id extends DocumentActionId>(
  from: ReturnType<typeof desk>,
  id: Id,
  args: DocumentActionArgs<Id>,
): void {
  const { store, history, run } = from;
  const before = toDocument(store);
  const steps = () => {
    let count = 0;
    while (history.undo()) ++count;
    return count;
  };
  steps();
  run(id, args);
  const after = toDocument(store);
  expect(after, id).not.toEqual(before);
  expect(steps(), `${id} steps`).toBe(1);
  expect(toDocument(store), `${id} undone`).toEqual(before);
  history.redo();
  expect(toDocument(store), `${id} redone`).toEqual(after);
  history.undo();
}

describe('a clip', () => {
  it('is changed in one step of undo by every action', () => {
    const line = [{ sourceFrame: 100, gainDb: -3 }];
    const from = desk({ frames: 6000, gainLine: line, fadeInFrames: 10 }, { startFrame: 5000 });
    const { random } = from;
    const clip = 'c0';
    undoes(from, 'clip.split', { clip, frame: 2000, random });
    undoes(from, 'clip.trimStart', { clip, frame: 1000 });
    undoes(from, 'clip.trimEnd', { clip, frame: 9000 });
    undoes(from, 'clip.move', { clip, startFrame: 4000 });
    undoes(from, 'clip.move', { clip, startFrame: 4000, track: 'vocal' });
    undoes(from, 'clip.duplicate', { clip, random });
    undoes(from, 'clip.delete', { clip });
    undoes(from, 'clip.mute', { clip });
    undoes(from, 'clip.gain', { clip, gainDb: -4.5 });
    undoes(from, 'clip.fade', { clip, side: 'out', frames: 480 });
    undoes(from, 'clip.fadeCurve', { clip, side: 'in', curve: 'sCurve' });
    undoes(from, 'clip.crossFade', { clip });
    undoes(from, 'clip.addPoint', { clip, sourceFrame: 400, gainDb: 2 });
    undoes(from, 'clip.movePoint', { clip, index: 0, sourceFrame: 50, gainDb: 2 });
    undoes(from, 'clip.removePoint', { clip, index: 0 });
    undoes(from, 'clip.clearLine', { clip });
    undoes(from, 'track.delay', { track: 'kick', delayMs: -12.5 });
  });

  it('put back by hand leaves no trace in the document', () => {
    const { document, run, store } = desk({});
    const clip = 'c0';
    run('clip.gain', { clip, gainDb: 6 });
    run('clip.gain', { clip, gainDb: 0 });
    run('clip.mute', { clip });
    run('clip.mute', { clip });
    run('clip.fade', { clip, side: 'in', frames: 100 });
    run('clip.fadeCurve', { clip, side: 'in', curve: 'slow' });
    run('clip.fade', { clip, side: 'in', frames: 0 });
    run('clip.addPoint', { clip, sourceFrame: 1, gainDb: 1 });
    run('clip.removePoint', { clip, index: 0 });
    run('track.delay', { track: 'kick', delayMs: 5 });
    run('track.delay', { track: 'kick', delayMs: 0 });
    // The second stem, which nothing plays, is not the clips' business.
    expect(toDocument(store)).toEqual(document);
  });

  it('is split only inside, with fades where they belong', () => {
    const { run, ids, clip, random, history } = desk({
      startFrame: 1000,
      frames: 8000,
      sourceFrame: 500,
      fadeInFrames: 1000,
      fadeOutFrames: 2000,
      fadeOutCurve: 'equalPower',
    });
    for (const frame of [0, 1000, 9000, 20000]) {
      run('clip.split', { clip: 'c0', frame, random });
      expect(ids()).toEqual(['c0']);
    }
    run('clip.split', { clip: 'c0', frame: 4000.4, random });
    const right = clip(ids()[1]);
    expect(clip()).toEqual({
      kind: 'clip',
      id: 'c0',
      stem: 'kick-stem',
      startFrame: 1000,
      frames: 3000,
      sourceFrame: 500,
      fadeInFrames: 1000,
    });
    expect(right).toEqual({
      kind: 'clip',
      id: right.id,
      stem: 'kick-stem',
      startFrame: 4000,
      frames: 5000,
      sourceFrame: 3500,
      fadeOutFrames: 2000,
      fadeOutCurve: 'equalPower',
    });
    history.undo();
    run('clip.split', { clip: 'c0', frame: 1600, random });
    expect(clip().fadeInFrames).toBe(1000);
    expect(clip(ids()[1])).toMatchObject({ fadeInFrames: 1000, fadeInCutFrames: 600 });
  });

  it('is trimmed as far as its stem and the song go, and takes its fade along', () => {
    const { run, clip } = desk({
      startFrame: 300,
      frames: 2000,
      sourceFrame: 500,
      fadeInFrames: 400,
      fadeOutFrames: 1900,
    });
    run('clip.trimStart', { clip: 'c0', frame: -9999 });
    expect(clip()).toMatchObject({ startFrame: 0, sourceFrame: 200, frames: 2300 });
    run('clip.trimStart', { clip: 'c0', frame: 1300 });
    expect(clip()).toMatchObject({
      startFrame: 1300,
      sourceFrame: 1500,
      frames: 1000,
      fadeInFrames: 400,
      fadeOutFrames: 1000,
    });
    run('clip.trimEnd', { clip: 'c0', frame: 99999 });
    expect(clip().sourceFrame + clip().frames).toBe(10000);
    run('clip.trimEnd', { clip: 'c0', frame: -5 });
    expect(clip()).toMatchObject({ startFrame: 1300, frames: 1, fadeInFrames: 1 });
  });

  it('that is the last to play its stem takes the stem along, and undo brings both back', () => {
    const { run, ids, store, history } = desk({}, { startFrame: 10000 });
    run('clip.delete', { clip: 'c1' });
    expect(store.find('stem', 'kick-stem')).toBeDefined();
    run('clip.delete', { clip: 'c0' });
    expect(ids()).toEqual([]);
    expect(store.session.stemIds).toEqual(['vocal-stem']);
    history.undo();
    expect(store.session.stemIds).toEqual(['kick-stem', 'vocal-stem']);
    expect(ids()).toEqual(['c0']);
  });

  it('is cross-faded over the span it shares with the next: at equal power', () => {
    const { run, clip } = desk(
      { frames: 6000 },
      { startFrame: 5000, sourceFrame: 100, frames: 4000 },
    );
    run('clip.crossFade', { clip: 'c0' });
    expect(clip('c0')).toMatchObject({ fadeOutFrames: 1000, fadeOutCurve: 'equalPower' });
    expect(clip('c1')).toMatchObject({ fadeInFrames: 1000, fadeInCurve: 'equalPower' });
  });

  it('that only touches the next is drawn over it; the same sound at equal gain', () => {
    const { run, clip } = desk(
      { frames: 5000 },
      { startFrame: 5000, sourceFrame: 5000, frames: 5000 },
    );
    run('clip.crossFade', { clip: 'c0' });
    expect(endOf(clip('c0'))).toBe(5480);
    expect(clip('c1')).toMatchObject({ startFrame: 4520, sourceFrame: 4520, fadeInFrames: 960 });
    expect(clip('c0').fadeOutFrames).toBe(960);
    expect(clip('c0').fadeOutCurve).toBeUndefined();
    // Nothing to draw from beyond either edge, and nothing next.
    const whole = desk({}, { startFrame: 10000 });
    expect(whole.run('clip.crossFade', { clip: 'c0' }).size).toBe(0);
    expect(whole.run('clip.crossFade', { clip: 'c1' }).size).toBe(0);
  });

  it('keeps its gain line in order, in the clip, in range, and within the limit', () => {
    const { run, clip } = desk({ sourceFrame: 1000, frames: 4000 });
    const add = (sourceFrame: number, gainDb: number) =>
      run('clip.addPoint', { clip: 'c0', sourceFrame, gainDb });
    add(3000, -99);
    add(2000, 99);
    add(0, 1);
    add(2000.3, 3.14499);
    expect(clip().gainLine).toEqual([
      { sourceFrame: 1000, gainDb: 1 },
      { sourceFrame: 2000, gainDb: 3.14 },
      { sourceFrame: 3000, gainDb: -60 },
    ]);
    run('clip.movePoint', { clip: 'c0', index: 1, sourceFrame: 9000, gainDb: 0 });
    expect(clip().gainLine?.[1]).toEqual({ sourceFrame: 2999, gainDb: 0 });
    run('clip.movePoint', { clip: 'c0', index: 1, sourceFrame: 0, gainDb: 0 });
    expect(clip().gainLine?.[1]).toEqual({ sourceFrame: 1001, gainDb: 0 });
    for (let i = 0; i < 1100; ++i) add(1002 + i, 0);
    expect(clip().gainLine?.length).toBe(MAX_GAIN_POINTS);
  });

  it('lengthens the song with its track’s delay, and does not shorten it', () => {
    const { run, store } = desk({});
    expect(songFrames(store)).toBe(10000);
    run('track.delay', { track: 'kick', delayMs: 33.333 });
    expect(songFrames(store)).toBe(10000 + 1600);
    run('track.delay', { track: 'kick', delayMs: -999 });
    expect(store.find('track', 'kick')?.delayMs).toBe(-100);
    expect(songFrames(store)).toBe(10000);
  });
});
