// Solo after and before the fader, a stage of the master by itself, and the strip
// that is measured on demand, in a real browser without a studio: what goes to the
// loudspeakers, and that the mix and its export do not hear of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { sessionOf } from './support/session-of';
import type { TestPage } from './support/test-page';
import { openThreeStems } from './support/three-stems-page';

const kFrames = 4 * 48000;

let site: TestPage;
let document: SessionDocument;

beforeAll(async () => {
  const { stems, site: opened } = await openThreeStems(true, kFrames);
  site = opened;
  const strips = stems.map((_, i) => ({ 'fader.gainDb': -6 * i, 'pan.position': 40 * i - 40 }));
  document = sessionOf(stems, strips, { driveDb: 6, 'limiter.on': true });
});

afterAll(async () => {
  await site.close();
});

/** The second track alone, as it leaves its strip: no master, nothing else. */
function secondAlone(atUnity: boolean): SessionDocument {
  const alone = structuredClone(document);
  for (const [i, { strip }] of alone.tracks.entries()) strip.params.mute = i !== 1;
  if (atUnity)
    Object.assign(alone.tracks[1]!.strip.params, { 'fader.gainDb': 0, 'pan.position': 0 });
  alone.master.params = {};
  return alone;
}

for (const mode of ['afterFader', 'preFader'] as const) {
  test(`${mode}: the loudspeakers get the soloed strip, the tap the mix as exported`, async () => {
    const result = await site.page.evaluate(
      async ({ session, alone, soloMode }) => {
        const { lathe, tools } = window;
        await lathe.open(session);
        lathe.setParam('monitor', 'volumeDb', 0);
        const written = await tools.floatSamples(
          (await lathe.exportWav(session, { samples: '32f' })).file,
        );
        const strip = await tools.floatSamples(
          (await lathe.exportWav(alone, { samples: '32f' })).file,
        );
        lathe.seek(0);
        lathe.setSolo(new Set([session.tracks[1]!.id]), soloMode);
        const stop = await tools.captureFrames(lathe, 8);
        await lathe.play();
        await tools.waitForMeters(lathe, ({ playing }) => playing, 5000);
        await tools.waitForMeters(lathe, ({ playing }) => !playing, 15000);
        const { channels } = await stop();
        lathe.setSolo(new Set(), 'inPlace');
        const tap = tools.compare(channels.slice(2), written);
        // What is listened to is ahead of the tap by what the master takes, and fades in.
        const monitor = tools.findIn(channels.slice(0, 2), strip, 4800, 48000);
        return { tap, monitor };
      },
      { session: document, alone: secondAlone(mode === 'preFader'), soloMode: mode },
    );
    console.log(`[ figure ] ${mode}: ${JSON.stringify(result)}`);
    expect(result.tap).toMatchObject({ comparedFrames: kFrames, differingFrames: 0 });
    expect(result.monitor.largestDifference).toBe(0);
    expect(result.monitor.comparedFrames).toBe(48000);
  });
}

test('what a stage of the master changes is heard past the limiter, and is in no tap or file', async () => {
  const session = structuredClone(document);
  session.master.params = { 'eq.on': true, 'eq.outputDb': -3, driveDb: 6, 'limiter.on': true };
  const dry = structuredClone(document);
  dry.master.params = {};
  // What an equaliser of −3 dB takes of the mix, driven by 6 dB.
  const share = (10 ** (-3 / 20) - 1) * 10 ** (6 / 20);
  const result = await site.page.evaluate(
    async ({ session, dry, share }) => {
      const { lathe, tools } = window;
      await lathe.open(session);
      lathe.setParam('monitor', 'volumeDb', 0);
      lathe.setListen({ master: 'eq', mode: 'delta' });
      const samples = async (of: typeof session) =>
        tools.floatSamples((await lathe.exportWav(of, { samples: '32f' })).file);
      const [written, mix] = [await samples(session), await samples(dry)];
      lathe.seek(0);
      const stop = await tools.captureFrames(lathe, 8);
      await lathe.play();
      await tools.waitForMeters(lathe, ({ playing }) => playing, 5000);
      await tools.waitForMeters(lathe, ({ playing }) => !playing, 15000);
      const { channels } = await stop();
      lathe.setListen(null);
      return {
        tap: tools.compare(channels.slice(2), written),
        monitor: tools.compare(
          channels.slice(0, 2),
          mix.map((side) => side.map((x) => x * share)),
        ),
      };
    },
    { session, dry, share },
  );
  console.log(`[ figure ] change of the master's equaliser: ${JSON.stringify(result)}`);
  expect(result.tap).toMatchObject({ comparedFrames: kFrames, differingFrames: 0 });
  expect(result.monitor.comparedFrames).toBe(kFrames);
  expect(result.monitor.largestDifference).toBeLessThan(2e-7);
});

test('the loudness of one strip is read while all play, as a file of it alone would be', async () => {
  const result = await site.page.evaluate(
    async ({ session, alone }) => {
      const { lathe, tools } = window;
      await lathe.open(session);
      const { measurement } = (await lathe.exportWav(alone, { samples: '32f' })).report.song;
      lathe.seek(0);
      lathe.setMetering({ preFader: true, probe: session.tracks[1]!.id });
      await lathe.play();
      await tools.waitForMeters(lathe, ({ playing }) => playing, 5000);
      let last = await tools.waitForMeters(lathe, () => true, 1000);
      while (last?.playing) last = await tools.waitForMeters(lathe, () => true, 1000);
      lathe.setMetering({ preFader: false, probe: null });
      return { probe: last?.probe, measurement };
    },
    { session: document, alone: secondAlone(true) },
  );
  console.log(`[ figure ] probe ${JSON.stringify(result.probe)}`);
  const { probe, measurement } = result;
  expect(Math.abs(probe!.integratedLufs! - measurement.integratedLufs!)).toBeLessThan(0.1);
  expect(Math.abs(probe!.truePeakDbtp! - measurement.truePeakDbtp!)).toBeLessThan(0.05);
});
