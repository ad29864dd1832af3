// What is written is what the hand did, where it was heard: by the recorder
// against a clock that is turned by hand.
import { describe, expect, it } from 'vitest';
import { type AutomationMode, AutomationRecord } from '../../web/studio/src/app/automation-record';
import { runDocumentAction } from '../../web/studio/src/document/action';
import { documentActions } from '../../web/studio/src/document/actions';
import { laneOf, type Point, splitAt } from '../../web/studio/src/document/automation';
import { RIDE_TOLERANCE, withRide } from '../../web/studio/src/document/automation-ride';
import { fromDocument, toDocument } from '../../web/studio/src/document/document-shape';
import { History } from '../../web/studio/src/document/history';
import { DocumentStore } from '../../web/studio/src/document/store';
import {
  automationValueAt,
  curveShare,
  curveThrough,
  partOfCurve,
} from '../../web/studio/src/params/automation-curve';
import { toPosition } from '../../web/studio/src/params/taper';
import { paramSpec } from '../../worklet/src/params/params.generated';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { SessionDocument } from '../../worklet/src/session/session-document';

const fader = paramSpec('strip', 'fader.gainDb');
const freq = paramSpec('strip', 'eq.band1.freqHz');
const ref = { target: { strip: 't1' }, key: 'fader.gainDb' };
const kRate = 48000;

function song(): SessionDocument {
  const empty = emptySession();
  return {
    ...empty,
    tracks: [
      {
        id: 't1',
        name: 'Kick',
        colour: '#ffffff',
        channels: 1,
        clips: [],
        strip: { output: 'mix', params: { 'fader.gainDb': -10 }, sends: [] },
      },
    ],
  };
}

/** A studio's worth of recorder on a clock of its own: `latencyMs` until a frame is heard. */
function desk(document = song()) {
  const store = new DocumentStore(fromDocument(document));
  const history = new History(store, () => clock.nowMs);
  const clock = { nowMs: 0, playing: false, startedAtMs: 0, latencyMs: 137 };
  const told: unknown[][] = [];
  const run = (id: keyof typeof documentActions, args: unknown) =>
    runDocumentAction(store, history, documentActions[id] as never, args as never);
  const heardAt = (atMs: number) =>
    Math.max(0, ((atMs - clock.startedAtMs - clock.latencyMs) / 1000) * kRate);
  const record = new AutomationRecord({
    store,
    engine: {
      holdAutomation: (...args: unknown[]) => void told.push(['hold', ...args]),
      setParam: (...args: unknown[]) => void told.push(['set', ...args]),
      heardFrame: (atMs = clock.nowMs) => heardAt(atMs),
    },
    playing: () => clock.playing,
    playheadFrame: () => 24000,
    storedValue: () => -10,
    write: (lanes) => run('automation.write', { lanes }),
    put: (at, frame, value) => run('automation.put', { ...at, frame, value }),
    nowMs: () => clock.nowMs,
    handMs: () => clock.nowMs,
  });
  const play = (mode: AutomationMode) => {
    record.setMode(mode);
    clock.playing = true;
    clock.startedAtMs = clock.nowMs;
    record.follow();
  };
  const runTo = (ms: number, each: (ms: number) => void = () => {}) => {
    while (clock.nowMs < ms) {
      clock.nowMs += 1000 / 60;
      each(clock.nowMs);
      record.follow();
    }
    clock.nowMs = ms;
    record.follow();
  };
  const stop = () => {
    clock.playing = false;
    record.follow();
  };
  const points = () => laneOf(store, ref)?.points ?? [];
  const at = (ms: number) => automationValueAt(points(), fader, heardAt(ms));
  return { store, history, clock, told, record, run, play, runTo, stop, points, at };
}

