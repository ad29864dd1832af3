// The equaliser and the compressor of a strip: that every parameter of theirs has
// a control which is found by role and name, changed by keys, and undone in one
// step; and that what the page draws of them is what is rendered.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compressorOf, staticOutputDb } from '../../web/studio/src/audio/compressor';
import { actingDb, type BandSettings, equaliserOf } from '../../web/studio/src/audio/equaliser';
import {
  type ParamSpec,
  paramSpecs,
  type StripParamKey,
} from '../../worklet/src/params/params.generated';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import type { EngineDouble } from '../studio/double/engine-double';
import { ControlWalk } from './support/control-walk';
import { addStems, type DoubleSite, serveDouble, told } from './support/double-page';
import {
  exportWav,
  openStudio,
  type Site,
  type StudioPage,
  sampleData,
  serveStudio,
  typeValue,
  waitForStems,
} from './support/studio-page';
import { wavBytes } from './support/synthetic-stems';

const kSpecs = paramSpecs('strip').filter(({ key }) => /^(eq|comp)\./.test(key));
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
    await button('More of Group 1 equaliser').click();
    await button('More of Group 1 compressor').click();
  });

  afterAll(() => site?.close());

  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const undo = () => page.keyboard.press('Control+z');

  // A switch's name is that of its stage where that is what it switches.
  const stageSwitch = ({ key }: ParamSpec, name: string) =>
    key === 'eq.on' || key === 'comp.on' ? name.replace(/ on$/, '') : name;
  let walk: ControlWalk;
  const controlOf = (spec: ParamSpec) => walk.controlOf(spec);

  /** Bands are alike: each of their fields is typed and reset once. */
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

  test('the whole equaliser and the compressor', async () => {
    for (const spec of named(/^(eq|comp)\.[^.]+$/)) {
      if (spec.key === 'comp.rmsWindowMs') continue;
      await goThrough(spec);
    }
  });

  test('the RMS window is there with the RMS detector, and only then', async () => {
    const [spec] = named(/^comp\.rmsWindowMs$/);
    expect(await controlOf(spec!).count()).toBe(0);
    const detector = page.getByRole('combobox', { name: `${kStrip} compressor detector` });
    await detector.selectOption({ label: 'RMS' });
    await goThrough(spec!);
    await detector.press('Delete');
  });

  test('no parameter of the two is without a control', () => {
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

describe('what is rendered', () => {
  const kRate = 48000;
  const kPeakDb = 20 * Math.log10(0.5);
  const folder = mkdtempSync(join(tmpdir(), 'lathe-processors-'));
  let site: Site;
  let studio: StudioPage;

  beforeAll(async () => {
    const tone = {
      name: 'tone.wav',
      channels: 2 as const,
      bits: 24 as const,
      sample: (i: number) => 0.5 * Math.sin((2 * Math.PI * 1000 * i) / kRate),
    };
    const file = join(folder, tone.name);
    writeFileSync(file, wavBytes(tone, 2 * kRate));
    site = await serveStudio(true);
    studio = await openStudio(site.address);
    await studio.page.locator('input[type=file]').first().setInputFiles(file);
    await studio.page.getByRole('slider', { name: 'tone fader' }).waitFor();
    await waitForStems(studio.page);
    await studio.page.getByRole('button', { name: 'Select tone', exact: true }).first().click();
  });

  afterAll(async () => {
    await studio?.close();
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Level of the second second of the exported file, when everything is at rest. */
  async function renderedDb(): Promise<number> {
    const data = sampleData(await exportWav(studio.page, '32-bit float'));
    const samples = new Float32Array(new Uint8Array(data).buffer);
    const last = samples.subarray(2 * kRate, 4 * kRate - 4800);
    return 10 * Math.log10(last.reduce((sum, x) => sum + x * x, 0) / last.length);
  }

  async function set(values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      await typeValue(studio.page, `tone ${name}`, value);
    }
  }

  test('a dynamic band and a mixed compressor change the level by what the page draws', async () => {
    const { page } = studio;
    const button = (name: string) =>
      page.getByRole('button', { name: `tone ${name}`, exact: true });
    const dryDb = await renderedDb();

    await page.getByRole('button', { name: 'Show tone equaliser band 3' }).click();
    await button('equaliser').press('Space');
    await button('equaliser band 3 dynamic').press('Space');
    await set({
      'equaliser band 3 frequency': '1000',
      'equaliser band 3 gain': '3',
      'equaliser band 3 dynamic gain': '-9',
      'equaliser band 3 threshold': '-50',
      'equaliser band 3 ratio': '10',
    });
    const band = equaliserOf({
      'eq.band3.freqHz': 1000,
      'eq.band3.gainDb': 3,
      'eq.band3.dynOn': true,
      'eq.band3.dynGainDb': -9,
    }).bands[2] as BandSettings;
    const dynamicDb = (await renderedDb()) - dryDb;
    expect(dynamicDb).toBeCloseTo(3 + actingDb(band, 1000), 1);
    await button('equaliser').press('Space');

    await button('compressor').press('Space');
    await set({
      'compressor threshold': '-26',
      'compressor ratio': '4',
      'compressor knee': '0',
      'compressor mix': '50',
    });
    const settings = compressorOf({
      'comp.thresholdDb': -26,
      'comp.ratio': 4,
      'comp.kneeDb': 0,
      'comp.mixPercent': 50,
    });
    const mixedDb = (await renderedDb()) - dryDb;
    expect(mixedDb).toBeCloseTo(staticOutputDb(settings, kPeakDb) - kPeakDb, 1);

    await page.getByRole('button', { name: 'More of tone compressor' }).press('Space');
    await set({ 'compressor range': '6' });
    const limitedDb = (await renderedDb()) - dryDb;
    expect(limitedDb).toBeCloseTo(
      staticOutputDb({ ...settings, rangeDb: 6 }, kPeakDb) - kPeakDb,
      1,
    );
    console.log(
      `[ figure ] processors dynamic band ${dynamicDb.toFixed(3)} dB, mix ${mixedDb.toFixed(3)} dB, ` +
        `range ${limitedDb.toFixed(3)} dB`,
    );
    expect(studio.complaints).toEqual([]);
  });
});
