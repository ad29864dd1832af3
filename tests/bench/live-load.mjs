// The table's third row: a large mix played live. First the load: the built
// worklet renders it in an OfflineAudioContext, its audio at hand, wall time over
// audio time. Then a minute of real play in the page, stems from the disk, with
// what starved and what the output lost.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage } from './browser.mjs';
import { median } from './rounds.mjs';
import { sampleRate, sessionOf, stemSamples, stripParams } from './strip-workload.mjs';

const TRACKS = 64;
const SATURATED = 16;
const GROUPS = 8;
const FILES = 8;
export const loadSeconds = 8;
export const playSeconds = 60;

/** 64 stereo tracks with equaliser, compressor, gate and de-esser, 16 saturated, in 8 groups. */
function liveSession(seconds) {
  const document = sessionOf(TRACKS, Math.floor(sampleRate * seconds), (i) => ({
    ...stripParams(i % 8),
    'gate.on': true,
    'gate.thresholdDb': -40,
    'deesser.on': true,
    'sat.on': i < SATURATED,
    'fader.gainDb': -18,
  }));
  for (let group = 0; group < GROUPS; group++) {
    document.buses.push({
      id: `g${group}`,
      kind: 'group',
      strip: { params: { 'comp.on': true, 'comp.thresholdDb': -12 } },
    });
  }
  document.tracks.forEach((track, i) => {
    track.strip.output = `g${i % GROUPS}`;
  });
  document.master.params = { 'limiter.on': true, driveDb: 3 };
  return document;
}

function wavFile(index, seconds) {
  const source = stemSamples(index);
  const samples = Math.floor(sampleRate * seconds) * 2;
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 4, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    bytes.writeInt16LE(Math.round(source[i % source.length] * 32767), 44 + 2 * i);
  }
  return bytes;
}

/** Plays the mix from disk for a minute; stems shared by tracks, each from its own place on. */
async function play(page) {
  const seconds = playSeconds + 6;
  const folder = mkdtempSync(join(tmpdir(), 'lathe-live-'));
  try {
    const files = Array.from({ length: FILES }, (_, i) => {
      const path = join(folder, `stem ${i}.wav`);
      writeFileSync(path, wavFile(i, seconds));
      return path;
    });
    await page.setInputFiles('#files', files);
    const document = liveSession(seconds);
    return await page.evaluate(
      async ({ session, rate, playMs }) => {
        const { tools } = window;
        const lathe = await tools.createStudioEngine();
        const stems = await tools.importChosen(lathe, rate);
        session.stems.length = stems.length;
        stems.forEach(({ fileSha256, frames }, i) => {
          Object.assign(session.stems[i], { fileSha256, frames });
        });
        session.tracks.forEach((track, i) => {
          const [clip] = track.clips;
          clip.stem = `s${i % stems.length}`;
          clip.sourceFrame = i * 997;
          clip.frames = session.stems[0].frames - clip.sourceFrame;
        });
        await lathe.open(session);
        await lathe.play();
        // Chromium brings its count of underruns up to date once a second: by then what making the
        // engine cost is in it.
        const began = await tools.waitForMeters(lathe, (m) => m.playheadFrame > 2.2 * rate, 12000);
        let last = began;
        for (const end = performance.now() + playMs; performance.now() < end; ) {
          last = (await tools.waitForMeters(lathe, () => true, 1000)) ?? last;
        }
        lathe.pause();
        return {
          playedSeconds: (last.playheadFrame - began.playheadFrame) / rate,
          starvedBlocks: last.starvedBlocks,
          underruns: last.underruns === null ? null : last.underruns - began.underruns,
          truePeakDbtp: last.truePeakDbtp,
        };
      },
      { session: document, rate: sampleRate, playMs: playSeconds * 1000 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `folder`: of the built test page. */
export async function liveLoad(chromium, folder, rounds) {
  const { page, close } = await openPage(chromium, folder, '', 'tools');
  try {
    const loads = [];
    for (let round = 0; round <= rounds; round++) {
      const result = await page.evaluate(
        ({ session, seconds }) => window.tools.liveLoad(session, seconds),
        { session: liveSession(loadSeconds), seconds: loadSeconds },
      );
      if (result.starvedBlocks > 0 || !(result.peak > 0.01)) {
        throw new Error(`the worklet did not play: ${JSON.stringify(result)}`);
      }
      if (round > 0) loads.push(100 * result.load);
    }
    return {
      loadPercent: median(loads),
      least: Math.min(...loads),
      most: Math.max(...loads),
      play: await play(page),
    };
  } finally {
    await close();
  }
}
