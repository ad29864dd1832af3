// When the whole song is measured, by a clock of our own: once a change has settled,
// anew when another comes, never in the middle of a drag; and what is said of it.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitingText } from '../../web/studio/src/app/limiting-text';
import { LOUDNESS_INTENTS } from '../../web/studio/src/app/loudness-intents';
import { measureAge } from '../../web/studio/src/app/measure-age';
import { mostChanged, songConsequences } from '../../web/studio/src/app/song-consequences';
import { SETTLED_MS, SongMeasure } from '../../web/studio/src/app/song-measure';
import type { SongMeasureReport } from '../../worklet/src/client/song-measure-report';
import type { LongWork } from '../../worklet/src/client/studio-engine';
import { cancelled } from '../../worklet/src/messages/fault';
import { songReport } from './double/song-report';

const kRenderMs = 1500;

function reportOf(change: {
  lufs?: number;
  peak?: number;
  range?: number;
  lift?: readonly [fromSeconds: number, toSeconds: number, lu: number];
}): SongMeasureReport {
  const { lufs = -13.8, peak = -1, range = 6.2, lift } = change;
  const report = songReport({
    integratedLufs: lufs,
    loudnessRangeLu: range,
    maxMomentaryLufs: -9.9,
    maxShortTermLufs: -11.2,
    truePeakDbtp: peak,
    ituTruePeakDbtp: peak,
    samplePeakDbfs: peak,
    plrDb: 12,
    minPsrDb: 9,
    correlation: 0.6,
    sideToMidDb: -8.5,
    durationSeconds: 120,
    sampleRate: 48000,
    channels: 2,
  });
  if (!lift) return report;
  const [from, to, lu] = lift;
  const { pointSeconds, maxShortTermLufs } = report.loudness;
  const raised = maxShortTermLufs.map((each, point) => {
    // The share of the window, three seconds up to this point, that was lifted.
    const end = (point + 0.5) * pointSeconds;
    const inside = Math.max(0, Math.min(end, to) - Math.max(end - 3, from));
    return each! + (lu * inside) / 3;
  });
  return { ...report, loudness: { ...report.loudness, maxShortTermLufs: raised } };
}

class Host {
  gesture = false;
  stems = true;
  next = reportOf({});
  begun: number[] = [];
  errors: unknown[] = [];

  readonly song = new SongMeasure({
    measure: (work) => this.#measure(work),
    possible: () => this.stems,
    inGesture: () => this.gesture,
    nameOf: (strip) => strip,
    onError: (error) => this.errors.push(error),
    nowMs: () => Date.now(),
  });

  #measure({ signal }: LongWork): Promise<SongMeasureReport> {
    this.begun.push(Date.now());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(this.next), kRenderMs);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(cancelled('Rendering'));
      });
    });
  }
}

let host: Host;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  host = new Host();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a change is measured a quarter of a second after it, and then current', async () => {
  host.song.changed();
  expect(host.song.state()).toBe('stale');
  await vi.advanceTimersByTimeAsync(SETTLED_MS + kRenderMs - 1);
  expect([host.song.state(), host.song.measuredMs()]).toEqual(['measuring', null]);
  await vi.advanceTimersByTimeAsync(1);
  expect(host.song.state()).toBe('current');
  expect(host.song.measuredMs()).toBe(SETTLED_MS + kRenderMs);
  expect(SETTLED_MS).toBeLessThanOrEqual(250);
});

test('another change begins it anew, and the figures are of the last', async () => {
  host.song.changed();
  await vi.advanceTimersByTimeAsync(SETTLED_MS + 700);
  host.next = reportOf({ lufs: -12 });
  host.song.changed();
  expect(host.song.state()).toBe('stale');
  await vi.advanceTimersByTimeAsync(SETTLED_MS + kRenderMs);
  expect(host.begun).toEqual([SETTLED_MS, 2 * SETTLED_MS + 700]);
  expect(host.song.measurement()?.integratedLufs).toBe(-12);
  expect(host.errors).toEqual([]);
});

test('a drag is waited for', async () => {
  host.gesture = true;
  host.song.changed();
  await vi.advanceTimersByTimeAsync(5000);
  expect(host.begun).toEqual([]);
  host.gesture = false;
  await vi.advanceTimersByTimeAsync(SETTLED_MS + kRenderMs);
  expect(host.song.state()).toBe('current');
});

test('nothing is measured while another work renders, and what was begun is taken up after it', async () => {
  host.song.changed();
  await vi.advanceTimersByTimeAsync(SETTLED_MS + 100);
  const work = host.song.during(() => new Promise((resolve) => setTimeout(resolve, 10_000)));
  await vi.advanceTimersByTimeAsync(9000);
  expect([host.begun.length, host.song.state()]).toEqual([1, 'stale']);
  await vi.advanceTimersByTimeAsync(1000 + kRenderMs + 1);
  await work;
  expect([host.begun.length, host.song.state()]).toEqual([2, 'current']);
});

