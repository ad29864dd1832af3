// The engine in a real browser without a studio: import, live = offline, seek,
// loop, structure changes, with shared memory and without.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LatheEngine } from '../../worklet/src/client/lathe-engine';
import type { ParamRecord, SessionDocument } from '../../worklet/src/session/session-document';
import { sessionOf } from './support/session-of';
import { threeStems } from './support/synthetic-stems';
import type { TestPage } from './support/test-page';
import { openThreeStems } from './support/three-stems-page';

const kSampleRate = 48000;
const kFrames = 6 * kSampleRate + 77;

/** Everything that has state is on: equaliser, compressor, limiter with its latency. */
const kStrips: ParamRecord[] = [
  {
    'eq.on': true,
    'eq.band1.on': true,
    'eq.band1.gainDb': 6,
    'pan.position': -30,
    'fader.gainDb': -2,
  },
  { 'comp.on': true, 'comp.thresholdDb': -30, 'trim.gainDb': 6, 'pan.position': 40 },
  { 'eq.on': true, 'eq.highPass.on': true, 'comp.on': true, 'comp.detector': 'smooth' },
];
const kMaster = { driveDb: 6, 'limiter.on': true, 'limiter.ceilingDbtp': -3 };

for (const isolation of [true, false]) {
  describe(isolation ? 'isolated: shared memory' : 'not isolated: transferred buffers', () => {
    let site: TestPage;
    let document: SessionDocument;

    beforeAll(async () => {
      const opened = await openThreeStems(isolation, kFrames);
      site = opened.site;
      document = sessionOf(opened.stems, kStrips, kMaster);
    });

    afterAll(async () => {
      await site.close();
    });

    test('the engine knows whether it is isolated, and may write', async () => {
      const state = await site.page.evaluate(() => ({
        isolated: window.lathe.isolated,
        writable: window.lathe.writable,
      }));
      expect(state).toEqual({ isolated: isolation, writable: true });
    });

    test('stems are kept as they are: length, channels, rate, hash', async () => {
      expect(
        document.stems.map(({ frames, channels, sampleRate }) => [frames, channels, sampleRate]),
      ).toEqual(threeStems().map(({ channels }) => [kFrames, channels, kSampleRate]));
      for (const { fileSha256 } of document.stems) expect(fileSha256).toMatch(/^[0-9a-f]{64}$/);
    });

    test('what is heard from frame 0 is what is exported, every frame of tap and monitor', async () => {
      const result = await site.page.evaluate(async (session) => {
        const { lathe, tools } = window;
        await lathe.open(session);
        lathe.setParam('monitor', 'volumeDb', 0);
        const { file, report } = await lathe.exportWav(session, { samples: '32f' });
        const { measurement } = report.song;
        const written = await tools.floatSamples(file);
        const stop = await tools.captureFrames(lathe, 12);
        await lathe.play();
        await tools.waitForMeters(lathe, ({ playing }) => playing, 5000);
        const ended = await tools.waitForMeters(lathe, ({ playing }) => !playing, 20000);
        const { channels } = await stop();
        return {
          monitor: tools.compare(channels.slice(0, 2), written),
          tap: tools.compare(channels.slice(2), written),
          ended,
          measurement,
        };
      }, document);
      console.log(JSON.stringify(result));
      expect(result.tap).toMatchObject({ comparedFrames: kFrames, differingFrames: 0 });
      expect(result.monitor).toMatchObject({ comparedFrames: kFrames, differingFrames: 0 });
      expect(result.ended?.starvedBlocks).toBe(0);
      expect(result.measurement.durationSeconds).toBeCloseTo(kFrames / kSampleRate, 6);
    });

    test('seeks while playing land where they were sent, without a starved block', async () => {
      const result = await site.page.evaluate(async (session) => {
        const { lathe, tools } = window;
        await lathe.open(session);
        lathe.seek(0);
        lathe.resetMeters();
        await lathe.play();
        const landed: (number | undefined)[] = [];
        for (const frame of [200000, 48000, 150000, 1000]) {
          lathe.seek(frame);
          const near = await tools.waitForMeters(
            lathe,
            ({ playheadFrame }) => playheadFrame >= frame && playheadFrame < frame + 24000,
            3000,
          );
          landed.push(near?.playheadFrame);
        }
        const last = await tools.waitForMeters(lathe, () => true, 1000);
        lathe.pause();
        return { landed, starved: last?.starvedBlocks };
      }, document);
      expect(result.landed.every((frame) => frame !== undefined)).toBe(true);
      expect(result.starved).toBe(0);
    });

    test('a loop shorter than the read-ahead goes round and round without a starved block', async () => {
      const result = await site.page.evaluate(async () => {
        const { lathe, tools } = window;
        lathe.resetMeters();
        lathe.setLoop({ startFrame: 24000, endFrame: 48000 });
        lathe.seek(24000);
        await lathe.play();
        await tools.waitForMeters(
          lathe,
          ({ playing, playheadFrame }) =>
            playing && playheadFrame >= 24000 && playheadFrame < 40000,
          3000,
        );
        let wraps = 0;
        let previous = 0;
        let outside = 0;
        const last = await tools.waitForMeters(
          lathe,
          ({ playheadFrame }) => {
            if (playheadFrame < previous) ++wraps;
            if (playheadFrame < 23900 || playheadFrame > 48100) ++outside;
            previous = playheadFrame;
            return wraps >= 4;
          },
          6000,
        );
        lathe.setLoop(null);
        const past = await tools.waitForMeters(
          lathe,
          ({ playheadFrame }) => playheadFrame > 60000,
          3000,
        );
        lathe.pause();
        return { wraps, outside, starved: last?.starvedBlocks, starvedAfter: past?.starvedBlocks };
      });
      expect(result).toEqual({ wraps: 4, outside: 0, starved: 0, starvedAfter: 0 });
    });

    test('a track added while playing: playback goes on from where it is', async () => {
      const longer: SessionDocument = structuredClone(document);
      longer.tracks.push({ ...longer.tracks[0]!, id: 'extra', clips: [] });
      const result = await site.page.evaluate(async (session) => {
        const { lathe, tools } = window;
        lathe.resetMeters();
        lathe.seek(48000);
        await lathe.play();
        await tools.waitForMeters(lathe, ({ playheadFrame }) => playheadFrame > 60000, 3000);
        await lathe.open(session);
        const after = await tools.waitForMeters(
          lathe,
          ({ playheadFrame, playing }) => playing && playheadFrame > 72000,
          3000,
        );
        lathe.pause();
        return (
          after && {
            strips: after.strips.length,
            at: after.playheadFrame,
            starved: after.starvedBlocks,
          }
        );
      }, longer);
      expect(result).toMatchObject({ strips: 5, starved: 0 });
      expect(result!.at).toBeLessThan(120000);
    });

    test('an engine made anew while playing: meters never stand, and a pause at once holds', async () => {
      const structures = [0, 1, 2, 3].map((extra) => {
        const session: SessionDocument = structuredClone(document);
        for (let i = 0; i < extra; ++i) {
          session.tracks.push({ ...session.tracks[0]!, id: `extra${i}`, clips: [] });
        }
        return session;
      });
      const result = await site.page.evaluate(async (sessions) => {
        const { lathe, tools } = window;
        lathe.seek(0);
        await lathe.play();
        await tools.waitForMeters(lathe, ({ playheadFrame }) => playheadFrame > 9600, 3000);
        let longestGapMs = 0;
        let last = performance.now();
        const watch = setInterval(() => {
          const now = performance.now();
          if (!lathe.readMeters()) return;
          longestGapMs = Math.max(longestGapMs, now - last);
          last = now;
        }, 5);
        for (const session of [...sessions, sessions[0]!]) await lathe.open(session);
        lathe.pause();
        await new Promise((resolve) => setTimeout(resolve, 700));
        clearInterval(watch);
        const paused = await tools.waitForMeters(lathe, ({ playing }) => !playing, 2000);
        const still = await tools.waitForMeters(lathe, () => true, 2000);
        return {
          longestGapMs,
          strips: still?.strips.length,
          playing: still?.playing,
          crept: still && paused && still.playheadFrame - paused.playheadFrame,
        };
      }, structures);
      expect(result).toMatchObject({
        strips: document.tracks.length + 1,
        playing: false,
        crept: 0,
      });
      expect(result.longestGapMs).toBeLessThan(400);
    });

    test('an export can be cancelled, and leaves no file', async () => {
      const result = await site.page.evaluate(async (session) => {
        const { lathe, tools } = window;
        const abort = new AbortController();
        const onProgress = () => abort.abort();
        const fault = await tools.faultOf(
          lathe.exportWav(session, { samples: '24' }, { signal: abort.signal, onProgress }),
        );
        const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('lathe');
        const names: string[] = [];
        for await (const name of (await root.getDirectoryHandle('renders')).keys())
          names.push(name);
        return { code: fault?.code, files: names.length };
      }, document);
      expect(result).toEqual({ code: 'cancelled', files: 0 });
    });

    test('a loudness is reached, and the values found export to it', async () => {
      const result = await site.page.evaluate(async (session) => {
        const { lathe } = window;
        const found = await lathe.reachLoudness(session, -16, -1);
        if (!found.reached) return { found, lufs: null };
        const mastered = structuredClone(session);
        mastered.master.params = {
          ...mastered.master.params,
          driveDb: found.driveDb,
          trimDb: found.trimDb,
          'limiter.on': found.limiterOn,
          'limiter.ceilingDbtp': found.limiterCeilingDbtp,
        };
        const { measurement } = (await lathe.exportWav(mastered, { samples: '32f' })).report.song;
        return { found, lufs: measurement.integratedLufs, truePeak: measurement.truePeakDbtp };
      }, document);
      console.log(JSON.stringify(result));
      expect(result.found.reached).toBe(true);
      expect(Math.abs(result.lufs! + 16)).toBeLessThan(0.1);
      expect(result.truePeak!).toBeLessThan(-0.95);
    });

    test('the saved session and the stems are there after a reload', async () => {
      await site.page.evaluate(async (json) => {
        await window.lathe.save('{"an": "earlier one"}');
        await window.lathe.save(json);
      }, JSON.stringify(document));
      await site.page.reload();
      await site.page.waitForFunction(() => 'tools' in window);
      const result = await site.page.evaluate(
        async (hashes) => {
          window.lathe = await window.tools.createStudioEngine();
          return {
            writable: window.lathe.writable,
            saved: await window.lathe.loadSaved(),
            present: [...(await window.lathe.presentStems([...hashes, 'f'.repeat(64)]))],
            peaks: (await window.lathe.stemPeaks(hashes[0]!, 48000)).pairs.length,
          };
        },
        document.stems.map(({ fileSha256 }) => fileSha256),
      );
      expect(result.writable).toBe(true);
      expect(JSON.parse(result.saved!)).toEqual(document);
      expect(result.present.sort()).toEqual(
        document.stems.map(({ fileSha256 }) => fileSha256).sort(),
      );
      expect(result.peaks).toBe(2 * Math.ceil(kFrames / 512));
    });

    test('a second tab reads: it plays and exports, and refuses to import or save', async () => {
      const second = await site.context.newPage();
      await second.goto(site.address);
      await second.waitForFunction(() => 'tools' in window);
      const result = await second.evaluate(async (session) => {
        const { tools } = window;
        const lathe: LatheEngine = await tools.createStudioEngine();
        await lathe.open(session);
        await lathe.play();
        const played = await tools.waitForMeters(
          lathe,
          ({ playheadFrame }) => playheadFrame > 24000,
          5000,
        );
        lathe.pause();
        const { measurement } = (await lathe.exportWav(session, { samples: '16' })).report.song;
        const import_ = await tools.faultOf(lathe.importStem(new Blob(['x']), 'x.wav', null));
        const save = await tools.faultOf(lathe.save('{}'));
        const saved = await lathe.loadSaved();
        return {
          writable: lathe.writable,
          played: played !== null,
          lufs: measurement.integratedLufs,
          faults: [import_?.code, save?.code],
          saved: saved !== null,
        };
      }, document);
      await second.close();
      expect(result).toMatchObject({
        writable: false,
        played: true,
        faults: ['read-only', 'read-only'],
        saved: true,
      });
      expect(result.lufs).toBeLessThan(0);
    });

    test('nothing complained on the console', () => {
      expect(site.complaints).toEqual([]);
    });
  });
}
