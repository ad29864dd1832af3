// References in the studio: recognised among stems, measured, matched, heard by one
// key, kept on the device and out of the document; with a double in place of the
// engine.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DoubleSite, serveDouble, stem, told } from './support/double-page';
import { openMasterPage } from './support/master-page';

/** Imports and measuring take their time on a busy machine. */
const kPatience = { timeout: 20000 };

let site: DoubleSite;
let page: Page;

beforeAll(async () => {
  site = await serveDouble();
  page = await site.open();
});

afterAll(async () => {
  await site?.close();
  expect(site?.complaints).toEqual([]);
});

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const lastOf = async (name: string) => (await told(page, name)).at(-1);

test('a rough among the stems is a reference, and no track', async () => {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([stem('Kick.wav'), stem('Song rough mix.wav'), stem('Refrain vocal.wav')]);
  await expect.poll(async () => (await told(page, 'measureReference')).length, kPatience).toBe(1);
  expect(await page.locator('.track-row').count()).toBe(2);
  expect(await lastOf('setReference')).toMatchObject([
    { stem: { name: 'Song rough mix.wav' }, offsetFrames: 0 },
  ]);
  await openMasterPage(page);
  await page.getByRole('radio', { name: 'Song rough mix.wav' }).waitFor();
});

test('one key hears it, as loud as the whole song, and ends it', async () => {
  const figure = (name: string, column: number) =>
    page
      .getByRole('table', { name: 'The song beside the reference' })
      .getByRole('row', { name })
      .getByRole('cell')
      .nth(column);
  await expect.poll(() => figure('loudness', 0).innerText(), kPatience).not.toBe('–');
  const ours = Number((await figure('loudness', 0).innerText()).replace('−', '-'));
  expect(await figure('loudness', 1).innerText()).toBe('−9.0');
  await page.keyboard.press('b');
  const [heard, gainDb] = (await lastOf('hearReference')) as [boolean, number];
  expect(heard).toBe(true);
  expect(Math.abs(gainDb - (ours + 9))).toBeLessThan(0.051);
  await page.getByText('Hearing Song rough mix.wav: end (B)').waitFor();
  expect(await button('Hear the reference').first().getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('b');
  expect((await lastOf('hearReference'))?.[0]).toBe(false);
});

test('it is kept on the device, and in no document', async () => {
  const kept = await page.evaluate(() => localStorage.getItem('lathe.references'));
  expect(JSON.parse(kept ?? '[]')).toHaveLength(1);
  const saved = JSON.stringify(await told(page, 'save'));
  expect(saved).not.toContain('rough');
  await button('Remove the reference Song rough mix.wav').click();
  expect(await lastOf('setReference')).toEqual([null]);
  expect(await button('Hear the reference').isDisabled()).toBe(true);
});
