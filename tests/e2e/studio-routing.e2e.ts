// Groups, returns and sends as a person makes them on the demo song, by role and
// name; that they are undone, come back after a reload, and are exported as the
// command line renders them, sample for sample.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeLink } from '../../web/studio/src/link/settings-link';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { kShortSong, kShortStudio } from './support/short-song';
import {
  exportWav,
  lathe,
  openDemoSong,
  openStudio,
  type Site,
  type StudioPage,
  sampleData,
  serveStudio,
  typeValue,
} from './support/studio-page';

const work = mkdtempSync(join(tmpdir(), 'lathe-routing-'));

let site: Site;
let studio: StudioPage;

beforeAll(async () => {
  site = await serveStudio(true, kShortStudio);
  studio = await openStudio(site.address);
  await openDemoSong(studio.page);
});

afterAll(async () => {
  await studio?.close();
  await site?.close();
  rmSync(work, { recursive: true, force: true });
});

const button = (name: string): Locator => studio.page.getByRole('button', { name, exact: true });
const choice = (name: string): Locator => studio.page.getByRole('combobox', { name, exact: true });
const slider = (name: string): Locator => studio.page.getByRole('slider', { name, exact: true });
const strip = (name: string): Locator =>
  studio.page
    .getByRole('list', { name: 'Strips' })
    .getByRole('listitem', { name: `${name} strip`, exact: true });

async function expectValue(name: string, text: string): Promise<void> {
  await expect.poll(() => slider(name).getAttribute('aria-valuetext')).toBe(text);
}

function shownChoice(name: string): Promise<string> {
  return choice(name).evaluate(
    (select) => (select as HTMLSelectElement).selectedOptions[0]?.textContent ?? '',
  );
}

async function isDimmed(name: string): Promise<boolean> {
  return (await strip(name).getAttribute('class'))?.includes('dimmed') ?? false;
}

async function linkedDocument(): Promise<{ json: string; document: SessionDocument }> {
  await button('Share link').click();
  const link = await studio.page.getByRole('dialog').getByRole('textbox').first().inputValue();
  await studio.page.keyboard.press('Escape');
  const decoded = decodeLink(new URL(link).hash);
  if (!decoded.ok) throw new Error(decoded.message);
  return { json: decoded.json, document: JSON.parse(decoded.json) };
}

test('a group is added by key, named, fed by two tracks, and pulled down', async () => {
  const { page } = studio;
  await page.keyboard.press('g');
  await page.keyboard.type('Drums');
  await page.keyboard.press('Enter');
  await strip('Drums group').waitFor();
  for (const name of ['Kick', 'Snare']) {
    await button(`Select ${name}`).click();
    await choice(`${name} output`).selectOption({ label: '→ Drums' });
    await expect.poll(() => shownChoice(`${name} output`)).toBe('→ Drums');
  }
  await typeValue(page, 'Drums fader', '-12');
  await expectValue('Drums fader', '−12.0 dB');
  await button('Select Drums').click();
  await button('Drums compressor').click();
});

test('an output is chosen by keys, which act on nothing they pass, and is undone', async () => {
  const { page } = studio;
  await button('Select Snare').click();
  await choice('Snare output').focus();
  await page.keyboard.press('ArrowUp');
  expect(await shownChoice('Snare output')).toBe('→ Drums');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect.poll(() => shownChoice('Snare output')).toBe('→ Mix bus');
  await page.keyboard.press('Control+z');
  await expect.poll(() => shownChoice('Snare output')).toBe('→ Drums');
});

