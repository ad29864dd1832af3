// The head of a strip, dual pan, solo after and before the fader, and meters: by
// role, name and key, with a double in place of the engine.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paramSpecs } from '../../worklet/src/params/params.generated';
import { ControlWalk } from './support/control-walk';
import { addStems, type DoubleSite, serveDouble, told } from './support/double-page';

let site: DoubleSite;
let page: Page;

beforeAll(async () => {
  site = await serveDouble();
  page = await site.open();
  await addStems(page, 'Kick', 'Snare', 'Hot');
  await page.keyboard.press('g');
  await page.keyboard.press('Enter');
});

afterAll(async () => {
  await site?.close();
  expect(site?.complaints).toEqual([]);
});

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const choice = (name: string): Locator => page.getByRole('combobox', { name, exact: true });
const slider = (name: string): Locator => page.getByRole('slider', { name, exact: true });
const lastOf = async (name: string) => (await told(page, name)).at(-1);
/** Keys of the page, from where nothing is being typed or chosen. */
const key = async (pressed: string) => {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press(pressed);
};

test('source, DC block and pan mode: every control by name and keys, undone in one step', async () => {
  await button('Select Group 1').click();
  const walk = new ControlWalk(page, 'Group 1');
  const wanted = ['trim.gainDb', 'trim.source', 'trim.dcBlock', 'pan.stereoMode'];
  for (const spec of paramSpecs('strip').filter((each) => wanted.includes(each.key))) {
    await walk.turn(spec);
    await walk.typeAndReset(spec);
  }
});

test('in dual mode each side has a pan of its own', async () => {
  expect(await slider('Group 1 pan').count()).toBe(1);
  await choice('Group 1 pan mode').selectOption({ label: 'dual' });
  await expect.poll(() => slider('Group 1 pan').count()).toBe(0);
  const walk = new ControlWalk(page, 'Group 1');
  const sides = ['pan.leftPosition', 'pan.rightPosition'];
  for (const spec of paramSpecs('strip').filter((each) => sides.includes(each.key))) {
    expect(await walk.shown(spec)).toBe(spec.key === sides[0] ? 'L100' : 'R100');
    await walk.turn(spec);
    await walk.typeAndReset(spec);
  }
  await button('Select Kick').click();
  expect(await choice('Kick pan mode').count(), 'a mono strip has one pan').toBe(0);
});

test('solo is heard in place, after or before the fader, and only in place silences others', async () => {
  const snare = page.getByRole('listitem', { name: 'Snare strip', exact: true });
  const dimmed = async () => (await snare.getAttribute('class'))?.includes('dimmed');
  await button('Solo Kick').click();
  await expect.poll(dimmed).toBe(true);
  const [strips, mode] = (await lastOf('setSolo')) as [string[], string];
  expect([strips.length, mode]).toEqual([1, 'inPlace']);
  await choice('Solo is heard').selectOption({ label: 'PFL' });
  expect(await lastOf('setSolo')).toEqual([strips, 'preFader']);
  await expect.poll(dimmed).toBe(false);
  await page.getByText('1 heard pre-fader: clear').waitFor();
  await key('Alt+l');
  expect(await lastOf('setSolo'), 'by key').toEqual([strips, 'inPlace']);
  await key('Alt+l');
  expect(await lastOf('setSolo')).toEqual([strips, 'afterFader']);
  await page.getByText('1 heard after fader: clear').click();
  expect(await lastOf('setSolo')).toEqual([[], 'afterFader']);
});

test('how solo is heard and what meters show are kept on the device', async () => {
  await choice("Strips' meters show").selectOption({ label: 'VU' });
  await choice('Strips are metered').selectOption({ label: 'pre' });
  expect(await lastOf('setMetering')).toEqual([{ preFader: true, probe: null }]);
  const kept = await page.evaluate(() =>
    ['solo.mode', 'meters.kind', 'meters.preFader'].map((name) =>
      localStorage.getItem(`lathe.${name}`),
    ),
  );
  expect(kept).toEqual(['afterFader', 'vu', 'true']);
});

test('the loudness of one strip at a time, on demand', async () => {
  const group = page.getByRole('group', { name: /^Loudness of/ });
  await button('Measure the loudness of Kick').click();
  const [first] = (await lastOf('setMetering')) as [{ probe: string }];
  expect(typeof first.probe).toBe('string');
  await button('Play').click();
  await expect.poll(() => group.innerText()).toContain('22.8');
  await button('Select Snare').click();
  expect(await group.count(), 'another strip is shown').toBe(0);
  await button('Measure the loudness of Snare').click();
  const [second] = (await lastOf('setMetering')) as [{ probe: string }];
  expect(second.probe).not.toBe(first.probe);
  await button('Measure the loudness of Snare').click();
  expect(await lastOf('setMetering')).toEqual([{ preFader: true, probe: null }]);
});

test('what goes over full scale lights a lamp until it is cleared', async () => {
  const lamp = button('Hot went over full scale: clear');
  await lamp.waitFor();
  expect(await button('Kick went over full scale: clear').count()).toBe(0);
  await button('Select Hot').click();
  await page.getByText(/over full scale \d+ times/).waitFor();
  await button('Pause').click();
  await page.waitForTimeout(500);
  await lamp.click();
  await expect.poll(() => lamp.count()).toBe(0);
  await page.waitForTimeout(300);
  expect(await lamp.count(), 'nothing plays').toBe(0);
});