test('a song without its stems has no figures, and neither has another one', async () => {
  host.song.changed();
  await vi.advanceTimersByTimeAsync(SETTLED_MS + kRenderMs);
  host.next = reportOf({ lufs: -9 });
  host.song.replaced();
  expect([host.song.song(), host.song.state()]).toEqual([null, 'stale']);
  await vi.advanceTimersByTimeAsync(SETTLED_MS + kRenderMs);
  expect(host.song.consequence(), 'not compared with the song before').toBe('');
  host.stems = false;
  host.song.changed();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([host.song.state(), host.song.measuredMs(), host.begun.length]).toEqual(['none', null, 2]);
});

test('what a change did is told of the last two measurements', async () => {
  host.song.changed();
  await vi.advanceTimersByTimeAsync(SETTLED_MS + kRenderMs);
  expect(host.song.consequence()).toBe('');
  host.next = reportOf({ lufs: -13.4, peak: -0.4 });
  host.song.changed();
  await vi.advanceTimersByTimeAsync(SETTLED_MS + kRenderMs);
  expect(host.song.consequence()).toBe('Song +0.4 LU, true peak +0.6 dB.');
});

test('a consequence names figures of a tenth and more, and the stretch that changed most', () => {
  const before = reportOf({});
  const told = (change: Parameters<typeof reportOf>[0]) =>
    songConsequences(before, reportOf(change), (strip) => strip);
  expect(told({})).toBe('');
  expect(told({ lufs: -13.75, peak: -1.04 })).toBe('');
  expect(told({ lufs: -13.7 })).toBe('Song +0.1 LU.');
  expect(told({ lufs: -14.9, range: 5.2 })).toBe('Song −1.1 LU, range −1.0 LU.');
  const lifted = { lufs: -13.6, lift: [64, 92, 0.9] as const };
  expect(told(lifted)).toBe('Song +0.2 LU, 1:04–1:32 +0.9 LU.');
  const found = mostChanged(before, reportOf(lifted));
  console.log(`[ figure ] lifted at 64–92 s, told ${JSON.stringify(found)}`);
  expect(Math.abs(found!.startSeconds - 64)).toBeLessThanOrEqual(0.5);
  expect(Math.abs(found!.endSeconds - 92)).toBeLessThanOrEqual(0.5);
  // All of it by as much: no stretch stands out.
  expect(told({ lufs: -13.3, lift: [-9, 200, 0.5] })).toBe('Song +0.5 LU.');
});

test('a track that moved is named with its level against the rest', () => {
  const withLevels = (...dbs: number[]): SongMeasureReport => ({
    ...reportOf({}),
    tracks: dbs.map((db, i) => ({ id: `Track ${i}`, meanSquare: 10 ** (db / 10) })),
  });
  const before = withLevels(-20, -23, -14, -200);
  const told = (after: SongMeasureReport) => songConsequences(before, after, (id) => id);
  expect(told(withLevels(-20, -24.1, -14, -200))).toBe('Track 1 −1.1 dB against the rest.');
  expect(told(withLevels(-26, -29, -20, -200)), 'all of them').toBe('');
  expect(told(withLevels(-20, -23, -14, -100)), 'what nobody hears').toBe('');
  expect(told(withLevels(-20, -23.05, -14)), 'less than a tenth').toBe('');
});

test('figures say since when they hold', () => {
  const told = [
    measureAge('none', null),
    measureAge('stale', null),
    measureAge('measuring', 9),
    measureAge('stale', 9),
    ...[0, 2, 59.9, 60, 3599, 7200].map((age) => measureAge('current', age)),
  ];
  expect(told).toEqual([
    'not measured',
    'to be measured',
    'measuring…',
    'before your last change',
    'measured just now',
    'measured 2 s ago',
    'measured 59 s ago',
    'measured 1 min ago',
    'measured 59 min ago',
    'measured 2 h ago',
  ]);
});

test('each intent aims within what it says', () => {
  for (const { aimLufs, says } of LOUDNESS_INTENTS) {
    const [lowest, highest] = [...says.matchAll(/−(\d+)/g)].map(([, lufs]) => -Number(lufs));
    expect(aimLufs).toBeGreaterThanOrEqual(lowest!);
    expect(aimLufs).toBeLessThanOrEqual(highest!);
  }
});

test('the limiter is explained with figures, a name and what to change', () => {
  const report = {
    reductionDb: 9.04,
    startSeconds: 72,
    endSeconds: 90,
    causes: [
      { strip: 't1', share: 0.617 },
      { strip: 't2', share: 0.3 },
    ],
    turnDown: { strip: 't1', db: 1.5 },
  };
  const asked = { lufs: -7, wouldBe: true, nameOf: () => 'Kick' };
  expect(limitingText(report, asked)).toBe(
    'The limiter would have to take 9.0 dB off at 1:12–1:30; Kick causes 62 % of it. ' +
      'Turn Kick down 1.5 dB or aim for −10.5 LUFS.',
  );
  const spread = { ...report, causes: [{ strip: 't1', share: 0.1 }], turnDown: null };
  expect(limitingText(spread, { ...asked, wouldBe: false })).toBe(
    'The limiter takes 9.0 dB off at 1:12–1:30; no one track causes it. Aim for −10.5 LUFS.',
  );
  expect(limitingText({ ...report, reductionDb: 4, turnDown: null }, asked)).toBe(
    'The limiter would have to take 4.0 dB off at 1:12–1:30; Kick causes 62 % of it.',
  );
  expect(limitingText({ ...report, reductionDb: 0 }, asked)).toContain('nothing to do');
});
