// What meters on the page show: needles and averages against their standards,
// counts of overs and dropouts, means over several meters at once.
import { describe, expect, it } from 'vitest';
import { StripMetering } from '../../web/studio/src/app/metering';
import { Dropouts } from '../../web/studio/src/audio/dropouts';
import { RmsBallistics, VuBallistics } from '../../web/studio/src/audio/meter-ballistics';
import { MeterQueue, toMeterFrame } from '../../worklet/src/client/meter-queue';
import type { MeterFrame, Metering } from '../../worklet/src/client/studio-engine';
import { MeterLayout } from '../../worklet/src/engine/engine-constants';
import { MeterHeader, meterBufferBytes } from '../../worklet/src/messages/processor-protocol';

describe('ballistics', () => {
  it('a VU needle stands at 99 % after 300 ms, however often it is drawn', () => {
    for (const stepMs of [1, 12.5, 50]) {
      const vu = new VuBallistics();
      for (let atMs = stepMs; atMs <= 300.1; atMs += stepMs) vu.update(-18, stepMs);
      const reached = 10 ** ((vu.levelDb + 18) / 20);
      console.log(
        `[ figure ] VU after 300 ms in steps of ${stepMs}: ${(100 * reached).toFixed(2)} %`,
      );
      expect(reached).toBeGreaterThan(0.988);
      expect(reached).toBeLessThan(0.9901);
    }
  });

  it('RMS is at 63 % of the power after 300 ms, and falls to the floor', () => {
    const rms = new RmsBallistics();
    for (let i = 0; i < 300; ++i) rms.update(-20, 1);
    expect(10 ** ((rms.levelDb + 20) / 10)).toBeCloseTo(1 - Math.exp(-1), 3);
    for (let i = 0; i < 200; ++i) rms.update(Number.NEGATIVE_INFINITY, 100);
    expect(rms.levelDb).toBe(-144);
  });
});

describe('dropouts', () => {
  it('are those of play', () => {
    const dropouts = new Dropouts();
    const at = (playing: boolean, underruns: number | null, starvedBlocks = 0) =>
      dropouts.count({ playing, underruns, starvedBlocks });
    expect(at(false, 0)).toBe(0);
    expect(at(false, 12), 'an engine was made').toBe(0);
    expect(at(true, 13), 'while it began').toBe(0);
    expect(at(true, 13)).toBe(0);
    expect(at(true, 15)).toBe(2);
    expect(at(true, 15, 3)).toBe(5);
    expect(at(false, 20, 3)).toBe(5);
    expect(new Dropouts().count({ playing: true, underruns: null, starvedBlocks: 1 })).toBe(1);
  });
});

const kStrips = 2;

function meterBuffer(
  contextFrame: number,
  strip: Partial<Record<keyof typeof MeterLayout, number>>,
) {
  const length = MeterLayout.firstStrip + kStrips * MeterLayout.stripLength;
  const buffer = new ArrayBuffer(meterBufferBytes(length));
  const header = new Float64Array(buffer, 0, MeterHeader.length);
  header[MeterHeader.contextFrame] = contextFrame;
  header[MeterHeader.meterLength] = length;
  const values = new Float32Array(buffer, MeterHeader.length * 8);
  const at = MeterLayout.firstStrip + MeterLayout.stripLength;
  for (const [key, value] of Object.entries(strip)) {
    values[at + MeterLayout[key as keyof typeof MeterLayout]] = value;
  }
  return buffer;
}

describe('meters that come together', () => {
  it('keep the highest peak, all overs, and the mean of the means', () => {
    const returned: ArrayBuffer[] = [];
    const queue = new MeterQueue((buffer) => returned.push(buffer));
    queue.push(
      meterBuffer(100, {
        stripPeakLeft: 1.2,
        stripMeanSquareLeft: 0.04,
        stripMeanAbsoluteLeft: 0.1,
        stripOverBlocks: 2,
      }),
    );
    queue.push(
      meterBuffer(200, {
        stripPeakLeft: 0.5,
        stripMeanSquareLeft: 0.02,
        stripMeanAbsoluteLeft: 0.3,
        stripOverBlocks: 1,
      }),
    );
    queue.push(meterBuffer(900, { stripPeakLeft: 2 }));
    const frame = queue.take(300, (due) => toMeterFrame(due, [0, 1], null))!;
    const [, strip] = frame.strips;
    expect(strip?.peakDb[0]).toBeCloseTo(20 * Math.log10(1.2), 5);
    expect(strip?.rmsDb[0]).toBeCloseTo(10 * Math.log10(0.03), 5);
    // A sine of this mean has π/(2√2) times as much RMS.
    expect(strip?.averageDb[0]).toBeCloseTo(20 * Math.log10((0.2 * Math.PI) / (2 * Math.SQRT2)), 5);
    expect(strip?.overBlocks).toBe(3);
    expect(returned).toHaveLength(2);
  });
});

describe('strip metering', () => {
  function metering() {
    const told: Metering[] = [];
    return { told, metering: new StripMetering({ setMetering: (each) => told.push(each) }) };
  }
  const frameOf = (...overs: number[]) =>
    ({ strips: overs.map((overBlocks) => ({ overBlocks })) }) as MeterFrame;

  it('counts overs by strip until they are cleared or metered elsewhere', () => {
    const { metering: each } = metering();
    each.count(frameOf(0, 2), ['a', 'b']);
    each.count(frameOf(1, 3), ['a', 'b']);
    each.count(frameOf(4), ['b']);
    expect([each.overs('a'), each.overs('b'), each.overs('c')]).toEqual([1, 9, 0]);
    each.setPreFader(true);
    expect(each.anyOvers()).toBe(false);
  });

  it('measures a strip until it is gone', () => {
    const { metering: each, told } = metering();
    each.setPreFader(false);
    each.setProbe('a');
    each.sendAll(['a', 'b']);
    expect(told.at(-1)).toEqual({ preFader: false, probe: 'a' });
    each.sendAll(['b']);
    expect(told.at(-1)).toEqual({ preFader: false, probe: null });
    expect(each.probe()).toBeNull();
  });
});
