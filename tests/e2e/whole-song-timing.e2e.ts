// How soon the whole-song figure is current again after a fader's move and after a
// change of the master, in the studio, while it plays: three minutes of 16 stereo
// stems with equaliser and compressor, and the default master. It takes half a
// gigabyte of disk, and figures that a loaded machine cannot give: so only where
// LATHE_TIMING is set, 1 for the figures alone, 2 to assert them.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { encodeLink } from '../../web/studio/src/link/settings-link';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { ParamRecord, SessionDocument } from '../../worklet/src/session/session-document';
import { openStudio, serveStudio, typeValue, waitForStems } from './support/studio-page';
import { wavBytes } from './support/synthetic-stems';

const kRate = 48000;
const kSeconds = 180;
const kStems = 16;
const kFrames = kRate * kSeconds;
const kFaderSeconds = 5;
const kMasterSeconds = 2;

const kStrip: ParamRecord = {
  'eq.on': true,
  'eq.highPass.on': true,
  'eq.band1.on': true,
  'eq.band1.gainDb': 2,
  'eq.band2.on': true,
  'eq.band2.gainDb': -3,
  'eq.band3.on': true,
  'eq.band3.gainDb': 2,
  'comp.on': true,
  'comp.thresholdDb': -24,
  'fader.gainDb': -14,
};
const kMaster: ParamRecord = { 'eq.on': true, 'glue.on': true, 'limiter.on': true, driveDb: 4 };

/** Four seconds of noise and hits, again and again. */
function stemFile(index: number): Buffer {
  let state = 77 + index;
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
  const loopFrames = 4 * kRate;
  const loop = wavBytes(
    {
      name: '',
      channels: 2,
      bits: 16,
      sample: (i) => 0.4 * noise() * (0.15 + Math.exp(-((i + 999 * index) % 24000) / 3000)),
    },
    loopFrames,
  ).subarray(44);
  const file = wavBytes({ name: '', channels: 2, bits: 16, sample: () => 0 }, 0);
  const data = Buffer.concat(Array.from({ length: kSeconds / 4 }, () => loop));
  file.writeUInt32LE(36 + data.length, 4);
  file.writeUInt32LE(data.length, 40);
  return Buffer.concat([file, data]);
}

function session(hashes: readonly string[]): SessionDocument {
  const document = emptySession({ name: 'Timing', sampleRate: kRate });
  hashes.forEach((fileSha256, i) => {
    const stem = { frames: kFrames, channels: 2, sampleRate: kRate, fileSha256 };
    document.stems.push({ id: `s${i}`, name: `Stem ${i}.wav`, ...stem });
    document.tracks.push({
      id: `t${i}`,
      name: `Stem ${i}`,
      colour: '#4a90d9',
      channels: 2,
      clips: [{ id: `c${i}`, stem: `s${i}`, sourceFrame: 0, frames: kFrames, startFrame: 0 }],
      strip: { output: 'mix', params: { ...kStrip }, sends: [] },
    });
  });
  document.master.params = kMaster;
  return document;
}

async function waitForState(page: Page, ...states: string[]): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const state = document.querySelector('.song-figures')?.getAttribute('data-state') ?? '';
      return wanted.includes(state) ? performance.now() : null;
    },
    states,
    { timeout: 120_000, polling: 20 },
  );
  return (await handle.jsonValue()) as number;
}

/** Seconds from the change, as the page has it, until the figure is current. */
async function secondsUntilCurrent(page: Page, control: string, value: string): Promise<number> {
  await typeValue(page, control, value);
  const changed = await waitForState(page, 'stale', 'measuring');
  return ((await waitForState(page, 'current')) - changed) / 1000;
}

test.skipIf(!process.env.LATHE_TIMING)('the whole-song figure is soon current again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lathe-timing-'));
  const site = await serveStudio(true);
  try {
    const hashes: string[] = [];
    const paths = Array.from({ length: kStems }, (_, i) => {
      const bytes = stemFile(i);
      hashes.push(createHash('sha256').update(bytes).digest('hex'));
      const path = join(folder, `Stem ${i}.wav`);
      writeFileSync(path, bytes);
      return path;
    });
    const studio = await openStudio(`${site.address}${encodeLink(session(hashes))}`);
    const { page } = studio;
    await page.getByRole('slider', { name: 'Stem 0 fader', exact: true }).waitFor();
    await page.locator('input[type=file]').first().setInputFiles(paths);
    await waitForStems(page);
    await waitForState(page, 'current');
    await page.keyboard.press('Space');
    await page.waitForTimeout(3000);
    const dropouts = async () =>
      Number((await page.locator('.status-audio').innerText()).match(/(\d+) dropout/)![1]);
    const before = await dropouts();
    const fader: number[] = [];
    const master: number[] = [];
    for (const [i, gain] of [-13, -15, -12].entries()) {
      fader.push(await secondsUntilCurrent(page, `Stem ${5 * i} fader`, String(gain)));
    }
    await page.getByRole('button', { name: 'Select the mix bus' }).click();
    for (const drive of [5, 3, 6]) {
      master.push(await secondsUntilCurrent(page, 'Master drive', String(drive)));
    }
    const lost = (await dropouts()) - before;
    const list = (seconds: number[]) => seconds.map((each) => each.toFixed(2)).join(' ');
    console.log(
      `[ figure ] whole song current after a fader's move in ${list(fader)} s, after a change of ` +
        `the master in ${list(master)} s, playing, ${lost} dropouts`,
    );
    await studio.close();
    if (process.env.LATHE_TIMING === '2') {
      expect(Math.max(...fader)).toBeLessThan(kFaderSeconds);
      expect(Math.max(...master)).toBeLessThan(kMasterSeconds);
      expect(lost).toBe(0);
    }
  } finally {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
