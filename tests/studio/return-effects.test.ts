// How the page reads effects: note lengths as the engine has them, echoes and
// tails as they are drawn, and the actions that choose an effect or a tempo.
import { describe, expect, it } from 'vitest';
import {
  echoesOf,
  effectTimeOf,
  noteFrames,
  reverbTailOf,
  tempoMarkAt,
} from '../../web/studio/src/audio/return-effects';
import { runDocumentAction } from '../../web/studio/src/document/action';
import {
  type DocumentActionArgs,
  type DocumentActionId,
  documentActions,
} from '../../web/studio/src/document/actions';
import { paramLabel } from '../../web/studio/src/document/actions/param-actions';
import { fromDocument, toDocument } from '../../web/studio/src/document/document-shape';
import { History } from '../../web/studio/src/document/history';
import { DocumentStore } from '../../web/studio/src/document/store';
import { emptySession } from '../../worklet/src/session/empty-session';
import { seededRandom } from './random-actions';

describe('note lengths', () => {
  // The same table as the engine's, tests/wasm-core/console/return_effect_test.cpp.
  it.each([
    ['1/4', 'straight', 120, 24000, 0],
    ['1/8', 'dotted', 92.5, 23351, 0],
    ['1/2', 'triplet', 140.3, 27370, 0],
    ['1/1', 'straight', 300, 38400, 0],
    ['1/64', 'straight', 77.7, 2317, 0],
    ['1/1', 'straight', 30, 192000, 1],
    ['1/1', 'dotted', 20, 108000, 3],
  ] as const)('%s %s at %d BPM is %d frames', (note, noteFeel, bpm, frames, halvings) => {
    const time = effectTimeOf('delay', { note, noteFeel }, bpm, 48000);
    expect(Math.round(time.ms * 48)).toBe(frames);
    expect(time).toMatchObject({ synced: true, halvings });
  });

  it('rounds to the nearest frame, halves upwards', () => {
    expect(noteFrames(4, 'straight', 120, 44100)).toBe(22050);
    expect(noteFrames(64, 'straight', 120, 44100)).toBe(1378);
    expect(noteFrames(32, 'straight', 120, 44100)).toBe(2756);
    expect(noteFrames(8, 'straight', 120, 22050)).toBe(5513);
  });

  it('a free delay has the time it is set to', () => {
    const time = effectTimeOf('delay', { tempoSync: false, timeMs: 81.5 }, 20, 48000);
    expect(time).toEqual({ synced: false, ms: 81.5, halvings: 0 });
  });

  it("a reverb's pre-delay is a note too where it follows the tempo, within 250 ms", () => {
    const params = { tempoSync: true, note: '1/4' };
    expect(effectTimeOf('reverb', params, 120, 48000)).toEqual({
      synced: true,
      ms: 250,
      halvings: 1,
    });
    expect(effectTimeOf('reverb', { preDelayMs: 33 }, 120, 48000).ms).toBe(33);
  });

  it('the tempo is that of the last mark not behind', () => {
    const tempo = [
      { frame: 0, bpm: 90 },
      { frame: 1000, bpm: 120 },
    ];
    expect([0, 999, 1000, 1e12].map((frame) => tempoMarkAt(tempo, frame).bpm)).toEqual([
      90, 90, 120, 120,
    ]);
  });
});