describe('automation is recorded', () => {
  it('a step lands at the frame that was heard when it was made', () => {
    const { record, play, runTo, stop, points, clock } = desk();
    play('touch');
    runTo(3210.5);
    record.touch(ref);
    record.move(ref, 3);
    runTo(4000);
    record.letGo(ref);
    runTo(5000);
    stop();
    const heard = ((3210.5 - clock.latencyMs) / 1000) * kRate;
    const step = points().findIndex(({ value }) => value === 3);
    expect(Math.abs((points()[step] as Point).frame - heard)).toBeLessThanOrEqual(1);
    expect((points()[step - 1] as Point).value).toBe(-10);
    expect((points()[step - 1] as Point).frame).toBe((points()[step] as Point).frame - 1);
  });

  it('touch returns to what stood there, latch holds, write begins where playback began', () => {
    const expected = {
      touch: [-10, 3, -10],
      latch: [-10, 3, 3],
      write: [-10, 3, 3],
    } as const;
    for (const mode of ['touch', 'latch', 'write'] as const) {
      const { record, play, runTo, stop, at } = desk();
      play(mode);
      runTo(2000);
      record.touch(ref);
      record.move(ref, 3);
      runTo(3000);
      record.letGo(ref);
      runTo(4000);
      stop();
      expect([at(1500), at(2500), at(3500)], mode).toEqual(expected[mode]);
    }
  });

  it('write replaces what stood before the first move; touch leaves it', () => {
    for (const mode of ['touch', 'write'] as const) {
      const document = song();
      document.automation = [
        {
          target: 'strip',
          strip: 't1',
          param: 'fader.gainDb',
          points: [
            { frame: 0, value: -20 },
            { frame: kRate, value: 0, curve: 0.5 },
            { frame: 10 * kRate, value: -40 },
          ],
        },
      ];
      const { record, play, runTo, stop, at } = desk(document);
      const before = at(1500);
      play(mode);
      runTo(2000);
      record.move(ref, 3);
      runTo(4000);
      stop();
      if (mode === 'touch') expect(at(1500)).toBeCloseTo(before, 3);
      else expect(at(1500)).toBeCloseTo(-20, 3);
    }
  });

  it('trim moves the lane by as much as the control was moved', () => {
    const document = song();
    document.automation = [
      {
        target: 'strip',
        strip: 't1',
        param: 'fader.gainDb',
        points: [
          { frame: 0, value: -9, curve: -0.6 },
          { frame: 6 * kRate, value: -3 },
        ],
      },
    ];
    const { record, play, runTo, stop, at } = desk(document);
    const before = [1500, 2300, 2800, 4500].map(at);
    play('trim');
    runTo(2000);
    record.touch(ref);
    record.move(ref, at(2000) + 2);
    runTo(3000);
    record.letGo(ref);
    runTo(4000);
    stop();
    const after = [1500, 2300, 2800, 4500].map(at);
    const moved = [0, 2, 2, 0];
    for (const [i, by] of moved.entries()) {
      expect(Math.abs((after[i] as number) - (before[i] as number) - by)).toBeLessThan(0.1);
    }
  });

  it('one pass is one undo step, whatever was moved in it', () => {
    const { store, history, record, play, runTo, stop } = desk();
    const before = JSON.stringify(toDocument(store));
    play('latch');
    const pan = { target: { strip: 't1' }, key: 'pan.position' };
    runTo(3000, (ms) => {
      record.move(ref, -10 + Math.sin(ms / 200));
      record.move(pan, 50 * Math.sin(ms / 300));
    });
    stop();
    const after = JSON.stringify(toDocument(store));
    expect(toDocument(store).automation.length).toBe(2);
    history.undo();
    expect(JSON.stringify(toDocument(store))).toBe(before);
    history.redo();
    expect(JSON.stringify(toDocument(store))).toBe(after);
    expect(history.undo()).toBe(true);
    expect(history.undo()).toBe(false);
  });

  it('goes on after a loop’s end, each turn over the last', () => {
    const { record, clock, play, runTo, stop, points } = desk();
    play('latch');
    runTo(2000);
    record.move(ref, -3);
    runTo(3000);
    clock.startedAtMs += 2000;
    runTo(3500);
    record.move(ref, -5);
    runTo(3600);
    stop();
    const frames = points().map(({ frame }) => frame);
    expect(frames).toEqual([...new Set(frames)].sort((a, b) => a - b));
    const at = (frame: number) => automationValueAt(points(), fader, frame);
    expect(at(1.2 * kRate)).toBe(-3);
    expect(at(2.5 * kRate)).toBe(-3);
  });

  it('in read a moved control is heard and then follows its lane again', () => {
    const document = song();
    document.automation = [
      { target: 'strip', strip: 't1', param: 'fader.gainDb', points: [{ frame: 0, value: -6 }] },
    ];
    const { store, record, told, play, runTo, stop } = desk(document);
    play('read');
    runTo(1000);
    record.touch(ref);
    expect(record.move(ref, 2)).toBe(true);
    expect(record.shown(ref, laneOf(store, ref)?.points)).toBe(2);
    record.letGo(ref);
    expect(told.map(([what, , , value]) => [what, value])).toEqual([
      ['hold', 'held'],
      ['set', 2],
      ['hold', 'read'],
    ]);
    expect(record.shown(ref, laneOf(store, ref)?.points)).toBe(-6);
    stop();
    expect(toDocument(store).automation).toEqual(document.automation);
  });

  it('a parameter that changes latency is never written', () => {
    const { record, play, runTo } = desk();
    play('latch');
    runTo(1000);
    expect(record.move({ target: { strip: 't1' }, key: 'comp.lookAheadMs' }, 3)).toBe(false);
  });

  it('while the song stands, a move sets the lane’s value at the playhead', () => {
    const { record, run, points } = desk();
    expect(record.move(ref, -1)).toBe(false);
    run('automation.put', { ...ref, frame: 0, value: -8 });
    expect(record.move(ref, -1)).toBe(true);
    expect(points()).toEqual([
      { frame: 0, value: -8 },
      { frame: 24000, value: -1 },
    ]);
  });
});

