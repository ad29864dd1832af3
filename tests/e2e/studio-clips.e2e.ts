// Clips as a person edits them on the demo song, by role and name: split, move,
// trim, fade, cross-fade, duplicate, gain, gain line, mute, delay. Each is taken
// back in one step, and what is exported is what the command line renders,
// sample for sample.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeLink } from '../../web/studio/src/link/settings-link';
import type { ClipDocument, SessionDocument } from '../../worklet/src/session/session-document';
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

const work = mkdtempSync(join(tmpdir(), 'lathe-clips-'));
const kRate = 48000;

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
const clip = (name: string): Locator => studio.page.getByRole('option', { name, exact: true });
const slider = (name: string): Locator => studio.page.getByRole('slider', { name, exact: true });

/** The document as the last `undoes` left it, where nothing has changed it since. */
let known: string | null = null;

async function linkedJson(): Promise<string> {
  await button('Share link').click();
  const link = await studio.page.getByRole('dialog').getByRole('textbox').first().inputValue();
  await studio.page.keyboard.press('Escape');
  // It gives the focus back as it goes; a key typed before that would lose its entry.
  await studio.page.getByRole('dialog').waitFor({ state: 'detached' });
  const decoded = decodeLink(new URL(link).hash);
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.json;
}

async function linked(): Promise<SessionDocument> {
  return JSON.parse(known ?? (await linkedJson()));
}

async function clipsOf(track: string): Promise<ClipDocument[]> {
  const { tracks } = await linked();
  return tracks.find(({ name }) => name === track)?.clips ?? [];
}

/** Does something, checks that one undo takes all of it back, and does it again. */
async function undoes(edit: () => Promise<void>): Promise<void> {
  const before = known ?? (await linkedJson());
  await edit();
  known = await linkedJson();
  expect(known).not.toBe(before);
  await button('Undo').click();
  expect(await linkedJson()).toBe(before);
  await button('Redo').click();
}

async function undo(): Promise<void> {
  known = null;
  await button('Undo').click();
}

/** Puts the playhead there, as one who has no mouse. */
async function goTo(seconds: number): Promise<void> {
  const ruler = slider('Song position');
  await ruler.focus();
  await studio.page.keyboard.press('Home');
  for (let i = 0; i < seconds; ++i) await studio.page.keyboard.press('ArrowRight');
  // The engine's own word on it counts half a second after the last key.
  await studio.page.waitForTimeout(600);
  await expect.poll(() => ruler.getAttribute('aria-valuetext')).toBe(`0:${seconds}.0`);
}

test('a clip is split at the playhead by key, and the next clip is reached by arrow', async () => {
  const { page } = studio;
  await goTo(12);
  await clip('Rhodes clip 1').focus();
  await undoes(async () => {
    await clip('Rhodes clip 1').focus();
    await page.keyboard.press('s');
    await clip('Rhodes clip 2').waitFor();
  });
  const [left, right] = await clipsOf('Rhodes');
  expect(left).toMatchObject({ startFrame: 0, frames: 12 * kRate });
  expect(right).toMatchObject({ startFrame: 12 * kRate, sourceFrame: 12 * kRate });
  await clip('Rhodes clip 1').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => clip('Rhodes clip 2').getAttribute('aria-selected')).toBe('true');
});