describe('pictures', () => {
  it('echoes repeat by the feedback, on the sides of the mode', () => {
    const half = { feedbackPercent: 50 };
    expect(echoesOf(half, 100, 0.2)).toEqual([
      { ms: 100, left: 1, right: 1 },
      { ms: 200, left: 0.5, right: 0.5 },
      { ms: 300, left: 0.25, right: 0.25 },
    ]);
    expect(echoesOf({ ...half, mode: 'pingPong', rightOffsetPercent: 10 }, 100, 0.2)).toEqual([
      { ms: 100, left: 1, right: 0 },
      { ms: 210, left: 0, right: 0.5 },
      { ms: 310, left: 0.25, right: 0 },
    ]);
    expect(echoesOf({ feedbackPercent: 0, rightOffsetPercent: -20 }, 100, 0.2)).toEqual([
      { ms: 100, left: 1, right: 0 },
      { ms: 80, left: 0, right: 1 },
    ]);
    expect(echoesOf({ ...half, mode: 'mono', rightOffsetPercent: 10 }, 100, 0.4)).toHaveLength(2);
    expect(echoesOf({ feedbackPercent: 100 }, 1, 0.2).length).toBeLessThanOrEqual(64);
  });

  it('a tail is as long as each part of the spectrum rings', () => {
    const tail = reverbTailOf({ decaySeconds: 4, lowRatio: 1.5, highRatio: 0.25 }, 30);
    expect(tail).toEqual({ preDelayMs: 30, lowSeconds: 6, midSeconds: 4, highSeconds: 1 });
  });
});

describe('actions', () => {
  function desk() {
    const store = new DocumentStore(fromDocument(emptySession()));
    const history = new History(store);
    const run = <Id extends DocumentActionId>(id: Id, args: DocumentActionArgs<Id>) =>
      // An id and its arguments belong together by the signature.
      runDocumentAction(store, history, documentActions[id] as never, args as never);
    const random = seededRandom(9);
    return { store, history, run, random };
  }

  it('new returns have the effect asked for, and say so in their names', () => {
    const { store, history, run, random } = desk();
    run('bus.add', { use: 'return', effect: 'reverb', random });
    expect(history.undoLabel).toBe('Add a reverb');
    run('bus.add', { use: 'return', effect: 'delay', random });
    run('bus.add', { use: 'return', effect: 'reverb', random });
    run('bus.add', { use: 'return', random });
    // A group has none, whatever was asked.
    run('bus.add', { use: 'group', effect: 'delay', random });
    expect(toDocument(store).buses.map(({ name, effect }) => [name, effect?.kind])).toEqual([
      [undefined, undefined],
      ['Reverb 1', 'reverb'],
      ['Delay 1', 'delay'],
      ['Reverb 2', 'reverb'],
      ['Return 1', undefined],
      ['Group 1', undefined],
    ]);
    const bus = store.session.busIds[1] as string;
    const target = { strip: bus, effect: 'reverb' } as const;
    expect(paramLabel(store, target, 'dampingHz')).toBe('Reverb 1 reverb damping');
  });

  it('an effect is for returns only, and goes through a document and back', () => {
    const { store, run, random } = desk();
    run('bus.add', { use: 'group', random });
    run('bus.add', { use: 'return', effect: 'delay', random });
    const [, group, delay] = store.session.busIds as [string, string, string];
    run('effect.choose', { bus: group, kind: 'reverb' });
    run('effect.choose', { bus: 'mix', kind: 'reverb' });
    expect(store.find('bus', group)?.effect).toBeNull();
    const target = { strip: delay, effect: 'delay' } as const;
    run('param.set', { target, key: 'noteFeel', value: 2 });
    run('param.toggle', { target, key: 'tempoSync' });
    const document = toDocument(store);
    expect(document.buses[2]?.effect).toEqual({
      kind: 'delay',
      params: { noteFeel: 'triplet', tempoSync: false },
    });
    const again = new DocumentStore(fromDocument(structuredClone(document)));
    expect(toDocument(again)).toEqual(document);
    run('param.reset', { target, prefix: '' });
    expect(toDocument(store).buses[2]?.effect).toEqual({ kind: 'delay', params: {} });
  });

  it('a tempo replaces that of its mark, and what is none changes nothing', () => {
    const { store, history, run } = desk();
    for (const bpm of [Number.NaN, 0, 9.9, 1001]) run('session.tempo', { frame: 0, bpm });
    expect(history.undoLabel).toBeNull();
    run('session.tempo', { frame: 0, bpm: 87.25 });
    expect(store.session.tempo).toEqual([{ frame: 0, bpm: 87.25 }]);
    history.undo();
    expect(store.session.tempo).toEqual([{ frame: 0, bpm: 120 }]);
  });
});
