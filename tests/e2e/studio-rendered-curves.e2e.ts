// What the page draws of a strip's stages is what is rendered: a tone through each,
// exported, against the figures that their pictures are drawn from.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compressorOf, staticOutputDb } from '../../web/studio/src/audio/compressor';
import { actingDb, type BandSettings, equaliserOf } from '../../web/studio/src/audio/equaliser';
import { gateOf, gateReductionDb } from '../../web/studio/src/audio/gate';
import { saturationOf, saturationTransfer } from '../../web/studio/src/audio/saturation';
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
    const band = equaliserOf(
      {
        'eq.band3.freqHz': 1000,
        'eq.band3.gainDb': 3,
        'eq.band3.dynOn': true,
        'eq.band3.dynGainDb': -9,
      },
      48000,
    ).bands[2] as BandSettings;
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

  test('a gate takes, and saturation gives, what their curves are drawn from', async () => {
    const { page } = studio;
    const button = (name: string) =>
      page.getByRole('button', { name: `tone ${name}`, exact: true });
    await page.getByRole('button', { name: 'Reset tone compressor' }).click();
    await page.getByRole('button', { name: 'Reset tone equaliser' }).click();
    const dryDb = await renderedDb();

    await button('gate').press('Space');
    await set({ 'gate threshold': '-1', 'gate ratio': '3', 'gate range': '40' });
    const gate = gateOf({ 'gate.thresholdDb': -1, 'gate.ratio': 3, 'gate.rangeDb': 40 });
    const gatedDb = (await renderedDb()) - dryDb;
    expect(gatedDb).toBeCloseTo(-gateReductionDb(gate, kPeakDb, false), 1);
    await button('gate').press('Space');

    await button('saturation').press('Space');
    await set({ 'saturation drive': '12', 'saturation bias': '30', 'saturation mix': '80' });
    const shape = saturationTransfer(
      saturationOf({ 'sat.driveDb': 12, 'sat.biasPercent': 30, 'sat.mixPercent': 80 }),
    );
    // The sine through the curve, without the DC that is taken off behind it.
    const cycle = Array.from({ length: 4096 }, (_, i) =>
      shape(0.5 * Math.sin((2 * Math.PI * i) / 4096)),
    );
    const mean = cycle.reduce((sum, y) => sum + y, 0) / cycle.length;
    const power = cycle.reduce((sum, y) => sum + (y - mean) ** 2, 0) / cycle.length;
    const saturatedDb = (await renderedDb()) - dryDb;
    expect(saturatedDb).toBeCloseTo(10 * Math.log10(power / (0.5 * 0.5 ** 2)), 1);
    console.log(
      `[ figure ] processors gate ${gatedDb.toFixed(3)} dB, saturation ${saturatedDb.toFixed(3)} dB`,
    );
    expect(studio.complaints).toEqual([]);
  });
});
