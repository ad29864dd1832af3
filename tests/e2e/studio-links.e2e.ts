// Linked faders as a person makes and moves them, by role and name, with a double
// in place of the engine, so that what the engine is told can be read.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import * as double from './support/double-page';
import { text } from './support/double-page';

let site: double.DoubleSite;
let page: Page;

beforeAll(async () => {
  site = await double.serveDouble();
});

afterAll(async () => {
  await site?.close();
  expect(site?.complaints).toEqual([]);
});

/** Bass at 0, Kick at −6 and Snare at −2 dB, of which the last two are linked. */
beforeEach(async () => {
  page = await site.open();
  await double.addStems(page, 'Bass', 'Kick', 'Snare');
  await type('Kick', '-6');
  await type('Snare', '-2');
  await link('Kick', 'in link 1');
  await link('Snare', 'in link 1 with Kick');
  // The burst of keys that set them is over.
  await page.waitForTimeout(450);
});

const fader = (name: string): Locator =>
  page.getByRole('slider', { name: `${name} fader`, exact: true });
const choice = (name: string): Locator =>
  page.getByRole('combobox', { name: `${name} fader link`, exact: true });
const select = (name: string) =>
  page
    .getByRole('button', { name: `Select ${name}`, exact: true })
    .first()
    .click();
const badge = (name: string): Locator =>
  page
    .getByRole('list', { name: 'Strips' })
    .getByRole('listitem', { name: `${name} strip`, exact: true })
    .getByRole('img', { name: /^Link \d/ });

async function type(name: string, value: string): Promise<void> {
  await fader(name).focus();
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

async function link(name: string, label: string): Promise<void> {
  await select(name);
  await choice(name).selectOption({ label });
}

async function press(name: string, ...keys: string[]): Promise<void> {
  await fader(name).focus();
  for (const key of keys) await page.keyboard.press(key);
}

async function expectFaders(kick: string, snare: string): Promise<void> {
  const shown = () => Promise.all(['Bass', 'Kick', 'Snare'].map((name) => text(fader(name))));
  await expect.poll(shown).toEqual(['0.0 dB', kick, snare]);
}

/** What the engine was last told of each fader, by the strip's name. */
async function toldFaders(): Promise<Record<string, unknown>> {
  const document = (await double.told(page, 'open')).at(-1)?.[0] as SessionDocument;
  const names = new Map(document.tracks.map(({ id, name }) => [id, name]));
  const told: Record<string, unknown> = {};
  for (const [target, key, value] of await double.told(page, 'setParam')) {
    if (key !== 'fader.gainDb') continue;
    told[names.get((target as { strip: string }).strip) ?? ''] = value;
  }
  return told;
}

test('by keys both move as far, the engine is told of both, and one undo takes both back', async () => {
  await expect
    .poll(() => badge('Snare').getAttribute('aria-label'))
    .toBe('Link 1: moves with Kick');
  expect(await badge('Bass').count()).toBe(0);
  await press('Kick', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Shift+ArrowUp');
  await expectFaders('−7.4 dB', '−3.4 dB');
  expect(await toldFaders()).toMatchObject({ Kick: -7.4, Snare: -3.4 });
  await page.keyboard.press('Control+z');
  await expectFaders('−6.0 dB', '−2.0 dB');
  expect(await toldFaders()).toMatchObject({ Kick: -6, Snare: -2 });
  await page.keyboard.press('Control+Shift+z');
  await expectFaders('−7.4 dB', '−3.4 dB');
});

test('a drag into an end and back keeps the distance, and is one undo; Escape takes it back', async () => {
  const box = await fader('Kick').boundingBox();
  if (!box) throw new Error('the fader is not on screen');
  const x = box.x + 20;
  const y = box.y + box.height * 0.4;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, box.y - 40, { steps: 6 });
  await expectFaders('10.0 dB', '10.0 dB');
  await page.mouse.move(x, box.y + 10, { steps: 6 });
  await page.mouse.up();
  const [kick, snare] = await Promise.all(
    ['Kick', 'Snare'].map((name) => fader(name).getAttribute('aria-valuenow')),
  );
  expect(Number(kick)).toBeLessThan(6);
  expect(Number(snare) - Number(kick)).toBeCloseTo(4, 6);
  await page.keyboard.press('Control+z');
  await expectFaders('−6.0 dB', '−2.0 dB');

  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 30, { steps: 4 });
  expect(await text(fader('Snare'))).not.toBe('−2.0 dB');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expectFaders('−6.0 dB', '−2.0 dB');
  expect(await toldFaders()).toMatchObject({ Kick: -6, Snare: -2 });
});

