// The table of bad input, in the studio as a person meets it: each gives a
// message that names the file or thing and a remedy; tracks, faders, the saved
// session and the stored stems stay as they were, and nothing half-imported
// remains.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { encodeLink } from '../../web/studio/src/link/settings-link';
import { badLinks, badSessions, tracks } from './support/bad-sessions';
import {
  badStems,
  floatWav,
  type GivenFile,
  good,
  goodFlac,
  kFrames,
  tone,
} from './support/bad-stems';
import { type Footprint, footprint } from './support/footprint';
import {
  exportWav,
  openStudio,
  type Site,
  type StudioPage,
  sampleData,
  serveStudio,
  typeValue,
  waitForStems,
} from './support/studio-page';
import { stemBytes, wavBytes } from './support/synthetic-stems';

const kFaderText = '−4.5 dB';
/** Where the files lie that are picked. */
const kFolder = mkdtempSync(join(tmpdir(), 'lathe-bad-files-'));

// The page, by role and name.

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });

async function dismissAll(page: Page): Promise<void> {
  const dismiss = messages(page).getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

/** Waits for the one message that is shown, and returns its words. */
async function theMessage(page: Page, role: 'alert' | 'status' = 'alert'): Promise<string> {
  const shown = messages(page).getByRole(role);
  await shown.first().waitFor({ timeout: 15_000 });
  await waitForStems(page);
  expect(await messages(page).locator('.fault').count()).toBe(1);
  return (await shown.innerText()).replace(/\s+/g, ' ');
}

/** Through the page's own file picker, as a person does. */
async function pick(page: Page, ...files: GivenFile[]): Promise<void> {
  const choose = page.getByRole('button', { name: 'Choose files' });
  const add = page.getByRole('button', { name: 'Open or add…', exact: true });
  await choose.or(add).waitFor();
  if (await add.isVisible()) await add.click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), choose.click()]);
  await chooser.setFiles(
    files.map(({ name, buffer }) => {
      writeFileSync(join(kFolder, name), buffer);
      return join(kFolder, name);
    }),
  );
}

async function pasteLink(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Open or add…', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
}

/** Saves, and waits until the page says so. */
async function saved(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.getByText('saved on this device').waitFor();
}

