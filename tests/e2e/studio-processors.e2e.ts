import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STAGE_NAMES } from '../../web/studio/src/views/stage-names';
import {
  type ParamSpec,
  paramSpecs,
  type StripParamKey,
} from '../../worklet/src/params/params.generated';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import type { EngineDouble } from '../studio/double/engine-double';
import { ControlWalk } from './support/control-walk';
import { addStems, type DoubleSite, serveDouble, told } from './support/double-page';

const kStages = Object.fromEntries(
  Object.entries(STAGE_NAMES).map(([stage, name]) => [stage, name.toLowerCase()]),
);
const kOfStages = new RegExp(`^(order$|(${Object.keys(kStages).join('|')})\\.)`);
const kSpecs = paramSpecs('strip').filter(({ key }) => kOfStages.test(key));
/** A group has two sides, so that the stereo link has a part. */
const kStrip = 'Group 1';

describe('the panels', () => {
  let site: DoubleSite;
  let page: Page;
  const reached = new Set<StripParamKey>();
  const typed = new Set<string>();

  beforeAll(async () => {
    site = await serveDouble();
    page = await site.open();
    walk = new ControlWalk(page, kStrip, stageSwitch);
    await addStems(page, 'Kick');
    await page.keyboard.press('g');
    await page.keyboard.press('Enter');
    for (const stage of Object.values(kStages)) {
      const controls = button(`${kStrip} ${stage} controls`);
      if ((await controls.getAttribute('aria-expanded')) === 'false') await controls.click();
      if (stage !== 'width') await button(`More of ${kStrip} ${stage}`).click();
    }
  });

  afterAll(() => site?.close());

  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const undo = () => page.keyboard.press('Control+z');

  // A switch's name is that of its stage or section where that is what it switches.
  const stageSwitch = ({ key }: ParamSpec, name: string) =>
    /^[a-z]+\.on$/.test(key) ? name.replace(/ on$/, '') : name;
  let walk: ControlWalk;
  const controlOf = (spec: ParamSpec) => walk.controlOf(spec);

  /** By one key, one way and back in one step; then, what can be typed is typed, and reset. */
  async function goThrough(spec: ParamSpec): Promise<void> {
    const field = spec.key.replace(/band\d/, 'band');
    await walk.turn(spec);
    reached.add(spec.key as StripParamKey);
    if (typed.has(field)) return;
    typed.add(field);
    await walk.typeAndReset(spec);
  }

  const named = (pattern: RegExp) => kSpecs.filter(({ key }) => pattern.test(key));

  test.each(['highPass', 'band1', 'band2', 'band3', 'band4', 'band5', 'band6', 'lowPass'])(
    'equaliser %s: every control by name and keys, undone in one step',
    async (section) => {
      const spoken = section.replace('Pass', '-pass').replace('band', 'band ');
      await button(`Show ${kStrip} equaliser ${spoken}`).click();
      for (const spec of named(new RegExp(`^eq\\.${section}\\.(?!dyn)`))) await goThrough(spec);
      if (!section.startsWith('band')) return;
      const dynamic = `${kStrip} equaliser ${spoken} dynamic`;
      const parts = page.getByRole('slider', { name: `${dynamic} gain`, exact: true });
      expect(await parts.count()).toBe(0);
      for (const spec of named(new RegExp(`^eq\\.${section}\\.dynOn`))) await goThrough(spec);
      await button(dynamic).press('Space');
      for (const spec of named(new RegExp(`^eq\\.${section}\\.dyn(?!On)`))) await goThrough(spec);
      await button(dynamic).press('Space');
    },
  );

  /** They have a part only beside another choice, and tests of their own. */
  const kIdle: readonly string[] = ['comp.rmsWindowMs', 'deesser.widthOct'];

  test.each(Object.entries(kStages))('%s: every control of the whole stage', async (stage) => {
    for (const spec of named(new RegExp(`^${stage}\\.[^.]+$`))) {
      if (!kIdle.includes(spec.key)) await goThrough(spec);
    }
  });

  test('the order of stages: by keys, one undo, and the panels stand in it', async () => {
    const usual: string[] = Object.values(STAGE_NAMES);
    const panels = () =>
      page
        .locator('.inspector .card h3')
        .allInnerTexts()
        .then((texts) => texts.map((text) => text.trim()).filter((text) => usual.includes(text)));
    expect(await panels()).toEqual(usual);
    const [spec] = named(/^order$/);
    await goThrough(spec!);
    const before = (await told(page, 'open')).length;
    await controlOf(spec!).selectOption({ label: 'Compressor → de-esser → EQ' });
    expect(await panels()).toEqual([
      'Gate',
      'Transient shaper',
      'Compressor',
      'De-esser',
      'Equaliser',
      'Saturation',
      'Width',
    ]);
    expect((await told(page, 'open')).length).toBe(before + 1);
    await controlOf(spec!).press('Delete');
    expect(await panels()).toEqual(usual);
  });

  test('a band of the de-esser has a width, a shelf has none', async () => {
    const [spec] = named(/^deesser\.widthOct$/);
    expect(await controlOf(spec!).count()).toBe(0);
    const shape = page.getByRole('combobox', { name: `${kStrip} de-esser shape` });
    await shape.selectOption({ label: 'Band' });
    await goThrough(spec!);
    await shape.press('Delete');
  });

  test('a gate has no ratio and no knee', async () => {
    const parts = ['ratio', 'knee'].map((part) =>
      page.getByRole('slider', { name: `${kStrip} gate ${part}`, exact: true }),
    );
    const count = async () => [await parts[0]?.count(), await parts[1]?.count()];
    expect(await count()).toEqual([1, 1]);
    const mode = page.getByRole('combobox', { name: `${kStrip} gate mode` });
    await mode.selectOption({ label: 'Gate' });
    expect(await count()).toEqual([0, 0]);
    await mode.press('Delete');
  });

  test('the RMS window is there with the RMS detector, and only then', async () => {
    const [spec] = named(/^comp\.rmsWindowMs$/);
    expect(await controlOf(spec!).count()).toBe(0);
    const detector = page.getByRole('combobox', { name: `${kStrip} compressor detector` });
    await detector.selectOption({ label: 'RMS' });
    await goThrough(spec!);
    await detector.press('Delete');
  });

  test.each(['gate', 'compressor', 'equaliser'])(
    '%s: hears another strip, until undone',
    async (stage) => {
      const band = `${kStrip} equaliser band 2`;
      const says = page.locator('.dynamic .card-says');
      if (stage === 'equaliser') {
        // Nobody listens until a dynamic band does.
        expect(await page.getByRole('combobox', { name: `${kStrip} equaliser key` }).count()).toBe(
          0,
        );
        await button(`Show ${band}`).click();
        await button(`${band} dynamic`).press('Space');
        await page.getByRole('slider', { name: `${band} dynamic gain` }).press('ArrowDown');
        const listens = page.getByRole('combobox', { name: `${band} listens to`, exact: true });
        await listens.selectOption({ label: 'Another strip' });
        expect(await says.textContent()).toMatch(
          /of its own sound, until .* told what to listen to$/,
        );
      }
      const key = page.getByRole('combobox', { name: `${kStrip} ${stage} key`, exact: true });
      expect(await key.locator('option').allTextContents()).toEqual([
        'its own sound',
        'Kick',
        'Mix bus',
      ]);
      const heard = async () => {
        const [document] = (await told(page, 'open')).at(-1) as [SessionDocument];
        const { name } = document.tracks[0]!;
        const keys = document.buses.find((bus) => bus.name === kStrip)?.strip?.keys;
        return keys?.map(({ from }) => (from === document.tracks[0]!.id ? name : from));
      };
      expect(await heard()).toBeUndefined();
      await key.selectOption({ label: 'Kick' });
      await page.waitForTimeout(50);
      expect(await heard()).toEqual(['Kick']);
      if (stage === 'equaliser') expect(await says.textContent()).toMatch(/ of Kick$/);
      await key.selectOption({ label: 'Mix bus' });
      await page.waitForTimeout(50);
      expect(await heard()).toEqual(['mix']);
      await undo();
      await undo();
      await page.waitForTimeout(50);
      expect(await heard()).toBeUndefined();
      expect(await key.inputValue()).toBe('');
      if (stage !== 'equaliser') return;
      for (let step = 0; step < 3; ++step) await undo();
      expect(await key.count()).toBe(0);
    },
  );

  test('no parameter of a stage is without a control', () => {
    expect(kSpecs.map(({ key }) => key).filter((key) => !reached.has(key))).toEqual([]);
  });

  test('what a type or slope has no use for cannot be turned', async () => {
    const part = (field: string) =>
      page.getByRole('slider', { name: `${kStrip} equaliser band 3 ${field}`, exact: true });
    await button(`Show ${kStrip} equaliser band 3`).click();
    const type = page.getByRole('combobox', { name: `${kStrip} equaliser band 3 type` });
    for (const [label, gain, q] of [
      ['Tilt', 1, 0],
      ['Notch', 0, 1],
      ['Band-pass', 0, 1],
      ['Bell', 1, 1],
    ] as const) {
      await type.selectOption({ label });
      expect([label, await part('gain').count(), await part('Q').count()]).toEqual([
        label,
        gain,
        q,
      ]);
      expect(await button(`${kStrip} equaliser band 3 dynamic`).count()).toBe(gain);
    }
    await button(`Show ${kStrip} equaliser low-pass`).click();
    const slope = page.getByRole('combobox', { name: `${kStrip} low-pass slope` });
    const q = page.getByRole('slider', { name: `${kStrip} low-pass Q`, exact: true });
    expect(await q.count()).toBe(1);
    await slope.selectOption({ label: '48 dB/oct' });
    expect(await q.count()).toBe(0);
    await slope.press('Delete');
  });

  test('a look-ahead makes the engine anew while the compressor is on', async () => {
    await button(`${kStrip} compressor`).press('Space');
    const before = (await told(page, 'open')).length;
    const lookAhead = page.getByRole('slider', { name: `${kStrip} compressor look-ahead` });
    await lookAhead.press('PageUp');
    await expect.poll(async () => (await told(page, 'open')).length).toBe(before + 1);
    const [document] = (await told(page, 'open')).at(-1) as [
      { buses: { strip: { params: object } }[] },
    ];
    expect(document.buses.at(-1)?.strip.params).toEqual({ 'comp.on': true, 'comp.lookAheadMs': 3 });
    await undo();
    await expect.poll(() => lookAhead.getAttribute('aria-valuetext')).toBe('0.00 ms');
    await button(`${kStrip} compressor`).press('Space');
  });

  test('one stage at a time is listened to, until Escape or its switch ends it', async () => {
    const listen = (stage: string) =>
      page.getByRole('combobox', { name: `Listen to ${kStrip} ${stage}`, exact: true });
    const heard = async () => (await told(page, 'setListen')).at(-1)?.[0];
    const note = page.getByRole('button', { name: /^Hearing / });
    const undoable = () =>
      page.getByRole('button', { name: 'Undo', exact: true }).getAttribute('title');
    expect(await listen('compressor').count()).toBe(0);
    await button(`${kStrip} compressor`).press('Space');
    await button(`${kStrip} saturation`).press('Space');
    const lastChange = await undoable();
    expect(await listen('saturation').locator('option').allInnerTexts()).toEqual([
      'Listen',
      'Without',
      'Change',
    ]);

    await listen('compressor').selectOption({ label: 'Key' });
    const strip = (await heard()) as { strip: string };
    expect(strip).toMatchObject({ stage: 'comp', mode: 'key' });
    expect(await note.innerText()).toBe('Hearing the key of Group 1 compressor: end (Esc)');
    await listen('saturation').selectOption({ label: 'Without' });
    expect(await heard()).toEqual({ ...strip, stage: 'sat', mode: 'bypass' });
    expect(await listen('compressor').inputValue()).toBe('');
    // The focus is on the list: Escape ends it from there too.
    await page.keyboard.press('Escape');
    expect(await heard()).toBe(null);
    expect(await note.count()).toBe(0);

    await listen('saturation').selectOption({ label: 'Change' });
    await button(`${kStrip} saturation`).press('Space');
    expect(await heard()).toBe(null);
    await undo();
    expect(await undoable()).toBe(lastChange);
    await undo();
    await undo();
    expect(await listen('compressor').count()).toBe(0);
  });

  test('panels and what they have more of fold, from strip to strip', async () => {
    const threshold = (strip: string) =>
      page.getByRole('slider', { name: `${strip} compressor threshold`, exact: true });
    await button(`${kStrip} compressor controls`).press('Space');
    expect(await threshold(kStrip).count()).toBe(0);
    await button('Select Kick').first().click();
    expect(await button('Kick compressor controls').getAttribute('aria-expanded')).toBe('false');
    await button('Kick compressor controls').press('Enter');
    expect(await threshold('Kick').count()).toBe(1);
    expect(await button('More of Kick compressor').getAttribute('aria-expanded')).toBe('true');
    // On a strip of one side there is nothing to link.
    const link = page.getByRole('slider', { name: 'Kick compressor stereo link', exact: true });
    expect(await link.count()).toBe(0);
    const sides = page.getByRole('slider', { name: 'Kick width', exact: true });
    expect(await sides.count()).toBe(0);
  });

  test('gate and de-esser say what they have just been doing', async () => {
    const says = (panel: string) =>
      page.getByRole('region', { name: panel, exact: true }).locator('.card-says').innerText();
    expect([await says('Gate'), await says('De-esser')]).toEqual(['off', 'off']);
    await button('Kick gate').press('Space');
    await button('Kick de-esser').press('Space');
    expect(await says('Gate')).toBe('up to 20.0 dB less under −45.0 dB');
    expect(await says('De-esser')).toMatch(/^up to 6\.0 dB less above 6\.5 kHz/);
    await page.keyboard.press('Shift+Space');
    await button('Play').click();
    await expect.poll(() => says('Gate'), { timeout: 10000 }).toMatch(/at most, reducing \d+ %/);
    await expect.poll(() => says('De-esser')).toMatch(/dB on esses above 6\.5 kHz, \d+ %/);
    await button('Pause').click();
    await button('Kick gate').press('Space');
    await button('Kick de-esser').press('Space');
  });

  test('all undone and reset, the document holds nothing of it; the page has not complained', async () => {
    const saved = () =>
      page.evaluate(() => {
        const { engineDouble } = globalThis as unknown as { engineDouble: EngineDouble };
        const session = JSON.parse(engineDouble.saved ?? '{"buses":[]}') as SessionDocument;
        const group = session.buses.find(({ name }) => name === 'Group 1');
        // A strip with everything at its default is left out.
        return group ? (group.strip?.params ?? {}) : null;
      });
    await expect.poll(saved).toEqual({});
    expect(site.complaints).toEqual([]);
  });
});
