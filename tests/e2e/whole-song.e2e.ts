// The whole song measured again and again: only the master is rendered anew where
// only it changed, and what comes of it is what a render of all would give, bit for
// bit.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SongMeasureReport } from '../../worklet/src/client/song-measure-report';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { manyTracks } from './support/many-tracks';
import { sessionOf } from './support/session-of';
import { type SyntheticStem, stemBytes, threeStems } from './support/synthetic-stems';
import { openTestPage, type TestPage } from './support/test-page';

const kSampleRate = 48000;
const kFrames = 4 * kSampleRate + 77;
/** Two shards. */
const kTracks = 9;

let site: TestPage;
let session: SessionDocument;
/** A render of the strips starts one; a kept mix needs none. */
let partsStarted = 0;

function mastered(change: (session: SessionDocument) => void): SessionDocument {
  const changed = structuredClone(session);
  change(changed);
  return changed;
}

function measure(document: SessionDocument, workers = 2): Promise<SongMeasureReport> {
  return site.page.evaluate(
    ([song, engines]) => {
      window.lathe.renderWorkers = engines;
      return window.lathe.measureSong(song);
    },
    [document, workers] as const,
  );
}

function exportedHash(document: SessionDocument): Promise<string> {
  return site.page.evaluate(async (song) => {
    const { file } = await window.lathe.exportWav(song, { samples: '32f' });
    const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }, document);
}

/** A page that has rendered nothing yet. */
async function freshEngine(): Promise<void> {
  await site.page.evaluate(async () => {
    await window.lathe.close();
    window.lathe = await window.tools.createStudioEngine();
  });
}

async function partsStartedBy<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const before = partsStarted;
  const result = await work();
  return [result, partsStarted - before];
}

beforeAll(async () => {
  site = await openTestPage({
    isolation: true,
    maySend(path) {
      if (/part-worker[^/]*\.js$/.test(path)) ++partsStarted;
      return true;
    },
  });
  const files = threeStems().map((stem) => ({
    name: stem.name,
    mimeType: stem.flac ? 'audio/flac' : 'audio/wav',
    buffer: stemBytes(stem, kFrames),
  }));
  await site.page.setInputFiles('#files', files);
  const stems = await site.page.evaluate(async () => {
    window.lathe = await window.tools.createStudioEngine();
    return window.tools.importChosen(window.lathe, 48000);
  });
  session = manyTracks(sessionOf(stems), kTracks, false);
});

afterAll(async () => {
  await site.close();
});

/** Three soft tones, and one track of hits whose peaks stand 14 dB over them. */
async function songWithHits(): Promise<SessionDocument> {
  const stem = (name: string, sample: (i: number) => number): SyntheticStem => ({
    name,
    channels: 1,
    bits: 24,
    sample,
  });
  const frames = 14 * kSampleRate;
  const inHits = (i: number) => i > 4 * kSampleRate && i < 9 * kSampleRate;
  const stems = [
    ...[110, 247, 389].map((hz) =>
      stem(`tone ${hz}.wav`, (i) => 0.04 * Math.sin((2 * Math.PI * hz * i) / kSampleRate)),
    ),
    stem('hits.wav', (i) =>
      inHits(i)
        ? 0.6 *
          Math.exp(-(i % 24000) / 900) *
          Math.sin((2 * Math.PI * 60 * (i % 24000)) / kSampleRate)
        : 0,
    ),
  ];
  await site.page.setInputFiles(
    '#files',
    stems.map((each) => ({
      name: each.name,
      mimeType: 'audio/wav',
      buffer: stemBytes(each, frames),
    })),
  );
  const imported = await site.page.evaluate(() => window.tools.importChosen(window.lathe, 48000));
  return sessionOf(imported, [], { 'limiter.on': true, driveDb: 15 });
}

