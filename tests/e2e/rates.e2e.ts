// Stems of 44.1 and 96 kHz in a session of 48: what the page exports is what the
// command line renders from the same files, sample for sample; and so it is at a rate that
// the session is changed to.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeLink } from '../../web/studio/src/link/settings-link';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import {
  exportWav,
  lathe,
  openStudio,
  type Site,
  type StudioPage,
  sampleData,
  serveStudio,
  waitForStems,
} from './support/studio-page';
import { stemBytes, threeStems, wavBytes } from './support/synthetic-stems';

const work = mkdtempSync(join(tmpdir(), 'lathe-e2e-rates-'));
const kSeconds = 3;
let site: Site;
let studio: StudioPage;

beforeAll(async () => {
  const [tone, hits, chord] = threeStems();
  if (!tone || !hits || !chord) throw new Error('there are three');
  writeFileSync(join(work, 'tone.wav'), wavBytes(tone, 48000 * kSeconds, 48000));
  writeFileSync(join(work, 'hits.wav'), wavBytes(hits, 48000 * kSeconds, 48000));
  writeFileSync(join(work, 'low.wav'), wavBytes(tone, 44100 * kSeconds + 7, 44100));
  writeFileSync(join(work, 'high.flac'), stemBytes(chord, 96000 * kSeconds - 11, 96000));
  site = await serveStudio(true);
  studio = await openStudio(site.address);
}, 60_000);

afterAll(async () => {
  await studio?.close();
  await site?.close();
  rmSync(work, { recursive: true, force: true });
});

/** The open session as its link holds it. */
async function sharedSession(page: Page): Promise<string> {
  await page
    .getByRole('button', { name: /^Share/ })
    .first()
    .click();
  const link = await page.getByRole('dialog').getByRole('textbox').first().inputValue();
  await page.keyboard.press('Escape');
  const decoded = decodeLink(new URL(link).hash);
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.json;
}

const paths = () =>
  ['tone.wav', 'low.wav', 'high.flac', 'hits.wav'].map((name) => join(work, name));

test('they are converted on import, which is told once', async () => {
  const { page } = studio;
  await page.locator('input[type=file]').first().setInputFiles(paths());
  await page.getByRole('slider', { name: 'high fader' }).waitFor({ timeout: 60_000 });
  await waitForStems(page);
  await page
    .getByText('Stems at 44.1 kHz and 96 kHz were converted to 48 kHz, the session’s rate.')
    .waitFor();
  await page.getByText('48 kHz ·').waitFor();
});

test('the export is what the command line renders from the files themselves', async () => {
  const { page } = studio;
  const exported = sampleData(await exportWav(page, '32-bit float'));
  const session = await sharedSession(page);
  const document = JSON.parse(session) as SessionDocument;
  expect(document.sampleRate).toBe(48000);
  expect(document.stems.map(({ frames, sampleRate }) => [frames, sampleRate])).toEqual([
    [96000 * kSeconds - 11, 96000],
    [48000 * kSeconds, 48000],
    [44100 * kSeconds + 7, 44100],
    [48000 * kSeconds, 48000],
  ]);
  writeFileSync(join(work, 'session.json'), session);
  const native = join(work, 'native.wav');
  lathe('render', join(work, 'session.json'), '--stems', work, '-o', native, '--bits', '32f');
  const samples = sampleData(readFileSync(native));
  console.log(`[ figure ] stems at 44.1 and 96 kHz at 48: ${samples.length / 4} samples the same`);
  expect(exported.length).toBe(samples.length);
  expect(exported.equals(samples)).toBe(true);
});

test('the session goes to another rate and back, in one step each', async () => {
  const { page } = studio;
  const before = await sharedSession(page);
  await page.keyboard.press('Control+,');
  await page.getByLabel('Sample rate of the session').selectOption('44.1 kHz');
  await page.getByText('44.1 kHz ·').waitFor({ timeout: 60_000 });
  await waitForStems(page);
  const exported = sampleData(await exportWav(page, '32-bit float'));
  writeFileSync(join(work, 'at44.json'), await sharedSession(page));
  const native = join(work, 'native44.wav');
  lathe('render', join(work, 'at44.json'), '--stems', work, '-o', native, '--bits', '32f');
  expect(exported.equals(sampleData(readFileSync(native)))).toBe(true);
  // Two channels of floats: as long as before, in seconds.
  expect(Math.abs(exported.length / 8 - 44100 * kSeconds)).toBeLessThanOrEqual(7);
  await page.keyboard.press('Control+z');
  await page.getByText('48 kHz ·').waitFor();
  expect(await sharedSession(page)).toBe(before);
});

test('a session that takes the stems at another rate finds them here, and converts them', async () => {
  const { page } = studio;
  const document = JSON.parse(await sharedSession(page)) as SessionDocument;
  const at96 = JSON.parse(JSON.stringify(document)) as SessionDocument;
  at96.sampleRate = 96000;
  for (const [i, track] of at96.tracks.entries()) {
    const { frames, sampleRate } = at96.stems[i]!;
    for (const clip of track.clips) clip.frames = Math.round((frames * 96000) / sampleRate);
  }
  const path = join(work, 'at96.json');
  writeFileSync(path, JSON.stringify(at96));
  await page.keyboard.press('Control+o');
  await page.getByRole('dialog').getByLabel('Stems or a session file').setInputFiles(path);
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByText('96 kHz ·').waitFor({ timeout: 60_000 });
  await waitForStems(page);
  const exported = sampleData(await exportWav(page, '32-bit float'));
  const native = join(work, 'native96.wav');
  lathe('render', path, '--stems', work, '-o', native, '--bits', '32f');
  expect(exported.equals(sampleData(readFileSync(native)))).toBe(true);
  expect(studio.complaints).toEqual([]);
});
