// The master's cards: every control by role, name and key, undone in one step; the
// stages stand in the order chosen, and what is late makes the engine anew.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MASTER_STAGES, type MasterStage } from '../../web/studio/src/views/master-stage-list';
import { type ParamSpec, paramSpecs } from '../../worklet/src/params/params.generated';
import { ControlWalk } from './support/control-walk';
import { addStems, type DoubleSite, serveDouble, told } from './support/double-page';

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
    await button('Select the mix bus').click();
    for (const [, { title }] of kStages) {
      await button(`Master ${title.toLowerCase()} controls`).click();
    }
  });

  afterAll(() => site?.close());

  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const inspector = () => page.getByRole('complementary', { name: 'Inspector' });
  const kInConsole = ['limiter.on', 'trimDb'];
  const control = (spec: ParamSpec) =>
    kInConsole.includes(spec.key)
      ? inspector().getByRole(spec.kind === 'switch' ? 'button' : 'slider', {
          name: spec.key === 'limiter.on' ? 'Limiter' : spec.name,
          exact: true,
        })
      : walk.controlOf(spec);

  /** Of bands that are alike, the first is turned; the others have to be there. */
  async function goThrough(spec: ParamSpec): Promise<void> {
    reached.add(spec.key);
    expect(await control(spec).count(), spec.key).toBe(1);
    // The console has these two as well: studio.e2e.ts turns them.
    if (/band[2-9]\./.test(spec.key) || kInConsole.includes(spec.key)) return;
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
      const texts = await inspector().locator('.card h3').allInnerTexts();
      const master = texts.map((text) => text.trim()).filter((text) => titles.includes(text));
      return master.slice(master.lastIndexOf('Equaliser'));
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
    expect(site.complaints).toEqual([]);
  });
});
