// The whole path in the studio as a person walks it: open the demo song, mix,
// share the link, export; and that the file is, sample for sample, what the
// command line and the engine under node render from the same document.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeLink } from '../../web/studio/src/link/settings-link';
import type { DeliveryOutcome } from '../../worklet/src/client/delivery';
import { openMasterPage } from './support/master-page';
import { renderInNode } from './support/render-in-node';
import {
  exportWav,
  kRoot,
  lathe,
  openDemoSong,
  openStudio,
  type Site,
  type StudioPage,
  sampleData,
  serveStudio,
  typeValue,
  waitForStems,
} from './support/studio-page';

const kDemoFolder = join(kRoot, 'web/studio/dist/demo');

/** Where two sample streams first differ, in samples; −1 where they are the same. */
function firstDifference(a: Buffer, b: Buffer): number {
  if (a.equals(b)) return -1;
  for (let i = 0; i + 4 <= Math.min(a.length, b.length); i += 4) {
    if (a.readUInt32LE(i) !== b.readUInt32LE(i)) return i / 4;
  }
  return Math.min(a.length, b.length) / 4;
}

for (const isolation of [true, false]) {
  describe(isolation ? 'isolated' : 'not isolated', () => {
    let site: Site;
    let first: StudioPage;
    let link = '';
    let exported: Buffer;
    const work = mkdtempSync(join(tmpdir(), 'lathe-e2e-'));

    beforeAll(async () => {
      site = await serveStudio(isolation);
      first = await openStudio(site.address);
    });

    afterAll(async () => {
      await first?.close();
      await site?.close();
      rmSync(work, { recursive: true, force: true });
    });

    test('the demo song opens, is mixed by role and name, and plays', async () => {
      const { page } = first;
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(isolation);
      await openDemoSong(page);
      await typeValue(page, 'Kick fader', '-4.5');
      await expectValue(page, 'Kick fader', '−4.5 dB');
      await typeValue(page, 'Guitar fader', '-9');
      await typeValue(page, 'Hats fader', '6');
      await typeValue(page, 'Guitar pan', '-40');
      await page.getByRole('button', { name: 'Mute Spoken', exact: true }).click();
      await page.getByRole('button', { name: 'Select Vocal', exact: true }).click();
      await page.getByRole('button', { name: 'Vocal equaliser', exact: true }).click();
      await page.getByRole('button', { name: 'Vocal compressor', exact: true }).click();
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
      const position = page.getByRole('timer', { name: 'Song position' });
      const before = await position.textContent();
      await expect.poll(() => position.textContent(), { timeout: 20_000 }).not.toBe(before);
      await page.getByRole('button', { name: 'Pause', exact: true }).click();
    });

    test('the exported file is what the command line renders, every sample', async () => {
      const { page } = first;
      exported = await exportWav(page, '32-bit float');
      await page
        .getByRole('button', { name: /^Share/ })
        .first()
        .click();
      link = await page.getByRole('dialog').getByRole('textbox').first().inputValue();
      await page.keyboard.press('Escape');

      const decoded = decodeLink(new URL(link).hash);
      expect(decoded.ok).toBe(true);
      if (!decoded.ok) return;
      const session = join(work, 'session.json');
      writeFileSync(session, decoded.json);
      const native = join(work, 'native.wav');
      lathe('render', session, '-o', native, '--bits', '32f', '--stems', kDemoFolder);
      const nativeSamples = sampleData(readFileSync(native));
      expect(sampleData(exported).length).toBe(nativeSamples.length);
      expect(firstDifference(sampleData(exported), nativeSamples)).toBe(-1);

      const inNode = await renderInNode(decoded.json, kDemoFolder);
      expect(firstDifference(inNode, nativeSamples)).toBe(-1);
      console.log(`[ figure ] identical samples: ${nativeSamples.length / 4}`);
    });

    test('the delivery table says of the song what the command line says of its file', async () => {
      const { page } = first;
      const file = join(work, 'exported.wav');
      writeFileSync(file, exported);
      const said = lathe('targets', file, '--json').trim().split('\n').map(parseOutcome);
      await openMasterPage(page);
      const table = page.locator('table.delivery:not(.stale)');
      await table.waitFor({ timeout: 60_000 });
      for (const { target, playedLufs, gainDb, verdict, findings } of said) {
        const row = table.locator(`[data-target="${target}"]`);
        const [played, change] = await row.locator('td').allInnerTexts();
        // Shown to a tenth, of figures to a hundredth.
        expect(Math.abs(figureOf(played) - playedLufs), target).toBeLessThan(0.065);
        expect(Math.abs(figureOf(change) - gainDb), target).toBeLessThan(0.065);
        // The song has no bits until it is a file.
        if (findings.some(({ text }) => / bits/.test(text))) continue;
        expect(await row.getAttribute('data-verdict'), target).toBe(verdict);
      }
      console.log(`[ figure ] delivery: ${said.length} targets as the command line has them`);
      await page.keyboard.press('1');
    });

    test('somebody else opens the link and exports the same samples', async () => {
      const second = await openStudio(link);
      try {
        await second.page.getByRole('slider', { name: 'Kick fader' }).waitFor({ timeout: 60_000 });
        await waitForStems(second.page);
        await expectValue(second.page, 'Kick fader', '−4.5 dB');
        const theirs = await exportWav(second.page, '32-bit float');
        expect(firstDifference(sampleData(theirs), sampleData(exported))).toBe(-1);
        expect(second.complaints).toEqual([]);
      } finally {
        await second.close();
      }
    });

    test('the session survives a reload, and the page has not complained', async () => {
      await first.page.waitForTimeout(1500);
      await first.page.reload();
      await first.page.getByRole('slider', { name: 'Kick fader' }).waitFor({ timeout: 30_000 });
      await expectValue(first.page, 'Kick fader', '−4.5 dB');
      expect(first.complaints).toEqual([]);
    });
  });
}

function parseOutcome(line: string): DeliveryOutcome & { playedLufs: number; gainDb: number } {
  return JSON.parse(line);
}

/** "−14.0", "none". */
function figureOf(text: string | undefined): number {
  return text === 'none' ? 0 : Number(text?.replace('−', '-'));
}

async function expectValue(page: StudioPage['page'], name: string, text: string): Promise<void> {
  const slider = page.getByRole('slider', { name, exact: true });
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe(text);
}