test('the limiter is explained by the one track that makes it work', async () => {
  const song = await songWithHits();
  const { report, cancelledAs, seen } = await site.page.evaluate(async (document) => {
    const { lathe, tools } = window;
    lathe.renderWorkers = 2;
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      seen.push(done / total);
    };
    const report = await lathe.explainLimiting(document, 0, { onProgress });
    const abort = new AbortController();
    const work = lathe.explainLimiting(document, 0, {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    return { report, cancelledAs: await tools.faultOf(work), seen };
  }, song);
  console.log(`[ figure ] ${JSON.stringify(report)}`);
  const [first, second] = report.causes;
  expect(first!.strip).toBe('t3');
  expect(first!.share).toBeGreaterThan(0.9);
  expect(second!.share).toBeLessThan(0.3);
  expect(report.startSeconds).toBeGreaterThanOrEqual(3);
  expect(report.endSeconds).toBeLessThanOrEqual(10);
  // The hits and what they ride on, driven, over the ceiling at −1 dBTP.
  const hitsDb = 20 * Math.log10(0.6) + 15 + 1;
  expect(report.reductionDb).toBeGreaterThan(hitsDb - 4);
  expect(report.reductionDb).toBeLessThan(hitsDb + 3);
  expect(report.turnDown?.strip).toBe('t3');
  expect(cancelledAs?.code).toBe('cancelled');
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

describe('a kept mix', () => {
  test('serves changes of the master alone, to the same bits as a render of all', async () => {
    const [first, parts] = await partsStartedBy(() => measure(session));
    expect(parts, 'the strips are rendered once').toBe(1);
    const louder = mastered(({ master }) => {
      // With a longer look-ahead, which the kept mix must have enough frames for.
      Object.assign(master.params, {
        driveDb: 7.5,
        trimDb: -0.5,
        'limiter.on': true,
        'limiter.lookAheadMs': 10,
        'glue.on': true,
      });
    });
    const [report, more] = await partsStartedBy(() => measure(louder));
    const [hash, none] = await partsStartedBy(() => exportedHash(louder));
    expect([more, none], 'no strip is rendered').toEqual([0, 0]);

    await freshEngine();
    const [again, all] = await partsStartedBy(() => exportedHash(louder));
    const inPlace = await measure(louder, 1);
    console.log(
      `[ figure ] ${kTracks} tracks: ${first.measurement.integratedLufs} LUFS, master changed ` +
        `${report.measurement.integratedLufs}; kept mix ${hash.slice(0, 12)}, all rendered ${again.slice(0, 12)}`,
    );
    expect(all).toBe(1);
    expect(again).toBe(hash);
    const { tracks, ...figures } = report;
    expect(inPlace, 'in a worker of its own, and in place').toMatchObject(figures);
    expect(tracks).toEqual(first.tracks);
    for (const [i, { id, meanSquare }] of inPlace.tracks!.entries()) {
      expect(id).toBe(tracks![i]!.id);
      expect(meanSquare / tracks![i]!.meanSquare).toBeCloseTo(1, 1);
    }
    expect(report.measurement.integratedLufs).not.toBe(first.measurement.integratedLufs);
    expect(report.loudness.maxShortTermLufs.length).toBeGreaterThan(10);
  });

  test('is not used for another mix, but for one of another name', async () => {
    await measure(session);
    const renamed = mastered(({ tracks }) => {
      tracks[0]!.name = 'Another';
      tracks[0]!.colour = '#123456';
    });
    const [, none] = await partsStartedBy(() => measure(renamed));
    expect(none).toBe(0);
    const quieter = mastered(({ tracks }) => {
      for (const { strip } of tracks) {
        strip.params['fader.gainDb'] = Number(strip.params['fader.gainDb']) - 6;
      }
    });
    const [report, all] = await partsStartedBy(() => measure(quieter));
    expect(all).toBe(1);
    const loud = await measure(session);
    const changesDb = report.tracks!.map(
      ({ meanSquare }, i) => 10 * Math.log10(meanSquare / loud.tracks![i]!.meanSquare),
    );
    console.log(`[ figure ] faders 6 dB down, tracks ${changesDb.map((db) => db.toFixed(3))} dB`);
    for (const db of changesDb) expect(Math.abs(db + 6)).toBeLessThan(0.01);
    expect(report.measurement.integratedLufs!).toBeLessThan(loud.measurement.integratedLufs! - 1);
  });

  test('is whole or not there: a cancelled render leaves none', async () => {
    await freshEngine();
    const whole = await measure(session);
    await freshEngine();
    const fault = await site.page.evaluate(async (song) => {
      const { lathe, tools } = window;
      lathe.renderWorkers = 2;
      const abort = new AbortController();
      const onProgress = () => abort.abort();
      return tools.faultOf(lathe.measureSong(song, { signal: abort.signal, onProgress }));
    }, session);
    expect(fault?.code).toBe('cancelled');
    const [report, parts] = await partsStartedBy(() => measure(session));
    expect(parts).toBe(1);
    expect(report).toEqual(whole);
    expect(site.complaints).toEqual([]);
  });
});
