// Linked faders keep their distances: over drags and bursts of keys, through
// links and undo, and where automation has some of them.
import { describe, expect, it } from 'vitest';
import { type AutomationMode, AutomationRecord } from '../../web/studio/src/app/automation-record';
import { LinkedRides } from '../../web/studio/src/app/linked-rides';
import { runDocumentAction } from '../../web/studio/src/document/action';
import {
  type DocumentActionArgs,
  type DocumentActionId,
  documentActions,
} from '../../web/studio/src/document/actions';
import { laneOf } from '../../web/studio/src/document/automation';
import { fromDocument, toDocument } from '../../web/studio/src/document/document-shape';
import { FADER } from '../../web/studio/src/document/fader-links';
import { History, MERGE_WINDOW_MS } from '../../web/studio/src/document/history';
import { findStrip } from '../../web/studio/src/document/routing';
import { DocumentStore } from '../../web/studio/src/document/store';
import { decodeLink, encodeLink } from '../../web/studio/src/link/settings-link';
import { automationValueAt } from '../../web/studio/src/params/automation-curve';
import { paramSpec } from '../../worklet/src/params/params.generated';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { ParamRecord } from '../../worklet/src/session/session-document';

const spec = paramSpec('strip', FADER);

/** Kick at 0, vocal at −10 and bass at −20 dB; nothing linked. */
function desk() {
  const document = emptySession();
  for (const [id, gainDb] of Object.entries({ kick: 0, vocal: -10, bass: -20 })) {
    const params: ParamRecord = gainDb ? { [FADER]: gainDb } : {};
    const strip = { output: 'mix', params, sends: [] };
    document.tracks.push({ id, name: id, colour: '#f08a7d', channels: 1, clips: [], strip });
  }
  const store = new DocumentStore(fromDocument(document));
  const clock = { nowMs: 0 };
  const history = new History(store, () => clock.nowMs);
  const run = <Id extends DocumentActionId>(id: Id, args: DocumentActionArgs<Id>) =>
    // An id and its arguments belong together by the signature.
    runDocumentAction(store, history, documentActions[id] as never, args as never);
  const stored = (strip: string) => Number(findStrip(store, strip)?.params[FADER] ?? 0);
  const move = (strip: string, value: number) =>
    run('param.set', { target: { strip }, key: FADER, value });
  const link = (...ids: string[]) => {
    for (const strip of ids) run('strip.link', { strip, link: 2 });
  };
  const all = () => ['kick', 'vocal', 'bass'].map(stored);
  return { store, history, clock, run, move, link, stored, all };
}

describe('linked faders', () => {
  it('keep their distances over a whole drag, which is one step', () => {
    const { store, history, move, link, all } = desk();
    link('kick', 'vocal');
    const before = toDocument(store);
    history.begin('Kick fader');
    for (const db of [-6, 8, -144, -140, 10, -2]) move('kick', db);
    history.commit();
    expect(all()).toEqual([-2, -12, -20]);
    history.undo();
    expect(toDocument(store)).toEqual(before);

    history.begin('Vocal fader');
    move('vocal', 5);
    expect(all()).toEqual([10, 5, -20]);
    move('vocal', -144);
    expect(all()).toEqual([-144, -144, -20]);
    history.bail();
    expect(toDocument(store)).toEqual(before);
  });

  it('keep them over a burst of keys past an end, and lose them when it has ended', () => {
    const { history, clock, move, link, all } = desk();
    link('kick', 'vocal');
    clock.nowMs += 1000;
    for (const db of [0, 5]) move('vocal', db);
    expect(all()).toEqual([10, 5, -20]);
    clock.nowMs += MERGE_WINDOW_MS;
    move('vocal', -6);
    expect(all()).toEqual([4, -6, -20]);
    history.undo();
    expect(all()).toEqual([0, -10, -20]);
    history.redo();
    move('vocal', 5);
    clock.nowMs += MERGE_WINDOW_MS + 1;
    move('vocal', 0);
    expect(all()).toEqual([5, 0, -20]);
  });

  it('leave what is silent alone, which has no distance', () => {
    const { move, link, all } = desk();
    move('kick', -144);
    link('kick', 'vocal');
    move('vocal', -5);
    expect(all()).toEqual([-144, -5, -20]);
    move('kick', 0);
    expect(all()).toEqual([0, -5, -20]);
  });

  it('are linked for nothing but their levels', () => {
    const { store, run, link } = desk();
    link('kick', 'vocal');
    run('param.toggle', { target: { strip: 'kick' }, key: 'mute' });
    run('param.set', { target: { strip: 'kick' }, key: 'pan.position', value: 30 });
    expect(findStrip(store, 'vocal')?.params).toEqual({ [FADER]: -10 });
  });

  it('go through a settings link, and those that stay are still linked', () => {
    const { store, history, run, move, link, all } = desk();
    link('kick', 'vocal', 'bass');
    const document = toDocument(store);
    expect(document.tracks.map(({ strip }) => strip.link)).toEqual([2, 2, 2]);
    const opened = decodeLink(encodeLink(document));
    expect(opened.ok && JSON.parse(opened.json)).toEqual(document);
    expect(toDocument(new DocumentStore(fromDocument(document)))).toEqual(document);

    run('track.remove', { track: 'vocal' });
    move('kick', -3);
    expect(all()).toEqual([-3, 0, -23]);
    history.undo();
    history.undo();
    expect(toDocument(store)).toEqual(document);
    run('strip.link', { strip: 'kick', link: null });
    move('kick', -3);
    expect(all()).toEqual([-3, -10, -20]);
    run('strip.link', { strip: 'kick', link: 17 });
    expect(findStrip(store, 'kick')?.link).toBeUndefined();
  });
});

