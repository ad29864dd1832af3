// Real stems, where a folder of them is at hand: LATHE_STEMS names one with
// WAV files. Import, play from start to end (or LATHE_PLAY_SECONDS of it), seek,
// export, and the memory all that takes. LATHE_STEMS_LUFS: the loudness of their
// plain sum, as another program reads it.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MemoryWatch } from './support/memory';
import { sessionOf } from './support/session-of';
import { openTestPage } from './support/test-page';

const folder = process.env.LATHE_STEMS;
const playSeconds = Number(process.env.LATHE_PLAY_SECONDS ?? 3600);
const expectedLufs = process.env.LATHE_STEMS_LUFS;
const kMaxPeakBytes = 350e6;
/** Chromium brings its count of underruns up to date once a second. */
const kCountedAfterMs = 1500;
if (!folder) console.log('LATHE_STEMS names no folder of WAV files: real stems are left out.');

for (const isolation of [true, false]) {
  test.skipIf(!folder || !existsSync(folder))(
    `a folder of stems imports, plays without a gap and exports (${isolation ? 'shared' : 'transferred'})`,
    async () => {
      const files = readdirSync(folder!)
        .filter((name) => name.endsWith('.wav'))
        .sort()
        .map((name) => join(folder!, name));
      const site = await openTestPage({ isolation });
      const browser = site.context.browser();
      const memory = browser && (await MemoryWatch.start(browser));
      try {
        await site.page.setInputFiles('#files', files);
        const imported = await site.page.evaluate(async () => {
          window.lathe = await window.tools.createStudioEngine();
          const started = performance.now();
          const stems = await window.tools.importChosen(window.lathe, null);
          return { stems, seconds: (performance.now() - started) / 1000 };
        });
        const document = sessionOf(imported.stems);
        const importPeak = memory?.peakBytes ?? 0;
        const played = await site.page.evaluate(
          async ({ session, seconds, fresh }) => {
            const { lathe, tools } = window;
            const counted = () => new Promise((resolve) => setTimeout(resolve, fresh));
            await lathe.open(session);
            // The engine is made on the audio thread: what that held up was silence.
            await counted();
            await lathe.play();
            const first = await tools.waitForMeters(lathe, ({ playing }) => playing, 10_000);
            const end = performance.now() + seconds * 1000;
            const underrunsAt: number[] = [];
            let seen = first?.underruns ?? 0;
            const last = await tools.waitForMeters(
              lathe,
              ({ playing, underruns, playheadFrame }) => {
                if (underruns !== null && underruns > seen) {
                  seen = underruns;
                  underrunsAt.push(playheadFrame / session.sampleRate);
                }
                return !playing || performance.now() > end;
              },
              (seconds + 10) * 1000,
            );
            await counted();
            const settled = await tools.waitForMeters(lathe, () => true, 10_000);
            lathe.seek(Math.floor(session.sampleRate * 100));
            const sought = await tools.waitForMeters(
              lathe,
              ({ playheadFrame }) => Math.abs(playheadFrame - session.sampleRate * 100) < 24_000,
              5000,
            );
            lathe.pause();
            return { first, last, settled, sought, underrunsAt };
          },
          { session: document, seconds: playSeconds, fresh: kCountedAfterMs },
        );
        const playPeak = memory?.peakBytes ?? 0;
        const exported = await site.page.evaluate(async (session) => {
          const started = performance.now();
          const { file, report } = await window.lathe.exportWav(session, { samples: '24' });
          const { measurement } = report.song;
          return { measurement, bytes: file.size, seconds: (performance.now() - started) / 1000 };
        }, document);
        const songSeconds = exported.measurement.durationSeconds;
        const underruns = (played.settled?.underruns ?? 0) - (played.first?.underruns ?? 0);
        const at = played.underrunsAt.map((seconds) => `${seconds.toFixed(1)} s`).join(', ');
        console.log(
          `[ figure ] ${files.length} stems: import ${imported.seconds.toFixed(1)} s, ` +
            `play to ${played.last?.playheadFrame} starved ${played.last?.starvedBlocks} underruns ${underruns}${at && ` (seen at ${at})`}, ` +
            `export ${(songSeconds / exported.seconds).toFixed(1)} × real time, ` +
            `${exported.measurement.integratedLufs} LUFS, peak PSS MB so far after import, play, export: ` +
            `${[importPeak, playPeak, memory?.peakBytes ?? 0].map((bytes) => (bytes / 1e6).toFixed(0)).join(', ')}`,
        );
        expect(played.last?.starvedBlocks).toBe(0);
        expect(underruns).toBe(0);
        expect(played.settled).not.toBeNull();
        expect(played.sought).not.toBeNull();
        expect(exported.measurement.integratedLufs).not.toBeNull();
        if (expectedLufs) {
          expect(
            Math.abs(exported.measurement.integratedLufs! - Number(expectedLufs)),
          ).toBeLessThan(0.1);
        }
        if (memory) expect(memory.peakBytes).toBeLessThan(kMaxPeakBytes);
        expect(site.complaints).toEqual([]);
      } finally {
        await memory?.stop();
        await site.close();
      }
    },
    1_200_000,
  );
}
