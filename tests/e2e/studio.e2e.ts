// The whole path in the studio as a person walks it: open the demo song, mix,
// share the link, export; and that the file is, sample for sample, what the
// command line and the engine under node render from the same document.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeLink } from '../../web/studio/src/link/settings-link';
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
      const before = await page.getByRole('timer', { name: 'Song position' }).textContent();
      await page.waitForTimeout(1500);
      const after = await page.getByRole('timer', { name: 'Song position' }).textContent();
      expect(after).not.toBe(before);
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

async function expectValue(page: StudioPage['page'], name: string, text: string): Promise<void> {
  const slider = page.getByRole('slider', { name, exact: true });
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe(text);
}