/** The desk with a recorder whose song plays from when it is told to, at 48 kHz, heard at once. */
function recordingDesk() {
  const base = desk();
  const { store, history, clock, run, stored } = base;
  const song = { playing: false, startedAtMs: 0 };
  const frame = () => (song.playing ? (clock.nowMs - song.startedAtMs) * 48 : 0);
  const record = new AutomationRecord({
    store,
    engine: { holdAutomation: () => {}, setParam: () => {}, heardFrame: frame },
    playing: () => song.playing,
    playheadFrame: frame,
    storedValue: ({ target }) => stored((target as { strip: string }).strip),
    write: (lanes) => run('automation.write', { lanes }),
    put: (ref, at, value) => run('automation.put', { ...ref, frame: at, value }),
    nowMs: () => clock.nowMs,
    handMs: () => clock.nowMs,
  });
  const ref = (strip: string) => ({ target: { strip }, key: FADER });
  const points = (strip: string) => laneOf(store, ref(strip))?.points;
  const rides = new LinkedRides({
    store,
    automation: record,
    shown: (each) =>
      record.shown(each, laneOf(store, each)?.points) ??
      stored((each.target as { strip: string }).strip),
    setAlone: ({ target, key }, value) =>
      run('param.setMany', { target, values: { [key]: value } }),
    asOne(_ref, changes) {
      const alone = !history.inGesture;
      if (alone) history.begin('Fader');
      changes();
      if (alone) history.commit();
    },
    nowMs: () => clock.nowMs,
  });
  const play = (mode: AutomationMode) => {
    record.setMode(mode);
    song.playing = true;
    song.startedAtMs = clock.nowMs;
    record.follow();
  };
  const wait = (ms: number) => {
    for (const endMs = clock.nowMs + ms; clock.nowMs < endMs; record.follow()) clock.nowMs += 10;
  };
  const stop = () => {
    song.playing = false;
    record.follow();
  };
  const at = (strip: string, ms: number) =>
    automationValueAt(points(strip) ?? [], spec, Math.round(ms * 48));
  return { ...base, record, rides, ref, points, play, wait, stop, at };
}

describe('linked faders and automation', () => {
  it('a ride writes the lanes of all, with their distances, in one step', () => {
    const { store, history, rides, record, ref, play, wait, stop, at, link, points } =
      recordingDesk();
    link('kick', 'vocal');
    const before = toDocument(store);
    play('touch');
    wait(1000);
    rides.begin(ref('vocal'));
    for (const each of rides.all(ref('vocal'))) record.touch(each);
    expect(rides.move(ref('vocal'), -13)).toBe(true);
    wait(1000);
    expect(rides.move(ref('vocal'), 4)).toBe(true);
    wait(1000);
    expect(rides.move(ref('vocal'), -8)).toBe(true);
    wait(1000);
    stop();
    rides.end();
    const heard = (ms: number) => [at('kick', ms), at('vocal', ms)];
    expect([500, 1500, 2500, 3500].map(heard)).toEqual([
      [0, -10],
      [-3, -13],
      [10, 4],
      [2, -8],
    ]);
    expect(points('bass')).toBeUndefined();
    history.undo();
    expect(toDocument(store)).toEqual(before);
  });

  it('one that has a lane and one that has none move together, in one step', () => {
    const { store, history, run, rides, ref, link, stored, points } = recordingDesk();
    link('kick', 'vocal');
    run('automation.put', { ...ref('kick'), frame: 0, value: -4 });
    const before = toDocument(store);
    expect(rides.move(ref('vocal'), -12)).toBe(true);
    expect(stored('vocal')).toBe(-12);
    expect(points('kick')).toEqual([{ frame: 0, value: -6 }]);
    expect(stored('kick')).toBe(0);
    history.undo();
    expect(toDocument(store)).toEqual(before);
    expect(rides.move(ref('bass'), -12)).toBe(false);
  });
});
