// The export dialogue with a double in place of the engine: what can be chosen, that
// choices are kept, and what is handed over once the file is written.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ExportOrder } from '../../worklet/src/client/studio-engine';
import { madeUpReport } from '../studio/double/made-up-report';
import * as double from './support/double-page';

let site: double.DoubleSite;
let page: Page;

beforeAll(async () => {
  site = await double.serveDouble();
});

afterAll(() => site?.close());

beforeEach(async () => {
  page = await site.open();
  await double.addStems(page, 'Kick');
});

const dialog = () => page.getByRole('dialog', { name: 'Export the master' });
const format = (name: RegExp) => dialog().getByRole('radio', { name });
const dither = () => dialog().getByRole('combobox', { name: 'Dither' });
const rate = () => dialog().getByRole('combobox', { name: 'Sample rate of the file' });
const optionsOf = async (select: ReturnType<typeof dither>) =>
  select.getByRole('option').allTextContents();

async function openDialog() {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await dialog().waitFor();
}

async function exported(): Promise<ExportOrder> {
  const download = page.waitForEvent('download');
  await dialog().getByRole('button', { name: 'Export WAV' }).click();
  await download;
  return (await double.told(page, 'exportWav')).at(-1)![1] as ExportOrder;
}

test('dither is offered as the format can have it, the best one first', async () => {
  await openDialog();
  expect(await optionsOf(dither())).toEqual(['TPDF', 'None']);
  await format(/^16-bit/).check();
  expect(await optionsOf(dither())).toEqual(['Shaped', 'TPDF', 'None']);
  expect(await dither().inputValue()).toBe('shaped');
  await rate().selectOption('96 kHz');
  expect(await optionsOf(dither())).toEqual(['TPDF', 'None']);
  await format(/^32-bit float/).check();
  expect(await optionsOf(dither())).toEqual(['None']);
  expect(await optionsOf(rate())).toEqual([
    '48 kHz, the session’s',
    '44.1 kHz',
    '88.2 kHz',
    '96 kHz',
  ]);
});

test('another rate says that it is limited again; the engine is told all of it', async () => {
  await openDialog();
  expect(await dialog().textContent()).toContain('as it was mixed');
  await format(/^16-bit/).check();
  await rate().selectOption('44.1 kHz');
  const said = (await dialog().textContent()) ?? '';
  expect(said).toContain('converted from 48 kHz');
  expect(said).toMatch(/limited again there|the limiter is off/);
  expect(await exported()).toMatchObject({ samples: '16', dither: 'shaped', sampleRate: 44100 });
  await dialog().getByText('Limited again at the file’s rate: 0.4 dB at the most.').waitFor();
});

test('what was chosen is chosen again, in the next session too', async () => {
  await openDialog();
  await format(/^16-bit/).check();
  await dither().selectOption('TPDF');
  await rate().selectOption('44.1 kHz');
  await page.keyboard.press('Escape');
  await page.reload();
  await double.addStems(page, 'Kick');
  await openDialog();
  expect(await format(/^16-bit/).isChecked()).toBe(true);
  expect(await dither().inputValue()).toBe('tpdf');
  expect(await rate().inputValue()).toBe('rate 44100');
});

test('the report is offered beside the file, to read and as data', async () => {
  await openDialog();
  await exported();
  const report = madeUpReport();
  const said = (await dialog().textContent()) ?? '';
  for (const words of ['−14.1', '−0.70', 'Spotify', 'Apple Music', report.misses[0]!]) {
    expect(said).toContain(words);
  }
  const saved = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog().getByRole('button', { name }).click(),
    ]);
    return {
      name: download.suggestedFilename(),
      text: readFileSync(await download.path(), 'utf8'),
    };
  };
  const data = await saved('Save data');
  expect(data.name).toBe('Untitled report.json');
  expect(JSON.parse(data.text)).toEqual(report);
  const read = await saved('Save report');
  expect(read.name).toBe('Untitled report.html');
  expect(read.text).toContain('<title>Song.wav: report</title>');
  expect((await saved('Save again')).name).toBe('Untitled.wav');
  expect(site.complaints).toEqual([]);
});
