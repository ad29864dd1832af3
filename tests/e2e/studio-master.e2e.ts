// The master's page: every control by role, name and key, undone in one step; what is
// dragged on its pictures; the stages stand in the order chosen, and what is late makes
// the engine anew; the song's course and where it can go.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MASTER_STAGES, type MasterStage } from '../../web/studio/src/views/master-stage-list';
import { type ParamSpec, paramSpecs } from '../../worklet/src/params/params.generated';
import { ControlWalk } from './support/control-walk';
import { addStems, type DoubleSite, serveDouble, text, told } from './support/double-page';
import { openMasterPage } from './support/master-page';

const kSpecs: readonly ParamSpec[] = paramSpecs('master');
const kStages = Object.entries(MASTER_STAGES) as [MasterStage, (typeof MASTER_STAGES)['eq']][];

describe('the cards of the master', () => {
  let site: DoubleSite;
  let page: Page;
  let walk: ControlWalk;
  const reached = new Set<string>();

  beforeAll(async () => {
    site = await serveDouble();
    page = await site.open();
    // A stage's switch is named by its title, a limiter's by itself.
    const switchName = ({ key }: ParamSpec, name: string) => {
      const stage = kStages.find(([each]) => key === `${each}.on`)?.[1];
      if (stage) return `Master ${stage.title.toLowerCase()}`;
      return key === 'limiter.on' ? 'Limiter' : name;
    };
    walk = new ControlWalk(page, '', switchName);
    await addStems(page, 'Kick');
    await openMasterPage(page);
    for (const [, { title, items }] of kStages) {
      if (items.length > 0) await button(`Master ${title.toLowerCase()} controls`).click();
    }
    await button('Limiter controls').click();
  });

  afterAll(() => site?.close());

  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const control = (spec: ParamSpec) => walk.controlOf(spec);

  /** Of bands that are alike, the first is turned; the others have to be there. */
  async function goThrough(spec: ParamSpec): Promise<void> {
    reached.add(spec.key);
    expect(await control(spec).count(), spec.key).toBe(1);
    if (/band[2-9]\./.test(spec.key)) return;
    await walk.turn(spec);
    await walk.typeAndReset(spec);
  }

  test.each(kStages)(
    '%s: every control by name and keys, undone in one step',
    async (name, stage) => {
      const specs = kSpecs.filter(({ key }) => key.startsWith(`${name}.`));
      const whole = specs.filter(({ key }) => key.split('.').length === 2);
      for (const spec of whole) await goThrough(spec);
      if (!('bands' in stage)) return;
      const count = whole.find(({ key }) => key === `${name}.bands`);
      if (count) await walk.controlOf(count).selectOption({ index: count.max });
      for (const band of stage.bands) {
        await button(`Show master ${stage.title.toLowerCase()} ${band.title}`).click();
        const prefix = `${name}.${band.key}.`;
        for (const spec of specs.filter(({ key }) => key.startsWith(prefix))) await goThrough(spec);
      }
      if (count) await walk.controlOf(count).press('Delete');
    },
  );

  test('drive, limiter and trim, and the order', async () => {
    const others = kSpecs.filter(
      ({ key }) => !kStages.some(([name]) => key.startsWith(`${name}.`)),
    );
    for (const spec of others) await goThrough(spec);
    expect(kSpecs.map(({ key }) => key).filter((key) => !reached.has(key))).toEqual([]);
  });

  test('the cards stand in the order chosen, and the engine is made anew for it', async () => {
    const titles = kStages.map(([, { title }]) => title);
    const shown = async () => {
      const cards = page.locator('.master-stages .card h3');
      const texts = (await cards.allInnerTexts()).map((text) => text.trim());
      return texts.filter((text) => titles.includes(text));
    };
    expect(await shown()).toEqual(titles);
    const order = page.getByRole('combobox', { name: "Order of the master's stages" });
    const before = (await told(page, 'open')).length;
    await order.selectOption({ label: 'Stereo → exciter → glue → multiband' });
    expect(await shown()).toEqual([
      'Equaliser',
      'Stereo',
      'Exciter',
      'Glue',
      'Multiband',
      'Clipper',
    ]);
    await expect.poll(async () => (await told(page, 'open')).length).toBe(before + 1);
    await page.keyboard.press('Control+z');
    expect(await shown()).toEqual(titles);
  });

  test('equaliser and exciter say what they are measured to do', async () => {
    const amount = page.getByRole('slider', { name: 'Exciter band 1 amount' });
    await button('Master equaliser').click();
    await button('Master exciter').click();
    const says = (stage: MasterStage) => page.locator(`.stage-${stage} .card-says`).innerText();
    expect(await says('exciter')).toBe('no band is driven');
    await button('Show master exciter band 1').click();
    await amount.focus();
    await page.keyboard.type('6');
    await page.keyboard.press('Enter');
    expect(await says('exciter')).toBe('waits for sound');
    await button('Play').click();
    await expect.poll(() => says('eq')).toBe('0.6 LU louder');
    await expect.poll(() => says('exciter')).toBe('adds harmonics 28.5 dB under its band');
    await button('Pause').click();
    for (const _ of ['amount', 'exciter', 'equaliser']) await page.keyboard.press('Control+z');
  });

  test('a linear-phase equaliser makes the engine anew while it is on', async () => {
    const opens = async () => (await told(page, 'open')).length;
    const phase = page.getByRole('combobox', { name: 'Master equaliser phase' });
    const before = await opens();
    await phase.selectOption({ label: 'Linear' });
    await page.waitForTimeout(50);
    expect(await opens()).toBe(before);
    await button('Master equaliser').click();
    await expect.poll(opens).toBe(before + 1);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
  });

  test('a node of the equaliser is dragged in one step, and says where its band stands', async () => {
    const freq = page.getByRole('slider', {
      name: 'Master equaliser band 3 frequency',
      exact: true,
    });
    const gain = page.getByRole('slider', { name: 'Master equaliser band 3 gain', exact: true });
    const node = page.getByRole('button', { name: /^Master equaliser band 3 node/ });
    await button('Show master equaliser band 3').click();
    const before = [await text(freq), await text(gain)];
    const { x, y } = await middleOf(node);
    await dragTo(x, y, x + 40, y - 20);
    expect(Number.parseFloat((await text(gain)) ?? '')).toBeGreaterThan(0.5);
    expect(await text(freq)).not.toBe(before[0]);
    expect(await button('Master equaliser').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Control+z');
    expect([await text(freq), await text(gain)]).toEqual(before);
    expect(await button('Master equaliser').getAttribute('aria-pressed')).toBe('false');

    const place = page.getByRole('combobox', { name: 'Master equaliser band 3 placement' });
    await place.selectOption({ label: 'Side' });
    expect(await node.getAttribute('aria-label')).toMatch(/node: side, 500 Hz, 0\.0 dB/);
    await page.keyboard.press('Control+z');
    expect(await node.getAttribute('aria-label')).toMatch(/node: 500 Hz/);
  });

  test('a crossover is dragged in one step, by keys, and never through its neighbour', async () => {
    const edge = (number: number) =>
      page.getByRole('slider', { name: `Multiband crossover ${number}`, exact: true });
    const handle = page.getByRole('button', { name: /^Multiband crossover 1 handle/ });
    const from = await middleOf(handle);
    const to = await middleOf(page.getByRole('button', { name: /^Multiband crossover 2 handle/ }));
    await dragTo(from.x, from.y, from.x + 20, from.y);
    const picture = (await handle.locator('..').boundingBox())?.width ?? 0;
    const wanted = 120 * 1000 ** (20 / picture);
    const reached = Number.parseFloat((await text(edge(1))) ?? '');
    console.log(`[ figure ] crossover dragged 20 px of ${picture}: ${reached} Hz of ${wanted} Hz`);
    expect(Math.abs(reached / wanted - 1)).toBeLessThan(0.03);
    await page.keyboard.press('Control+z');
    expect(await text(edge(1))).toBe('120 Hz');
    await dragTo(from.x, from.y, to.x + 30, from.y);
    // A third of an octave under 2.5 kHz.
    expect(await text(edge(1))).toBe('1.98 kHz');
    expect(await text(edge(2))).toBe('2.50 kHz');
    await page.keyboard.press('Control+z');
    await handle.focus();
    await page.keyboard.press('ArrowRight');
    expect(Number.parseFloat((await text(edge(1))) ?? '')).toBeGreaterThan(120);
    await page.keyboard.press('Control+z');
    expect(await text(edge(1))).toBe('120 Hz');
  });

  test("the song's course is heard where it is clicked, and moved along by keys", async () => {
    const plays = async () => (await told(page, 'play')).length;
    const before = await plays();
    const course = page.getByRole('slider', { name: 'Song position over loudness' });
    await page
      .getByText(/^measured /)
      .first()
      .waitFor();
    const { x, y } = await middleOf(course);
    await page.mouse.click(x, y);
    const [frame] = ((await told(page, 'seek')).at(-1) ?? []) as [number];
    console.log(`[ figure ] a click in the middle of 90 s goes to ${frame / 48000} s`);
    expect(Math.abs(frame / 48000 - 45)).toBeLessThan(0.3);
    expect(await plays()).toBe(before + 1);
    await button('Pause').click();
    await course.focus();
    await page.keyboard.press('Home');
    expect(((await told(page, 'seek')).at(-1) ?? [])[0]).toBe(0);
    await expect.poll(() => text(course)).toMatch(/^0:00\.0, −\d+\.\d LUFS short-term$/);
  });

  test('the delivery table says what becomes of the song, in words as well as colours', async () => {
    const table = page.getByRole('table', { name: 'Delivery' });
    const spotify = table.locator('[data-target="spotify"]');
    expect(await spotify.locator('td').nth(1).textContent()).toBe('−0.2');
    const lamp = spotify.locator('.verdict');
    expect(await lamp.getAttribute('aria-label')).toBe('passes');
    const name = table.getByRole('button', { name: 'Apple Music' });
    expect(await name.getAttribute('title')).toContain('What apple-music finds.');
    await name.focus();
    await page.getByText('Apple Music: What apple-music does to it.').waitFor();
    await page.keyboard.press('Enter');
    await table.getByText('What apple-music finds.').waitFor();
    await table.getByText(/^Loudness: (published|advice|reported)/).waitFor();
  });

  test('the pages have keys, and a reload comes back to the one that was left', async () => {
    await page.keyboard.press('1');
    await page.getByRole('region', { name: 'Console' }).waitFor();
    expect(await page.getByRole('region', { name: 'Master', exact: true }).count()).toBe(0);
    await page.keyboard.press('2');
    await page.getByRole('region', { name: 'Master', exact: true }).waitFor();
    expect(await page.getByRole('region', { name: 'Console' }).count()).toBe(0);
    await page.reload();
    await addStems(page, 'Kick');
    await page.getByRole('region', { name: 'Master', exact: true }).waitFor();
    expect(site.complaints).toEqual([]);
  });

  async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
    await locator.scrollIntoViewIfNeeded();
    const box = await locator.boundingBox();
    if (!box) throw new Error('it is not on the page');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  async function dragTo(x: number, y: number, toX: number, toY: number): Promise<void> {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move((x + toX) / 2, (y + toY) / 2);
    await page.mouse.move(toX, toY);
    await page.mouse.up();
  }
});
