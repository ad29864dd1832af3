// Head and tail as a person sets them, by role and name: markers dragged on the
// ruler and moved by keys, fades and silence on the master's page; each one undo
// step; playing stops at the end marker; and the export is what the command line
// renders, sample for sample.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeLink } from '../../web/studio/src/link/settings-link';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { openMasterPage, openMixPage } from './support/master-page';
import {
  exportWav,
  lathe,
  openStudio,
  type Site,
  type StudioPage,
  sampleData,
  serveStudio,
  typeValue,
  waitForStems,
} from './support/studio-page';
import { threeStems, wavBytes } from './support/synthetic-stems';

const work = mkdtempSync(join(tmpdir(), 'lathe-e2e-head-tail-'));
const kFrames = 48000 * 3;
let site: Site;
let studio: StudioPage;

beforeAll(async () => {
  const names = ['tone', 'hits'];
  for (const [i, name] of names.entries()) {
    writeFileSync(join(work, `${name}.wav`), wavBytes(threeStems()[i]!, kFrames, 48000));
  }
  site = await serveStudio(true);
  studio = await openStudio(site.address);
  const { page } = studio;
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(names.map((name) => join(work, `${name}.wav`)));
  await page.getByRole('slider', { name: 'hits fader' }).waitFor({ timeout: 60_000 });
  await waitForStems(page);
}, 90_000);

afterAll(async () => {
  await studio?.close();
  await site?.close();
  rmSync(work, { recursive: true, force: true });
});

const handle = (name: string) => studio.page.getByRole('slider', { name, exact: true });
const seconds = async (name: string) => Number(await handle(name).getAttribute('aria-valuenow'));
const says = (name: string) => handle(name).getAttribute('aria-valuetext');
const undo = () => studio.page.getByRole('button', { name: 'Undo', exact: true }).click();

/** Alt: to where the pointer is, not to the next beat. */
async function drag(name: string, byPx: number, letGo = true): Promise<void> {
  const { mouse, keyboard } = studio.page;
  const box = (await handle(name).boundingBox())!;
  const x = box.x + box.width / 2;
  const y = box.y + box.height - 3;
  await keyboard.down('Alt');
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + byPx / 2, y, { steps: 3 });
  await mouse.move(x + byPx, y, { steps: 3 });
  if (letGo) await mouse.up();
  await keyboard.up('Alt');
}

async function shared(): Promise<string> {
  const { page } = studio;
  await page
    .getByRole('button', { name: /^Share/ })
    .first()
    .click();
  const link = await page.getByRole('dialog').getByRole('textbox').first().inputValue();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const decoded = decodeLink(new URL(link).hash);
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.json;
}

test('a marker is dragged in one step, taken back, and let go of by Escape', async () => {
  expect(await says('Start marker')).toBe('0:00.00, the song’s start');
  expect(await says('End marker')).toBe('0:03.00, the last clip’s end');
  const ruler = (await handle('Song position').boundingBox())!;
  const perPx = (3 * 1.03) / ruler.width;
  await drag('Start marker', 120);
  const start = await seconds('Start marker');
  expect(Math.abs(start - 120 * perPx)).toBeLessThan(2 * perPx);
  await undo();
  expect(await seconds('Start marker')).toBe(0);
  await studio.page.getByRole('button', { name: 'Redo', exact: true }).click();
  expect(await seconds('Start marker')).toBe(start);
  await drag('End marker', -100, false);
  expect(await seconds('End marker')).toBeLessThan(3 - 50 * perPx);
  await studio.page.keyboard.press('Escape');
  await studio.page.mouse.up();
  expect(await says('End marker')).toBe('0:03.00, the last clip’s end');
});

test('keys move markers and fades, and Delete takes one away', async () => {
  const { keyboard } = studio.page;
  await handle('End marker').focus();
  for (let i = 0; i < 5; ++i) await keyboard.press('ArrowLeft');
  await keyboard.press('Shift+ArrowRight');
  expect(await seconds('End marker')).toBeCloseTo(2.51, 6);
  await handle('Song fade out').focus();
  await keyboard.press('ArrowUp');
  expect(await says('Song fade out')).toBe('0.10 s, Linear');
  await keyboard.press('Delete');
  expect(await says('Song fade out')).toBe('none');
  await keyboard.press('PageUp');
});

test('the master’s page has all of it in fields', async () => {
  const { page } = studio;
  await openMasterPage(page);
  await typeValue(page, 'Song fade in', '0.25');
  await page.getByRole('combobox', { name: 'Song fade in curve' }).selectOption('Equal power');
  await page.getByRole('combobox', { name: 'Song fade out curve' }).selectOption('S-curve');
  await typeValue(page, 'Silence before', '0.5');
  await typeValue(page, 'Silence after', '0.2');
  const card = page.getByRole('region', { name: 'Head and tail' });
  expect(await card.textContent()).toMatch(/to 0:02\.51; the file lasts 0:0[23]\.\d/);
  const { master } = JSON.parse(await shared()) as SessionDocument;
  expect(master.headTail).toMatchObject({
    endFrame: 120_480,
    fadeInFrames: 12_000,
    fadeInCurve: 'equalPower',
    fadeOutFrames: 48_000,
    fadeOutCurve: 'sCurve',
    silenceBeforeFrames: 24_000,
    silenceAfterFrames: 9_600,
  });
  await openMixPage(page);
});

test('playing begins at the start marker, ends at the end marker, and returns', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Return to the start' }).click();
  const start = await seconds('Start marker');
  await page.getByRole('button', { name: 'Play', exact: true }).first().click();
  await page.getByRole('button', { name: 'Pause' }).first().waitFor();
  await page.getByRole('button', { name: 'Play', exact: true }).first().waitFor();
  await page.waitForFunction((at) => {
    const ruler = document.querySelector('[role="slider"][aria-label="Song position"]');
    return Math.abs(Number(ruler?.getAttribute('aria-valuenow')) - at) < 0.1;
  }, start);
});

test('the export is what the command line renders, sample for sample', async () => {
  const { page } = studio;
  const exported = sampleData(await exportWav(page, '32-bit float'));
  const json = await shared();
  const { master } = JSON.parse(json) as SessionDocument;
  const frames = 24_000 + 120_480 - master.headTail!.startFrame! + 9_600;
  expect(exported.length).toBe(frames * 8);
  writeFileSync(join(work, 'session.json'), json);
  const native = join(work, 'native.wav');
  lathe('render', join(work, 'session.json'), '--stems', work, '-o', native, '--bits', '32f');
  const samples = sampleData(readFileSync(native));
  console.log(`[ figure ] head and tail: ${samples.length / 4} samples the same`);
  expect(exported.equals(samples)).toBe(true);
  expect(exported.subarray(0, 24_000 * 8).every((byte) => byte === 0)).toBe(true);
  expect(studio.complaints).toEqual([]);
});