test('clips are dragged, trimmed and faded by pointer, to the bar lines', async () => {
  const { page } = studio;
  const drag = async (fromX: number, fromY: number, toX: number) => {
    await page.mouse.move(fromX, fromY);
    await page.mouse.down();
    await page.mouse.move(toX, fromY, { steps: 4 });
    await page.mouse.up();
  };
  const box = async (name: string) => {
    const found = await clip(name).boundingBox();
    if (!found) throw new Error(`${name} is not to be seen`);
    return { ...found, right: found.x + found.width, middle: found.y + found.height / 2 };
  };
  const kBar = (4 * 60 * kRate) / 96;
  await undoes(async () => {
    const { x, width, middle } = await box('Rhodes clip 2');
    const perFrame = width / ((await clipsOf('Rhodes'))[1]?.frames ?? 1);
    await drag(x + 60, middle, x + 60 + (15 * kRate - 12 * kRate) * perFrame + 2);
  });
  // 96 beats a minute, four to the bar: 15 s is a bar line, and two pixels beside it snap.
  expect((await clipsOf('Rhodes'))[1]?.startFrame).toBe(6 * kBar);
  await undoes(async () => {
    const { right, middle } = await box('Rhodes clip 1');
    await drag(right - 2, middle, right - 100);
  });
  expect((await clipsOf('Rhodes'))[0]?.frames).toBeLessThan(10 * kRate);
  await undoes(async () => {
    const { x, y } = await box('Rhodes clip 2');
    await page.mouse.move(x + 100, y + 10);
    await drag(x + 4, y + 5, x + 60);
  });
  expect((await clipsOf('Rhodes'))[1]?.fadeInFrames).toBeGreaterThan(kRate);
  // Escape lets go of a drag.
  const before = await linkedJson();
  const { x, middle } = await box('Rhodes clip 2');
  await page.mouse.move(x + 60, middle);
  await page.mouse.down();
  await page.mouse.move(x + 160, middle, { steps: 3 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await linkedJson()).toBe(before);
});

test('its bar has start, gain, fades with their curves, and mute', async () => {
  const { page } = studio;
  await clip('Rhodes clip 2').focus();
  await undoes(() => typeValue(page, 'Rhodes clip 2 start', '16.25'));
  await undoes(() => typeValue(page, 'Rhodes clip 2 gain', '-4.5'));
  await undoes(() => typeValue(page, 'Rhodes clip 2 fade in', '1500'));
  await undoes(() => typeValue(page, 'Rhodes clip 2 fade out', '800'));
  const curve = page.getByRole('combobox', { name: 'Rhodes clip 2 fade out curve' });
  await undoes(async () => {
    await curve.selectOption({ label: 'Equal power' });
  });
  expect((await clipsOf('Rhodes'))[1]).toMatchObject({
    startFrame: 16.25 * kRate,
    gainDb: -4.5,
    fadeInFrames: 1.5 * kRate,
    fadeOutFrames: 0.8 * kRate,
    fadeOutCurve: 'equalPower',
  });
  await clip('Rhodes clip 1').focus();
  await undoes(() => button('Mute Rhodes clip 1').click());
  expect((await clipsOf('Rhodes'))[0]?.muted).toBe(true);
});

test('a gain line is drawn by pointer, moved by key and pointer, and a point removed', async () => {
  const { page } = studio;
  await goTo(10);
  await clip('Bass clip 1').focus();
  await undoes(() => button('Add a gain point to Bass clip 1').click());
  expect((await clipsOf('Bass'))[0]?.gainLine).toEqual([{ sourceFrame: 10 * kRate, gainDb: 0 }]);
  const first = slider('Bass clip 1 gain point 1');
  expect(await first.getAttribute('aria-valuetext')).toBe('0.0 dB at 0:10.00');
  await undoes(async () => {
    await first.focus();
    // As a held key comes: none waits for the one before, so that they are one step.
    await Promise.all(Array.from({ length: 12 }, () => page.keyboard.press('ArrowDown')));
  });
  expect(await first.getAttribute('aria-valuenow')).toBe('-6');
  await undoes(async () => {
    const box = await clip('Bass clip 1').boundingBox();
    if (!box) throw new Error('the clip is not to be seen');
    await page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.2);
  });
  await undoes(async () => {
    const box = await slider('Bass clip 1 gain point 2').boundingBox();
    if (!box) throw new Error('the point is not to be seen');
    await page.mouse.move(box.x + 9, box.y + 9);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 20, { steps: 3 });
    await page.mouse.up();
  });
  const line = (await clipsOf('Bass'))[0]?.gainLine ?? [];
  expect(line).toHaveLength(2);
  expect(line[1]?.gainDb).not.toBe(0);
  await undoes(async () => {
    await slider('Bass clip 1 gain point 1').focus();
    await page.keyboard.press('Delete');
  });
  await undo();
  await button('Gain line').click();
});

test('a clip is duplicated, cross-faded and deleted by key', async () => {
  const { page } = studio;
  await goTo(10);
  await clip('Kick clip 1').focus();
  await undoes(() => button('Trim end Kick clip 1').click());
  await undoes(async () => {
    await clip('Kick clip 1').focus();
    await page.keyboard.press('Control+d');
    await clip('Kick clip 2').waitFor();
  });
  await clip('Kick clip 2').focus();
  await undoes(() => page.keyboard.press('Control+ArrowLeft'));
  await clip('Kick clip 1').focus();
  await undoes(() => button('Cross-fade Kick clip 1').click());
  const [first, second] = await clipsOf('Kick');
  expect(first).toMatchObject({ fadeOutFrames: 30000, fadeOutCurve: 'equalPower' });
  expect(second).toMatchObject({ fadeInFrames: 30000, fadeInCurve: 'equalPower' });
  await clip('Snare clip 1').focus();
  await undoes(async () => {
    await clip('Snare clip 1').focus();
    await page.keyboard.press('Delete');
    await clip('Snare clip 1').waitFor({ state: 'detached' });
  });
  expect((await linked()).stems.map(({ name }) => name)).not.toContain('Snare.flac');
  await undo();
  await clip('Snare clip 1').waitFor();
});

test('a track is delayed, and another comes early', async () => {
  const { page } = studio;
  await button('Select Guitar').click();
  await undoes(() => typeValue(page, 'Guitar delay', '-12.5'));
  expect((await linked()).tracks.find(({ name }) => name === 'Guitar')?.delayMs).toBe(-12.5);
  await button('Select Kick').click();
  await undoes(() => typeValue(page, 'Kick delay', '33.3'));
  await expect.poll(() => slider('Kick delay').getAttribute('aria-valuetext')).toBe('33.3 ms');
});

test('the exported file is what the command line renders, every sample', async () => {
  const json = await linkedJson();
  expect(json).toBe(known);
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