describe('rides', () => {
  it('are thinned to few points, none of their values off by more than the tolerance', () => {
    const values = Array.from({ length: 1200 }, (_, i) => ({
      frame: i * 800,
      value: -12 + 10 * Math.sin(i / 90) + 0.2 * Math.sin(i / 7),
    }));
    const ride = { kind: 'write' as const, values, endFrame: 1200 * 800 };
    const points = withRide([{ frame: 0, value: 0 }], fader, ride, kRate);
    let worst = 0;
    for (const { frame, value } of values) {
      const written = toPosition(fader, automationValueAt(points, fader, frame));
      worst = Math.max(worst, Math.abs(written - toPosition(fader, value)));
    }
    console.log(
      `[ figure ] ride of ${values.length} values: ${points.length} points, off by ${worst}`,
    );
    expect(worst).toBeLessThanOrEqual(RIDE_TOLERANCE + 1e-5);
    expect(points.length).toBeLessThan(300);
  });
});

describe('the curve', () => {
  it('is the engine’s', () => {
    for (const curve of [-1, -0.3, 0, 0.4, 1]) {
      for (const u of [0.001, 0.25, 0.5, 0.9]) {
        expect(curveShare(curve, u)).toBeCloseTo(u / (u + (1 - u) * 2 ** (6 * curve)), 12);
      }
    }
    expect(curveShare(curveThrough(0.3), 0.5)).toBeCloseTo(0.3, 9);
    const octaves = [
      { frame: 0, value: 100 },
      { frame: 1000, value: 6400 },
    ];
    expect(automationValueAt(octaves, freq, 500)).toBeCloseTo(800, 6);
    const down = [
      { frame: 0, value: -144 },
      { frame: 750, value: 0 },
    ];
    expect(automationValueAt(down, fader, 200)).toBeCloseTo(-30, 9);
  });

  it('is cut in two without moving', () => {
    expect(partOfCurve(0.5, 0, 1)).toBeCloseTo(0.5, 9);
    const bent = [
      { frame: 0, value: -30, curve: 0.8 },
      { frame: 10000, value: 0 },
    ];
    for (const cut of [100, 5000, 9900]) {
      const parts = splitAt(bent, fader, cut);
      expect(parts.length).toBe(3);
      for (let frame = 0; frame <= 10000; frame += 50) {
        const whole = automationValueAt(bent, fader, frame);
        expect(automationValueAt(parts, fader, frame)).toBeCloseTo(whole, 6);
      }
    }
  });
});
