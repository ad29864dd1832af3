// The output's meters in the built studio: what they read of a known tone while it
// plays, whatever the monitor does, without isolation as with it; and that they move
// with a song.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMasterPage, openMixPage } from './support/master-page';
import { kShortStudio } from './support/short-song';
import {
  openDemoSong,
  openStudio,
  type Site,
  type StudioPage,
  serveStudio,
  waitForStems,
} from './support/studio-page';
import { wavBytes } from './support/synthetic-stems';

const kRate = 48000;
/** Longer than a slow machine takes for all of it. */
const kSeconds = 60;
const kPatience = { timeout: 20_000 };

const meter = (page: Page, name: string) => page.getByRole('meter', { name, exact: true });
const reads = async (page: Page, name: string) =>
  Number(await meter(page, name).getAttribute('aria-valuenow'));
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** A figure of the output card by its label, as text. */
async function figure(page: Page, label: string): Promise<string> {
  const all = await card(page, 'Output').locator('.readout-figure').allInnerTexts();
  const text = all.find((each) => each.replace(/\s+/g, ' ').endsWith(label)) ?? '';
  return text.split('\n')[0]?.replace('−', '-') ?? '';
}

const play = (page: Page) => page.getByRole('button', { name: /^Play/ }).first().click();

describe('of a tone of 1 kHz at −20 dBFS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lathe-meters-'));
  let site: Site;
  let studio: StudioPage;
  let page: Page;

  beforeAll(async () => {
    const sample = (i: number) => 0.1 * Math.sin((2 * Math.PI * 1000 * i) / kRate);
    const tone = { name: 'tone.wav', channels: 2 as const, bits: 16 as const, sample };
    const file = join(folder, tone.name);
    writeFileSync(file, wavBytes(tone, kSeconds * kRate));
    site = await serveStudio(false);
    studio = await openStudio(site.address);
    page = studio.page;
    await page.locator('input[type=file]').first().setInputFiles(file);
    await page.getByRole('slider', { name: 'tone fader' }).waitFor();
    await waitForStems(page);
    await openMasterPage(page);
    await page.getByRole('combobox', { name: 'Level meter' }).selectOption('K-20');
    // What the monitor does is none of the meters' business.
    await page.getByRole('button', { name: 'Mute monitor', exact: true }).click();
    await play(page);
  });

  afterAll(async () => {
    await studio?.close();
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('loudness, peaks and their ratios', async () => {
    for (const name of ['Momentary', 'Short-term', 'Integrated']) {
      await expect.poll(() => reads(page, `${name} loudness`), kPatience).toBeCloseTo(-20, 1);
    }
    // Each by its closed form: a stereo sine at 1 kHz is as loud as its peak is high.
    for (const [label, expected] of [
      ['M most', '-20.0'],
      ['S most', '-20.0'],
      // Marked: it settles after a minute of sound.
      ['range', '≈0.0'],
      ['dBTP true peak', '-20.0'],
      ['dBTP ITU 4×', '-20.0'],
      ['dBFS sample', '-20.0'],
    ] as const) {
      await expect.poll(() => figure(page, label), kPatience).toBe(expected);
    }
    for (const label of ['dB PLR', 'dB PSR', 'dB least PSR']) {
      await expect.poll(() => figure(page, label), kPatience).toMatch(/^-?0\.0$/);
    }
    const scale = page.getByRole('combobox', { name: 'Loudness scale' });
    await scale.selectOption('EBU +9');
    await expect.poll(() => reads(page, 'Momentary loudness'), kPatience).toBeCloseTo(3, 1);
    await scale.selectOption('LUFS');
    const spread = () => card(page, 'Loudness over time').innerText();
    await expect.poll(spread, kPatience).toMatch(/mostly −2[01] to −(20|19) LUFS/);
  });

  test('0 on K-20, −5 VU, and in the spectrum −20 dB at 1 kHz at every resolution', async () => {
    const level = page.getByRole('combobox', { name: 'Level meter' });
    for (const side of ['Left level', 'Right level']) {
      await expect.poll(() => reads(page, side), kPatience).toBeCloseTo(0, 1);
    }
    await level.selectOption('VU');
    await expect.poll(() => reads(page, 'Left level'), kPatience).toBeCloseTo(-5.01, 1);
    await level.selectOption('K-14');
    await expect.poll(() => reads(page, 'Left level'), kPatience).toBeCloseTo(-6, 1);
    const spectrum = card(page, 'Spectrum');
    await spectrum.getByRole('img').scrollIntoViewIfNeeded();
    for (const size of ['2,048', '4,096', '8,192', '16,384']) {
      await page.getByRole('combobox', { name: 'Spectrum resolution' }).selectOption(size);
      await expect
        .poll(() => spectrum.innerText(), kPatience)
        .toMatch(/strongest 1\.00 kHz, −(20\.0|19\.9) dB/);
    }
  });

  test('correlation is 1, then −1 with one side inverted, and after 3 s there is a warning', async () => {
    const correlation = () => reads(page, 'Correlation of left and right');
    await expect.poll(correlation, kPatience).toBeCloseTo(1, 2);
    const warning = page.getByText('out of phase for 3 s');
    expect(await warning.count()).toBe(0);
    await openMixPage(page);
    await page.getByRole('button', { name: 'Select tone', exact: true }).first().click();
    await page.getByRole('button', { name: 'Invert tone polarity left', exact: true }).click();
    await openMasterPage(page);
    await expect.poll(correlation, kPatience).toBeCloseTo(-1, 2);
    await warning.waitFor(kPatience);
    // The mid has nothing left, the side all of it.
    await card(page, 'Spectrum').getByRole('img').scrollIntoViewIfNeeded();
    await page.getByRole('combobox', { name: 'Spectrum of' }).selectOption('mid');
    await expect.poll(() => card(page, 'Spectrum').innerText(), kPatience).toMatch(/silence/);
    await page.getByRole('combobox', { name: 'Spectrum of' }).selectOption('side');
    await expect.poll(() => card(page, 'Spectrum').innerText(), kPatience).toMatch(/1\.00 kHz/);
  });

  test('R starts anew, and what is chosen is kept', async () => {
    await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
    await page.keyboard.press('r');
    await expect
      .poll(() => meter(page, 'Integrated loudness').getAttribute('aria-valuetext'), kPatience)
      .toBe('nothing yet');
    await expect.poll(() => figure(page, 'dBTP true peak'), kPatience).toBe('–');
    await page.reload();
    await openMasterPage(page);
    const chosen = page.getByRole('combobox', { name: 'Level meter' });
    expect(await chosen.inputValue()).toBe('k14');
    expect(studio.complaints).toEqual([]);
  });
});

describe('of a song', () => {
  test('they move, and the pictures are drawn', async () => {
    const site = await serveStudio(true, kShortStudio);
    const studio = await openStudio(site.address);
    const { page } = studio;
    try {
      await openDemoSong(page);
      await openMasterPage(page);
      await play(page);
      const seen = new Set<number>();
      await expect
        .poll(async () => seen.add(await reads(page, 'Momentary loudness')).size, kPatience)
        .toBeGreaterThan(4);
      for (const [name, picture] of [
        ['Spectrum', 'Spectrum of the output'],
        ['Image', 'Vectorscope: mid upwards, side across'],
      ] as const) {
        const canvas = card(page, name).getByRole('img', { name: picture });
        await canvas.scrollIntoViewIfNeeded();
        const first = await canvas.screenshot();
        await expect
          .poll(async () => (await canvas.screenshot()).equals(first), kPatience)
          .toBe(false);
      }
      expect(studio.complaints).toEqual([]);
    } finally {
      await studio.close();
      await site.close();
    }
  });
});
