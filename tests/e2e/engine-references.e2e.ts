// Another record in place of the song, in a real browser without a studio: what
// goes to the loudspeakers, in step after a seek too, and that mix and export do
// not hear of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionDocument, StemDocument } from '../../worklet/src/session/session-document';
import { sessionOf } from './support/session-of';
import type { TestPage } from './support/test-page';
import { openThreeStems } from './support/three-stems-page';

const kFrames = 4 * 48000;

let site: TestPage;
let song: SessionDocument;
/** The record as a song of its own. */
let alone: SessionDocument;
let record: StemDocument;

beforeAll(async () => {
  const { stems, site: opened } = await openThreeStems(true, kFrames);
  site = opened;
  song = sessionOf(stems.slice(0, 2), [{}, {}], { driveDb: 6, 'limiter.on': true });
  alone = sessionOf(stems.slice(2), [{}], {});
  record = alone.stems[0]!;
});

afterAll(async () => {
  await site.close();
});

test('a record is heard to the bit in place of the song, and its figures are its file’s', async () => {
  const result = await site.page.evaluate(
    async ({ song, alone, stem }) => {
      const { lathe, tools } = window;
      await lathe.open(song);
      lathe.setParam('monitor', 'volumeDb', 0);
      lathe.setReference({ stem, offsetFrames: 0 });
      lathe.hearReference(true, 0);
      const written = await tools.floatSamples(
        (await lathe.exportWav(song, { samples: '32f' })).file,
      );
      const exported = await lathe.exportWav(alone, { samples: '32f' });
      const sound = await tools.floatSamples(exported.file);
      const measured = await lathe.measureReference(stem);
      const play = async (from: number) => {
        lathe.seek(from);
        const stop = await tools.captureFrames(lathe, 8);
        await lathe.play();
        await tools.waitForMeters(lathe, ({ playing }) => playing, 5000);
        await tools.waitForMeters(lathe, ({ playing }) => !playing, 15000);
        return (await stop()).channels;
      };
      const whole = await play(0);
      const later = await play(96000);
      lathe.hearReference(false, 0);
      lathe.setReference(null);
      return {
        tap: tools.compare(whole.slice(2), written),
        monitor: tools.findIn(whole.slice(0, 2), sound, 4800, 48000),
        later: tools.findIn(later.slice(0, 2), sound, 96000 + 9600, 48000),
        loudness: [measured.integratedLufs, exported.report.song.measurement.integratedLufs],
      };
    },
    { song, alone, stem: record },
  );
  console.log(`[ figure ] reference: ${JSON.stringify(result)}`);
  expect(result.tap).toMatchObject({ comparedFrames: kFrames, differingFrames: 0 });
  expect(result.monitor).toMatchObject({ comparedFrames: 48000, largestDifference: 0 });
  expect(result.later).toMatchObject({ comparedFrames: 48000, largestDifference: 0 });
  expect(result.loudness[0]).toBeCloseTo(result.loudness[1] as number, 3);
});