test('mute and pan are their own; unlinked, a fader moves alone', async () => {
  await page.getByRole('button', { name: 'Mute Kick', exact: true }).click();
  const snare = page.getByRole('button', { name: 'Mute Snare', exact: true });
  expect(await snare.getAttribute('aria-pressed')).toBe('false');
  await link('Kick', 'alone');
  await expect.poll(() => badge('Kick').count()).toBe(0);
  expect(await badge('Snare').getAttribute('aria-label')).toBe('Link 1: nothing else is in it');
  await press('Kick', 'PageUp');
  expect(await text(fader('Snare'))).toBe('−2.0 dB');
  expect(await text(fader('Kick'))).not.toBe('−6.0 dB');
  expect((await toldFaders()).Snare).toBe(-2);
});

test('a removed strip comes back linked, and links go with a shared mix', async () => {
  await select('Snare');
  await page.keyboard.press('Shift+Delete');
  await expect.poll(() => fader('Snare').count()).toBe(0);
  await press('Kick', 'ArrowUp');
  await expect.poll(() => text(fader('Kick'))).toBe('−5.5 dB');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await press('Kick', 'ArrowUp');
  await expectFaders('−5.5 dB', '−1.5 dB');

  await page.getByRole('button', { name: 'Share link', exact: true }).click();
  const address = await page.getByRole('dialog').getByRole('textbox').first().inputValue();
  page = await site.open({ hash: new URL(address).hash });
  await fader('Kick').waitFor();
  await press('Snare', 'ArrowDown');
  await expectFaders('−6.0 dB', '−2.0 dB');
});

test('a ride of one is written for both while the song plays, and undone at once', async () => {
  await page.getByRole('combobox', { name: 'Automation mode' }).selectOption('latch');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForTimeout(300);
  await press('Kick', 'ArrowDown', 'ArrowDown');
  await expectFaders('−7.0 dB', '−3.0 dB');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const automated = () =>
    Promise.all(
      ['Bass', 'Kick', 'Snare'].map((name) => fader(name).getAttribute('data-automated')),
    );
  await expect.poll(automated).toEqual([null, '', '']);
  await page.keyboard.press('Control+z');
  await expect.poll(automated).toEqual([null, null, null]);
  await expectFaders('−6.0 dB', '−2.0 dB');
});

test('on a narrow screen the choice stays inside its card, and the badge off what is pressed', async () => {
  const long = 'A snare drum with a name that is longer than any card';
  page = await site.open({ width: 390, height: 844 });
  await double.addStems(page, 'Kick', long);
  const view = (name: string) =>
    page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
  for (const [name, label] of [
    [long, 'in link 1'],
    ['Kick', `in link 1 with ${long}`],
  ] as const) {
    await view('Mixer');
    await link(name, label);
  }
  const card = page.locator('.card').filter({ has: choice('Kick') });
  const [inner, outer] = [await choice('Kick').boundingBox(), await card.boundingBox()];
  if (!inner || !outer) throw new Error('the choice is not on screen');
  expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
  expect(outer.x + outer.width).toBeLessThanOrEqual(390);
  await view('Mixer');
  const bounds = await badge('Kick').boundingBox();
  const solo = await page.getByRole('button', { name: 'Solo Kick', exact: true }).boundingBox();
  const knob = await page.getByRole('slider', { name: 'Kick pan', exact: true }).boundingBox();
  if (!bounds || !solo || !knob) throw new Error('the strip is not on screen');
  expect(bounds.y + bounds.height).toBeLessThan(solo.y);
  expect(bounds.x).toBeGreaterThan(knob.x + knob.width / 2);
});
