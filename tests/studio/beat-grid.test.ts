// Bars and beats where the tempo map and the time signatures put them, and what
// is near enough to snap to.
import { describe, expect, it } from 'vitest';
import { beatsUntil, nearest } from '../../web/studio/src/app/beat-grid';

const kRate = 48000;

function bars(map: Parameters<typeof beatsUntil>[0], end: number): number[] {
  return beatsUntil(map, end).flatMap(({ frame, isBar }) => (isBar ? [frame] : []));
}

describe('the beat grid', () => {
  it('has a bar every four beats at one tempo', () => {
    const map = {
      sampleRate: kRate,
      tempo: [{ frame: 0, bpm: 96 }],
      timeSignatures: [{ frame: 0, numerator: 4, denominator: 4 }],
    };
    expect(beatsUntil(map, 90000).map(({ frame }) => frame)).toEqual([0, 30000, 60000, 90000]);
    expect(bars(map, 300000)).toEqual([0, 120000, 240000]);
  });

  it('follows a change of tempo inside a beat', () => {
    const map = {
      sampleRate: kRate,
      tempo: [
        { frame: 0, bpm: 60 },
        { frame: 24000, bpm: 120 },
      ],
      timeSignatures: [{ frame: 0, numerator: 2, denominator: 4 }],
    };
    // Half a beat at 60, then half a one at 120.
    expect(beatsUntil(map, 90000).map(({ frame }) => frame)).toEqual([0, 36000, 60000, 84000]);
    expect(bars(map, 90000)).toEqual([0, 60000]);
  });

  it('begins a bar at a new time signature, in whatever beats that counts', () => {
    const map = {
      sampleRate: kRate,
      tempo: [{ frame: 0, bpm: 120 }],
      timeSignatures: [
        { frame: 0, numerator: 4, denominator: 4 },
        { frame: 60000, numerator: 3, denominator: 8 },
      ],
    };
    expect(bars(map, 132000)).toEqual([0, 60000, 96000, 132000]);
    expect(beatsUntil(map, 84000).map(({ frame }) => frame)).toEqual([
      0, 24000, 48000, 60000, 72000, 84000,
    ]);
  });

  it('snaps to the nearest target within reach, and else to none', () => {
    expect(nearest([0, 100, 200], 140, 50)).toBe(100);
    expect(nearest([0, 100, 200], 151, 60)).toBe(200);
    expect(nearest([0, 100, 200], 150, 40)).toBeNull();
    expect(nearest([], 150, 40)).toBeNull();
  });
});