/** The export as floats, interleaved. */
async function mixOf(page: Page): Promise<Float32Array> {
  const bytes = sampleData(await exportWav(page, '32-bit float'));
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

describe('bad input', () => {
  const profile = mkdtempSync(join(tmpdir(), 'lathe-bad-input-'));
  let site: Site;
  let studio: StudioPage;
  let page: Page;
  let before: Footprint;

  /** Does something bad and expects its message, and nothing else. */
  async function expectRefusal(says: RegExp, act: () => Promise<void>): Promise<void> {
    await act();
    const told = await theMessage(page);
    expect(told).toMatch(says);
    expect(told).not.toMatch(/\.\.|undefined|\[object|NaN/);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await footprint(page)).toEqual(before);
    await dismissAll(page);
  }

  beforeAll(async () => {
    site = await serveStudio(true);
    studio = await openStudio(site.address, { profile });
    page = studio.page;
  });

  afterAll(async () => {
    await studio?.close();
    await site?.close();
    rmSync(profile, { recursive: true, force: true });
    rmSync(kFolder, { recursive: true, force: true });
  });

  // So that one failure does not become that of all after it.
  afterEach(async () => {
    if (page.isClosed()) return;
    await page.keyboard.press('Escape');
    await dismissAll(page);
  });

  test('a bad first stem leaves the first screen and an empty store', async () => {
    await pick(page, { name: 'half.wav', buffer: good.subarray(0, 4000) });
    expect(await theMessage(page)).toMatch(/half\.wav is cut short.*Copy or download it again/);
    const left = await footprint(page);
    expect(left).toMatchObject({ tracks: [], files: [], stems: [], savedSession: null });
    await page.getByRole('heading', { name: 'Drop your stems here' }).waitFor();
    await dismissAll(page);
  });

  test('a good session opens, with a bad file among its stems named', async () => {
    await pick(
      page,
      { name: 'Kick.wav', buffer: good },
      { name: 'Notes.wav', buffer: Buffer.from('not a sound') },
      { name: 'Pad.flac', buffer: goodFlac },
    );
    expect(await theMessage(page)).toMatch(/Notes\.wav is not a WAV or FLAC file\. Export/);
    await dismissAll(page);
    await typeValue(page, 'Kick fader', '-4.5');
    await saved(page);
    before = await footprint(page);
    expect(before).toMatchObject({
      tracks: ['Kick', 'Pad'],
      fader: kFaderText,
      unknown: [],
      stems: ['Kick.wav', 'Pad.flac'],
    });
    expect(before.files.length).toBe(5); // a WAV and a FLAC, its samples, two files of peaks
    expect(JSON.parse(before.savedSession ?? '').tracks.length).toBe(2);
  });

  test.each(badStems)('stem: $what', async ({ says, ...file }) => {
    await expectRefusal(says, () => pick(page, { name: file.name, buffer: file.buffer }));
  });

  test.each(badSessions)('session file: $what', async ({ name, buffer, says }) => {
    const named = new RegExp(`${name.replace('.', '\\.')} .*${says.source}`);
    await expectRefusal(named, () => pick(page, { name, buffer }));
  });

  test.each(badLinks)('pasted link: $what', async ({ fragment, says }) => {
    await expectRefusal(says, () => pasteLink(page, site.address + fragment));
  });

  test('pasted link: to another site', async () => {
    await expectRefusal(/not a link to a Lathe session\. .*Copy all of it/, () =>
      pasteLink(page, 'https://example.org/#chapter'),
    );
  });

  test('a link in the address bar of the open page is refused or asked about', async () => {
    const newer = badLinks[0]!;
    await expectRefusal(newer.says, async () => {
      await page.evaluate((hash) => location.assign(hash), newer.fragment);
    });
    const hostile = { ...tracks(2), name: '<img src=x onerror="window.ran=1">' };
    await page.evaluate((hash) => location.assign(hash), encodeLink(hostile));
    const dialog = page.getByRole('dialog', { name: 'Open another session?' });
    await dialog.getByText(hostile.name).waitFor();
    await dialog.getByRole('button', { name: 'Keep what is open' }).click();
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    expect(await footprint(page)).toEqual(before);
  });

  test('a link of a newer version opens the saved session, and says why not its own', async () => {
    await page.goto('about:blank');
    await page.goto(site.address + badLinks[0]!.fragment);
    await page.getByRole('slider', { name: 'Kick fader' }).waitFor();
    expect(await theMessage(page)).toMatch(badLinks[0]!.says);
    expect(new URL(page.url()).hash).toBe('');
    await dismissAll(page);
    expect(await footprint(page)).toEqual({ ...before, undo: 'Nothing to undo' });
    before = await footprint(page);
  });

  test('NaN and Inf are taken as silence, and told', async () => {
    const dry = await mixOf(page);
    const samples = Float32Array.from({ length: kFrames }, (_, i) => tone(i + 20));
    samples.fill(Number.NaN, 1000, 2000);
    samples.fill(Number.POSITIVE_INFINITY, 3000, 3100);
    samples.fill(Number.NEGATIVE_INFINITY, 3100, 3200);
    await pick(page, { name: 'Broken.wav', buffer: floatWav(samples) });
    expect(await theMessage(page, 'status')).toMatch(
      /Broken\.wav holds 1,200 samples that are no numbers; they play as silence\. Export the stem again/,
    );
    await dismissAll(page);
    const wet = await mixOf(page);
    expect(wet.length).toBe(dry.length);
    expect(wet.every(Number.isFinite)).toBe(true);
    const silent = (frame: number) => !Number.isFinite(samples[frame]!);
    let wrong = 0;
    for (let i = 0; i < 2 * kFrames; ++i) {
      const added = Math.abs(wet[i]! - dry[i]!);
      const frame = i >> 1;
      if (silent(frame) ? added !== 0 : Math.abs(added - Math.abs(samples[frame]!)) > 1e-6) ++wrong;
    }
    expect(wrong).toBe(0);

    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await saved(page);
    const after = await footprint(page);
    expect(after).toMatchObject({ tracks: before.tracks, fader: kFaderText, unknown: [] });
    expect(after.stems).toEqual(['Broken.wav', 'Kick.wav', 'Pad.flac']);
    before = after;
  });

  test('storage that fills half-way through an import', async () => {
    const devtools = await studio.context.newCDPSession(page);
    const origin = new URL(site.address).origin;
    const large = wavBytes({ name: '', channels: 2, bits: 24, sample: tone }, 1_000_000);
    const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    const quotaSize = used + 2_500_000;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    await expectRefusal(
      /not enough storage for Long\.wav \(7 MB\); nothing of it.*Free some disk/,
      () => pick(page, { name: 'Long.wav', buffer: large }),
    );
    // FLAC, too: its samples take more room than the file.
    const long = stemBytes(
      { name: '', channels: 2, bits: 24, sample: (i) => (i % 64) / 128, flac: true },
      1_000_000,
    );
    expect(long.length).toBeLessThan(1_500_000);
    await expectRefusal(
      /not enough storage for Long\.flac .*nothing of it was kept.*Free some disk/,
      () => pick(page, { name: 'Long.flac', buffer: long }),
    );
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    await pick(page, { name: 'Long.wav', buffer: large });
    await page.getByRole('slider', { name: 'Long fader' }).waitFor();
    await waitForStems(page);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await saved(page);
    const after = await footprint(page);
    expect(after).toMatchObject({ tracks: before.tracks, unknown: [] });
    expect(after.stems).toEqual(['Broken.wav', 'Kick.wav', 'Long.wav', 'Pad.flac']);
    before = after;
  });

  test('a browser without AudioWorklet', async () => {
    const other = await studio.context.newPage();
    await other.addInitScript(() => {
      Reflect.deleteProperty(window, 'AudioWorkletNode');
      Reflect.deleteProperty(window, 'AudioWorklet');
    });
    await other.goto(site.address);
    const told = await other.getByRole('alert').innerText();
    expect(told.replace(/\s+/g, ' ')).toMatch(
      /This browser has no AudioWorklet.* Use a current Chromium, Firefox or Safari\./,
    );
    await other.close();
    expect(await footprint(page)).toEqual(before);
  });

  test('the first page has not complained', () => {
    expect(studio.complaints).toEqual([]);
  });

  test('a second tab reads only, says so and how to go on', async () => {
    const second = await studio.context.newPage();
    await second.goto(site.address);
    await second.getByRole('slider', { name: 'Kick fader' }).waitFor();
    expect(await theMessage(second, 'status')).toMatch(
      /open in another tab: here nothing is saved.*Go on in the other tab, or close it and reload/,
    );
    await second.getByText('open in another tab: read-only').waitFor();
    await dismissAll(second);
    await pick(second, { name: 'More.wav', buffer: good });
    expect(await theMessage(second)).toMatch(
      /Stems cannot be added here: .*another tab\. Close the other tab, then reload this one/,
    );
    await dismissAll(second);
    await typeValue(second, 'Kick fader', '-9');
    await second.keyboard.press('Control+s');
    await second.waitForTimeout(1000); // longer than autosave waits
    expect(await footprint(page)).toEqual(before);
    expect((await footprint(second)).savedSession).toBe(before.savedSession);

    // As it said: the other tab closed, this one reloaded.
    await page.close();
    await second.reload();
    const fader = second.getByRole('slider', { name: 'Kick fader', exact: true });
    await fader.waitFor();
    await expect.poll(() => fader.getAttribute('aria-valuetext')).toBe(kFaderText);
    await typeValue(second, 'Kick fader', '-6');
    await saved(second);
    expect(await messages(second).locator('.fault').count()).toBe(0);
    const after = await footprint(second);
    // The export that the first tab had offered is gone with it; the stems are all there.
    expect(after.files).toEqual(before.files.filter((file) => !file.startsWith('lathe/renders/')));
    expect(after.savedSession).not.toBe(before.savedSession);
  });
});
