// What the page draws of the master's equaliser and bands, against closed forms, and
// the sentences and histories beside it.
import { describe, expect, it } from 'vitest';
import { describeEqualiser, equaliserDb, equaliserOf } from '../../web/studio/src/audio/equaliser';
import {
  bandSpans,
  edgeRoom,
  multibandOf,
  orderedEdges,
} from '../../web/studio/src/audio/master-bands';
import { furthestDb, MasterHistory } from '../../web/studio/src/audio/master-history';
import { ReductionHistory } from '../../web/studio/src/audio/reduction-history';

const kThird = 2 ** (1 / 3);

describe("the master's equaliser", () => {
  it('tilts by half of it to either side of the pivot', () => {
    const params = { 'eq.on': true, 'eq.tiltDb': 4, 'eq.tiltPivotHz': 650 };
    const settings = equaliserOf(params, 48000, 'master');
    expect(equaliserDb(settings, 650)).toBeCloseTo(0, 9);
    console.log(`[ figure ] tilt of 4 dB at 20 Hz: ${equaliserDb(settings, 20)} dB`);
    expect(equaliserDb(settings, 1)).toBeCloseTo(-2, 3);
    expect(equaliserDb(settings, 400000)).toBeCloseTo(2, 3);
  });

  it('lets a band of the side alone, and says so', () => {
    const params = {
      'eq.on': true,
      'eq.band2.freqHz': 1000,
      'eq.band2.gainDb': 3,
      'eq.band2.placement': 'side',
    };
    const settings = equaliserOf(params, 48000, 'master');
    expect(equaliserDb(settings, 1000)).toBe(0);
    expect(equaliserDb(settings, 1000, 'mid')).toBe(0);
    expect(equaliserDb(settings, 1000, 'side')).toBeCloseTo(3, 9);
    expect(describeEqualiser(settings)).toBe('+3.0 dB at 1.0 kHz of the side');
  });
});

describe("the bands' edges", () => {
  it('stand as the engine orders them, a third of an octave apart at the least', () => {
    expect(orderedEdges([120, 2500, 6000], 48000)).toEqual([120, 2500, 6000]);
    const [low, middle, high] = orderedEdges([3000, 100, 6000], 48000) as [number, number, number];
    expect([low, high]).toEqual([3000, 6000]);
    expect(middle / low).toBeCloseTo(kThird, 12);
    const top = orderedEdges([18000, 18000], 48000);
    expect(top[0]).toBeCloseTo(18000 / kThird, 9);
    expect(top[1]).toBeCloseTo(18000, 9);
  });

  it('have room up to their neighbours', () => {
    expect(edgeRoom([120, 2500], 0)).toEqual({ min: 20, max: 2500 / kThird });
    expect(edgeRoom([120, 2500], 1)).toEqual({ min: 120 * kThird, max: 18000 });
    expect(bandSpans([120, 2500])).toEqual([
      { fromHz: 20, toHz: 120 },
      { fromHz: 120, toHz: 2500 },
      { fromHz: 2500, toHz: 20000 },
    ]);
    expect(multibandOf({ 'multiband.bands': '5' }, 48000).bands.length).toBe(5);
  });
});

describe('what a stage has been doing', () => {
  it('is its deepest reduction and how often it worked', () => {
    const heard = new ReductionHistory();
    for (let frame = 0; frame < 100; ++frame) heard.add(frame % 4 === 0 ? -4.2 : 0);
    expect(heard.describe()).toBe('−4.2 dB on peaks, 25 % of the time');
  });

  it('is, of a band, the furthest it went either way', () => {
    const history = new MasterHistory();
    for (const gains of [
      [-1, 0.5],
      [-2, 3],
      [0, -1],
    ]) {
      history.addBands(gains);
    }
    expect(history.bands.slice(0, 2).map(furthestDb)).toEqual([-2, 3]);
  });
});
