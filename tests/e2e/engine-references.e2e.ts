// Another record in place of the song, in a real browser without a studio: what
// goes to the loudspeakers, in step after a seek, in a loop and where it lies off the
// song's start, converted where its rate is another; and that mix, export and the
// kept mix do not hear of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionDocument, StemDocument } from '../../worklet/src/session/session-document';
import { sessionOf } from './support/session-of';
import { wavBytes } from './support/synthetic-stems';
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
        loudness: [
          measured.measurement.integratedLufs,
          exported.report.song.measurement.integratedLufs,
        ],
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

test('off the song’s start it is heard from there, and a loop takes it round', async () => {
  const result = await site.page.evaluate(
    async ({ song, alone, stem }) => {
      const { lathe, tools } = window;
      const exported = await lathe.exportWav(alone, { samples: '32f' });
      const sound = await tools.floatSamples(exported.file);
      await lathe.open(song);
      lathe.setParam('monitor', 'volumeDb', 0);
      lathe.hearReference(true, 0);
      // A second of it is over when the song begins.
      lathe.setReference({ stem, offsetFrames: -48000 });
      const [startFrame, frames] = [12800, 25600];
      lathe.setLoop({ startFrame, endFrame: startFrame + frames });
      lathe.seek(startFrame);
      const stop = await tools.captureFrames(lathe, 8);
      await lathe.play();
      await tools.waitForMeters(lathe, ({ playing }) => playing, 5000);
      // It has no end. Some rounds: the first may be over before the record is here.
      await tools.waitForMeters(lathe, ({ playing }) => !playing, 5000);
      lathe.pause();
      const { channels } = await stop();
      lathe.setLoop(null);
      lathe.hearReference(false, 0);
      lathe.setReference(null);
      // The loop is set while the record is on its way: it goes round all the same.
      const twoRounds = sound.map((plane) => {
        const round = plane.slice(48000 + startFrame, 48000 + startFrame + frames);
        const both = new Float32Array(2 * frames);
        both.set(round);
        both.set(round, frames);
        return both;
      });
      return tools.findIn(channels.slice(0, 2), twoRounds, 0, 2 * frames);
    },
    { song, alone, stem: record },
  );
  console.log(`[ figure ] reference in a loop: ${JSON.stringify(result)}`);
  expect(result).toMatchObject({ comparedFrames: 51200, largestDifference: 0 });
});

test('one of another rate is heard converted, measured as it is, freed when removed; the kept mix stays', async () => {
  const sample = (i: number, c: number) =>
    0.25 * Math.sin((i * 997 * (c + 1) * 2 * Math.PI) / 44100);
  const bytes = wavBytes({ name: 'rough.wav', channels: 2, bits: 24, sample }, 4 * 44100, 44100);
  const mono = { name: 'mono.wav', channels: 1, bits: 24 } as const;
  const quiet = (i: number) => 0.1 * Math.sin((i * 997 * 2 * Math.PI) / 48000);
  await site.page.setInputFiles('#files', [
    { name: 'rough.wav', mimeType: 'audio/wav', buffer: bytes },
    {
      name: 'mono.wav',
      mimeType: 'audio/wav',
      buffer: wavBytes({ ...mono, sample: quiet }, 96000),
    },
  ]);
  const result = await site.page.evaluate(async (song) => {
    const { lathe, tools } = window;
    const origin = await navigator.storage.getDirectory();
    const root = await origin.getDirectoryHandle('lathe');
    const filesOf = async (name: string) => {
      const found: string[] = [];
      const folder = await root.getDirectoryHandle(name);
      for await (const key of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) {
        found.push(key);
      }
      return found.sort();
    };
    await lathe.measureSong(song);
    const mixes = [await filesOf('renders')];
    const stems = [await filesOf('stems')];
    const [file, mono] = document.querySelector<HTMLInputElement>('#files')!.files!;
    const monoStem = await lathe.importReference(mono!, mono!.name, song.sampleRate);
    const monoFigures = (await lathe.measureReference(monoStem)).measurement;
    await lathe.forgetReference(monoStem.fileSha256);
    const stem = await lathe.importReference(file!, file!.name, song.sampleRate);
    const figures = await lathe.measureReference(stem);
    mixes.push(await filesOf('renders'));
    stems.push(await filesOf('stems'));
    // Without its mix the song would be rendered anew, to another file.
    await lathe.measureSong(song);
    mixes.push(await filesOf('renders'));
    lathe.setReference({ stem, offsetFrames: 0 });
    lathe.hearReference(true, 0);
    lathe.seek(0);
    const stop = await tools.captureFrames(lathe, 3);
    await lathe.play();
    await tools.waitForMeters(lathe, ({ playheadFrame }) => playheadFrame > 60000, 8000);
    lathe.pause();
    const { channels } = await stop();
    lathe.hearReference(false, 0);
    lathe.setReference(null);
    await lathe.forgetReference(stem.fileSha256);
    for (let i = 0; i < 200 && (await filesOf('stems')).length > stems[0]!.length; ++i) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    stems.push(await filesOf('stems'));
    const present = await lathe.presentStems([stem.fileSha256]);
    return {
      ...{ stem, figures, monoFigures, mixes, stems, present: present.size },
      heard: [Array.from(channels[0]!), Array.from(channels[1]!)],
    };
  }, song);
  const { stem, figures, mixes, stems, heard } = result;
  expect(stem).toMatchObject({ sampleRate: 44100, frames: 176400 });
  // Two sines of 0.25 at 997 and 1994 Hz: the second is lifted by the K-weighting's shelf.
  console.log(`[ figure ] its own: ${JSON.stringify(figures.measurement)}`);
  // On both sides, as it is heard: a sine of −20 dBFS there has −20 LUFS.
  expect(result.monoFigures.integratedLufs).toBeCloseTo(-20, 1);
  expect(result.monoFigures).toMatchObject({ correlation: 1, sideToMidDb: null });
  expect(figures.measurement.sampleRate).toBe(44100);
  expect(figures.measurement.integratedLufs).toBeGreaterThan(-12.1);
  expect(figures.measurement.integratedLufs).toBeLessThan(-10);
  expect(figures.measurement.sideToMidDb).toBeCloseTo(0, 1);
  const band = figures.spectrum.hz.indexOf(1000);
  // One channel of two at -12.04 dBFS.
  expect(figures.spectrum.levelDb[band]).toBeCloseTo(-12.04 - 3.01, 1);
  // The mix, and the last export.
  expect(mixes[0]).toHaveLength(2);
  expect(mixes[1]).toEqual(mixes[0]);
  expect(mixes[2]).toEqual(mixes[0]);
  expect(stems[1]!.length).toBe(stems[0]!.length + 4);
  expect(stems[2]).toEqual(stems[0]);
  expect(result.present).toBe(0);
  // The tone is at its own pitch: where it is, against a sine of the session's rate.
  const start = heard[0]!.findIndex((x) => x !== 0) + 9600;
  let re = 0;
  let im = 0;
  for (let i = 0; i < 24000; ++i) {
    const at = (i * 997 * 2 * Math.PI) / 48000;
    re += heard[0]![start + i]! * Math.sin(at);
    im += heard[0]![start + i]! * Math.cos(at);
  }
  const amplitude = (2 * Math.hypot(re, im)) / 24000;
  console.log(
    `[ figure ] a sine of 0.25 at 44.1 kHz is heard at 48 kHz with ${amplitude.toFixed(4)}`,
  );
  expect(amplitude).toBeCloseTo(0.25, 3);
});
