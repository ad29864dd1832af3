// Listening to the master's stages and to bands of its multiband: by name and
// keys, one thing at a time with the strips', and never in the document; with a
// double in place of the engine.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addStems, type DoubleSite, serveDouble, told } from './support/double-page';
import { openMasterPage, openMixPage } from './support/master-page';

let site: DoubleSite;
let page: Page;

beforeAll(async () => {
  site = await serveDouble();
  page = await site.open();
  await addStems(page, 'Kick');
});

afterAll(async () => {
  await site?.close();
  expect(site?.complaints).toEqual([]);
});

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const listen = (stage: string): Locator =>
  page.getByRole('combobox', { name: `Listen to ${stage}`, exact: true });
const note = () => page.getByRole('button', { name: /^Hearing / });
const heard = async () => (await told(page, 'setListen')).at(-1)?.[0];
const undoable = () => button('Undo').getAttribute('title');

test('every stage of the master that is on is heard without itself, or its change', async () => {
  await openMasterPage(page);
  const stages = {
    eq: 'equaliser',
    multiband: 'multiband',
    glue: 'glue',
    exciter: 'exciter',
    stereo: 'stereo',
    clipper: 'clipper',
  };
  for (const [master, title] of Object.entries(stages)) {
    expect(await listen(`master ${title}`).count(), 'off, it has nothing to hear').toBe(0);
    await button(`Master ${title}`).click();
    const before = await undoable();
    await listen(`master ${title}`).selectOption({ label: 'Without' });
    expect(await heard()).toEqual({ master, mode: 'bypass' });
    expect(await note().innerText()).toBe(`Hearing without master ${title}: end (Esc)`);
    await listen(`master ${title}`).selectOption({ label: 'Change' });
    expect(await heard()).toEqual({ master, mode: 'delta' });
    expect(await undoable(), 'listening is no step').toBe(before);
  }
  const limiter = button('Limiter').last();
  if ((await limiter.getAttribute('aria-pressed')) === 'false') await limiter.click();
  await listen('master limiter').selectOption({ label: 'Change' });
  expect(await heard()).toEqual({ master: 'limiter', mode: 'delta' });
  expect(await note().innerText()).toBe('Hearing what master limiter changes: end (Esc)');
  await page.keyboard.press('Escape');
  expect(await heard()).toBe(null);
  expect(await note().count()).toBe(0);
});

test('bands are soloed by keys, several at once, and cleared with the solos', async () => {
  const band = (n: number) => button(`Solo band ${n}`);
  const before = await undoable();
  expect(await band(4).count(), 'there are three').toBe(0);
  await band(2).press('Space');
  expect(await heard()).toEqual({ master: 'multiband', mode: 'bands', bands: [2] });
  expect(await band(2).getAttribute('aria-pressed')).toBe('true');
  expect(await note().innerText()).toBe('Hearing multiband band 2: end (Esc)');
  await band(1).press('Enter');
  expect(await heard()).toEqual({ master: 'multiband', mode: 'bands', bands: [1, 2] });
  expect(await note().innerText()).toBe('Hearing multiband bands 1, 2: end (Esc)');
  await band(2).press('Space');
  expect(await heard()).toEqual({ master: 'multiband', mode: 'bands', bands: [1] });
  await page.keyboard.press('Alt+s');
  expect(await heard(), 'clear all solos').toBe(null);
  expect(await band(1).getAttribute('aria-pressed')).toBe('false');
  expect(await undoable()).toBe(before);
  // A band that is there no more is heard no more.
  await band(1).click();
  await band(3).click();
  await button('Master multiband controls').click();
  const count = page.getByRole('combobox', { name: 'Multiband bands', exact: true });
  await count.selectOption({ index: 0 });
  await expect.poll(heard).toEqual({ master: 'multiband', mode: 'bands', bands: [1] });
  await button('Master multiband').click();
  // Nor is one of a stage that is off.
  await expect.poll(heard).toBe(null);
});

test('the strips and the master share the one thing that is heard', async () => {
  await listen('master glue').selectOption({ label: 'Without' });
  await openMixPage(page);
  await button('Select Kick').click();
  await button('Kick compressor').click();
  await listen('Kick compressor').selectOption({ label: 'Change' });
  expect(await heard()).toMatchObject({ stage: 'comp', mode: 'delta' });
  await openMasterPage(page);
  expect(await listen('master glue').inputValue()).toBe('');
  await listen('master glue').selectOption({ label: 'Change' });
  await page.keyboard.press('Escape');
  await button('Master glue').click();
  expect(await listen('master glue').count()).toBe(0);
  expect(await heard()).toBe(null);
});
