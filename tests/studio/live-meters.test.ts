// The arithmetic of the output's meters: the K-System against its definition, the
// picture of the stereo image, scales and ratios of loudness, loudness over time;
// and samples that come to the page whole, or not at all.
import { describe, expect, it } from 'vitest';
import { MasterMeters } from '../../web/studio/src/app/master-meters';
import { LoudnessHistory } from '../../web/studio/src/audio/loudness-history';
import { onScale, plrDb, SCALES } from '../../web/studio/src/audio/loudness-scale';
import { KSystemBallistics } from '../../web/studio/src/audio/meter-ballistics';
import { LowestHold, ScopeZoom, scopePoints } from '../../web/studio/src/audio/vectorscope';
import { ScopeSamples } from '../../worklet/src/client/scope-samples';
import { ScopeTap } from '../../worklet/src/processor/scope-tap';

describe('the K-System average', () => {
  it('comes to 99 % of a tone 600 ms after it begins, however often it is drawn', () => {
    for (const stepMs of [1, 20, 100]) {
      const average = new KSystemBallistics();
      for (let atMs = stepMs; atMs <= 600; atMs += stepMs) average.update(-23.0103, stepMs);
      const reached = 10 ** ((average.levelDb + 20) / 20);
      console.log(
        `[ figure ] K-System after 600 ms, ${stepMs} ms steps: ${(100 * reached).toFixed(2)} %`,
      );
      expect(reached).toBeCloseTo(0.99, 3);
    }
  });

  it('reads a sine by its peak: −20 dBFS is 0 on K-20, −14 on K-14, −12 on K-12', () => {
    for (const zero of [-20, -14, -12]) {
      const average = new KSystemBallistics();
      const rms = 10 * Math.log10(10 ** (zero / 10) / 2);
      for (let i = 0; i < 100; ++i) average.update(rms, 50);
      expect(average.levelDb - zero).toBeCloseTo(0, 2);
    }
  });
});

describe('the stereo image', () => {
  const at = (kind: 'lissajous' | 'polar', left: number, right: number) => {
    const points = new Float32Array(2);
    scopePoints(kind, Float32Array.of(left), Float32Array.of(right), points);
    return [...points].map((x) => x + 0);
  };

  it('stands mono upright, leans left to the left, and lays what is out of phase flat', () => {
    for (const kind of ['lissajous', 'polar'] as const) {
      expect(at(kind, 1, 1)).toEqual([0, 1]);
      expect(at(kind, 1, 0)).toEqual([-0.5, 0.5]);
      expect(at(kind, 0, 1)).toEqual([0.5, 0.5]);
      expect(Math.abs(at(kind, 1, -1)[0] as number)).toBe(1);
      expect(at(kind, 1, -1)[1]).toBe(0);
    }
    expect(at('lissajous', -1, -1)).toEqual([0, -1]);
    expect(at('polar', -1, -1)).toEqual([0, 1]);
    expect(at('polar', -1, 0)).toEqual([-0.5, 0.5]);
  });

  it('keeps the picture filled, and never beyond its edge', () => {
    const zoom = new ScopeZoom();
    expect(zoom.follow(0.5, 1000)).toBeCloseTo(1 / 0.501, 2);
    expect(zoom.follow(1, 0)).toBe(1);
    for (let i = 0; i < 100; ++i) zoom.follow(0, 1000);
    expect(zoom.follow(0, 0)).toBe(63);
  });

  it('holds the lowest correlation for three seconds', () => {
    const hold = new LowestHold();
    hold.update(-0.5, 20);
    for (let ms = 0; ms < 2900; ms += 100) hold.update(0.9, 100);
    expect(hold.lowest).toBe(-0.5);
    hold.update(0.9, 200);
    expect(hold.lowest).toBe(0.9);
  });
});

describe('scales of loudness', () => {
  it('stand as EBU Tech 3341 has them: −41 to −14, and −59 to −5 LUFS', () => {
    const ends = (name: 'ebu9' | 'ebu18') =>
      [SCALES[name].min, SCALES[name].max].map((lu) => lu + SCALES[name].zeroLufs);
    expect(ends('ebu9')).toEqual([-41, -14]);
    expect(ends('ebu18')).toEqual([-59, -5]);
    expect(onScale(SCALES.ebu9, -23)).toBe(0);
    expect(onScale(SCALES.absolute, -14.2)).toBe(-14.2);
    expect(onScale(SCALES.ebu9, null)).toBeNull();
    expect(plrDb(-1, -14)).toBe(13);
    expect(plrDb(null, -14)).toBeNull();
  });
});

describe('loudness over time', () => {
  it('keeps the highest momentary of each step, and a gap as a gap', () => {
    const history = new LoudnessHistory(1);
    expect(history.capacity).toBe(300);
    history.add(-20, -22, 100);
    expect(history.add(-15, -21, 100)).toBe(true);
    expect([history.momentary(0), history.shortTerm(0)]).toEqual([-15, -21]);
    history.add(-18, -20, 1000);
    expect(history.count).toBe(6);
    expect(history.shortTerm(0)).toBe(-20);
    expect(history.shortTerm(1)).toBeNaN();
    history.add(null, null, 1e7);
    expect(history.count).toBe(300);
    history.clear();
    expect(history.count).toBe(0);
  });
});

describe('samples of the tap', () => {
  const ramp = (from: number, frames: number) =>
    Float32Array.from({ length: frames }, (_, i) => from + i);

  it('come to the page in order, left and right together, as long as none is missing', () => {
    const tap = new ScopeTap(300);
    const scope = new ScopeSamples();
    const into = new Float32Array(600);
    let frame = 1000;
    const pass = (quanta: number) => {
      for (let i = 0; i < quanta; ++i, frame += 128) {
        tap.add([ramp(frame, 128), ramp(frame + 0.5, 128)], 128);
      }
      scope.push(frame, tap.take(into), into);
    };
    pass(1);
    expect(scope.written, 'nobody looks').toBe(0);
    tap.on = true;
    for (let i = 0; i < 40; ++i) pass(2);
    const left = new Float32Array(4096);
    const right = new Float32Array(4096);
    expect(scope.latest(left, right)).toBe(true);
    expect([...left]).toEqual([...ramp(frame - 4096, 4096)]);
    expect([...right]).toEqual([...ramp(frame - 4095.5, 4096)]);
    // The page was slow: of 384 frames the oldest 84 are lost, and nothing is drawn over the gap.
    pass(3);
    expect(scope.latest(left, right)).toBe(false);
    for (let i = 0; i < 20; ++i) pass(2);
    expect(scope.latest(left, right)).toBe(true);
    expect(left[0]).toBe(frame - 4096);
  });
});

describe('what the meters show', () => {
  it('asks for samples while somebody looks, and no longer', () => {
    const told: boolean[] = [];
    const meters = new MasterMeters({ setScope: (on) => told.push(on), resetMeters: () => {} });
    const first = meters.look();
    const second = meters.look();
    first();
    first();
    expect(told).toEqual([true]);
    second();
    expect(told).toEqual([true, false]);
  });

  it('keeps what is chosen', () => {
    const engine = { setScope: () => {}, resetMeters: () => {} };
    new MasterMeters(engine).tilt.set('3');
    new MasterMeters(engine).scale.set('ebu18');
    const again = new MasterMeters(engine);
    expect([again.tilt(), again.scale(), again.size()]).toEqual(['3', 'ebu18', '8192']);
  });
});