test('a return is made by a send to it, and the send has its level, tap and pan', async () => {
  const { page } = studio;
  await button('Select Vocal').click();
  await choice('Add a send from Vocal').selectOption({ label: 'New return…' });
  await strip('Return 1 return').waitFor();
  await button('Go to Return 1').click();
  await page.keyboard.press('F2');
  await page.keyboard.type('Room');
  await page.keyboard.press('Enter');
  await strip('Room return').waitFor();
  await button('Select Vocal').click();
  await expectValue('Vocal send to Room level', '−12.0 dB');
  await typeValue(page, 'Vocal send to Room level', '-6');
  await expectValue('Vocal send to Room level', '−6.0 dB');
  await choice('Vocal send to Room taps').selectOption({ label: 'pre-fader' });
  await button('Vocal send to Room own pan').click();
  await typeValue(page, 'Vocal send to Room pan', '-30');
  await expectValue('Vocal send to Room pan', 'L30');
});

test('solo of a group dims what is not heard, and not what feeds it', async () => {
  await button('Solo Drums').click();
  expect(await isDimmed('Kick')).toBe(false);
  expect(await isDimmed('Drums group')).toBe(false);
  expect(await isDimmed('Room return')).toBe(false);
  expect(await isDimmed('Vocal')).toBe(true);
  await button('Solo Drums').click();
  expect(await isDimmed('Vocal')).toBe(false);
});

test('keys go over all strips, and a removed bus comes back with what fed it', async () => {
  const { page } = studio;
  await button('Select Drums').click();
  const selected = () => page.locator('.inspector-head h2').textContent();
  await page.keyboard.press('Alt+ArrowDown');
  expect(await selected()).toBe('Room');
  await page.keyboard.press('Alt+ArrowDown');
  expect(await selected()).toBe('Mix bus');
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  expect(await selected()).toBe('Drums');
  await page.keyboard.press('Shift+Delete');
  await strip('Drums group').waitFor({ state: 'detached' });
  await button('Select Kick').click();
  expect(await shownChoice('Kick output')).toBe('→ Mix bus');
  await page.keyboard.press('Control+z');
  await strip('Drums group').waitFor();
  await expect.poll(() => shownChoice('Kick output')).toBe('→ Drums');
  await expectValue('Drums fader', '−12.0 dB');
  await page.keyboard.press('Control+Shift+z');
  await strip('Drums group').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await strip('Drums group').waitFor();
});

test('the mix bus has its inserts', async () => {
  await button('Select the mix bus').click();
  await button('Mix bus compressor').click();
  await typeValue(studio.page, 'Mix bus compressor threshold', '-24');
  await expectValue('Mix bus compressor threshold', '−24.0 dB');
});

test('all of it survives a reload', async () => {
  const { page } = studio;
  await page.waitForTimeout(1500);
  await page.reload();
  await slider('Kick fader').waitFor({ timeout: 30_000 });
  await expectValue('Drums fader', '−12.0 dB');
  await button('Select Snare').click();
  await expect.poll(() => shownChoice('Snare output')).toBe('→ Drums');
  await button('Select Vocal').click();
  await expectValue('Vocal send to Room level', '−6.0 dB');
  await expectValue('Vocal send to Room pan', 'L30');
  expect(await shownChoice('Vocal send to Room taps')).toBe('pre-fader');
});

test('the exported file is what the command line renders, every sample', async () => {
  const { json, document } = await linkedDocument();
  expect(document.buses.map(({ kind, name }) => [kind, name])).toEqual([
    ['mix', undefined],
    ['group', 'Drums'],
    ['return', 'Room'],
  ]);
  expect(document.tracks.find(({ name }) => name === 'Vocal')?.strip.sends).toEqual([
    {
      to: document.buses[2]?.id,
      params: { levelDb: -6, tap: 'pre', panOwn: true, panPosition: -30 },
    },
  ]);
  const exported = sampleData(await exportWav(studio.page, '32-bit float'));
  const session = join(work, 'session.json');
  const file = join(work, 'native.wav');
  writeFileSync(session, json);
  lathe('render', session, '-o', file, '--bits', '32f', '--stems', kShortSong);
  const native = sampleData(readFileSync(file));
  expect(exported.length).toBe(native.length);
  expect(exported.equals(native)).toBe(true);
  console.log(`[ figure ] identical samples: ${native.length / 4}`);
  expect(studio.complaints).toEqual([]);
});
