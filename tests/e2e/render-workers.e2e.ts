// A song of many tracks exported by one, two and four engines at once: the same
// file, byte for byte; with shared memory and without. Cancelling ends them all,
// and one that fails fails the export and says why.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { manyTracks } from './support/many-tracks';
import { sessionOf } from './support/session-of';
import { stemBytes, threeStems } from './support/synthetic-stems';
import { openTestPage, type TestPage } from './support/test-page';

const kSampleRate = 48000;
const kFrames = 5 * kSampleRate + 77;
/** Four shards. */
const kTracks = 28;

/** What a page asks for to start a part worker. */
const kPartScript = /part-worker[^/]*\.js$/;

/** The exported file's hash. */
function exported(site: TestPage, session: SessionDocument, workers: number) {
  return site.page.evaluate(
    async ({ document, engines }) => {
      const { lathe } = window;
      lathe.renderWorkers = engines;
      const started = performance.now();
      const { file, report } = await lathe.exportWav(document, { samples: '24' });
      const { measurement } = report.song;
      const seconds = (performance.now() - started) / 1000;
      const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
      const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0'));
      return { hash: hex.join(''), bytes: file.size, lufs: measurement.integratedLufs, seconds };
    },
    { document: session, engines: workers },
  );
}

for (const isolation of [true, false]) {
  describe(isolation ? 'isolated' : 'not isolated', () => {
    let site: TestPage;
    let session: SessionDocument;
    let withBusKeys: SessionDocument;
    let partsStarted = 0;
    let partsMayStart = true;
    let hashOfOne = '';

    beforeAll(async () => {
      site = await openTestPage({
        isolation,
        maySend(path) {
          if (!kPartScript.test(path)) return true;
          ++partsStarted;
          return partsMayStart;
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
      withBusKeys = manyTracks(sessionOf(stems), kTracks, true);
    });

    afterAll(async () => {
      await site.close();
    });

    test('one, two and four engines export the same file', async () => {
      const one = await exported(site, session, 1);
      hashOfOne = one.hash;
      for (const workers of [2, 4]) {
        partsStarted = 0;
        const more = await exported(site, session, workers);
        expect(partsStarted, 'workers beside the render worker').toBe(workers - 1);
        console.log(
          `[ figure ] ${kTracks} tracks, ${workers} engines: ${more.bytes} B, ${more.lufs} LUFS, ` +
            `${one.hash === more.hash ? 'same' : 'other'} hash as by one, ` +
            `${more.seconds.toFixed(1)} s against ${one.seconds.toFixed(1)}`,
        );
        expect(more.hash).toBe(one.hash);
      }
      expect(one.lufs).toBeGreaterThan(-40);
      expect(site.complaints).toEqual([]);
    });

    // What follows has nothing to do with how audio travels to the page.
    if (!isolation) return;

    test('a session with keys from buses, left to one engine, is the same as well', async () => {
      const one = await exported(site, withBusKeys, 1);
      partsStarted = 0;
      const four = await exported(site, withBusKeys, 4);
      expect(four.hash).toBe(one.hash);
      expect(partsStarted).toBe(0);
    });

    test('cancelled while several render, it says so, and the next export is whole', async () => {
      const faulted = await site.page.evaluate(async (document) => {
        const { lathe, tools } = window;
        lathe.renderWorkers = 4;
        const abort = new AbortController();
        const seen: number[] = [];
        const work = lathe.exportWav(
          document,
          { samples: '24' },
          {
            signal: abort.signal,
            onProgress: ({ done, total }) => {
              seen.push(done / total);
              if (done / total > 0.1) abort.abort();
            },
          },
        );
        return { fault: await tools.faultOf(work), seen };
      }, session);
      expect(faulted.fault?.code).toBe('cancelled');
      expect(faulted.seen[0]).toBeLessThan(0.75);
      expect(faulted.seen).toEqual([...faulted.seen].sort((a, b) => a - b));
      expect((await exported(site, session, 2)).hash).toBe(hashOfOne);
    });

    test('a worker that does not come up fails the export, which says so', async () => {
      partsMayStart = false;
      const fault = await site.page.evaluate(async (document) => {
        window.lathe.renderWorkers = 2;
        return window.tools.faultOf(window.lathe.exportWav(document, { samples: '24' }));
      }, session);
      partsMayStart = true;
      expect(fault?.message).toContain("One of Lathe's render workers stopped");
      expect(fault?.remedy).not.toBe('');
      expect((await exported(site, session, 2)).hash).toBe(hashOfOne);
    });
  });
}
