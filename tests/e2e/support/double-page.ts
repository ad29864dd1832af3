// The studio with a double in place of the engine, served for tests of the page
// alone: what the engine is told can be read, and nothing depends on sound.
import type { AddressInfo } from 'node:net';
import { chromium, type Locator, type Page } from 'playwright-core';
import { createStaticServer } from '../../../scripts/serve.mjs';
import { kChromiumFlags } from '../../chromium-flags.mjs';
import type { EngineDouble } from '../../studio/double/engine-double';
import { kDoubleFolder } from './double-folder';

export interface DoubleSite {
  /** A page as of somebody who has never been here, in place of the one before. */
  open(options?: { width?: number; height?: number; hash?: string }): Promise<Page>;
  /** What went wrong on any page opened. */
  complaints: string[];
  close(): Promise<void>;
}

export async function serveDouble(): Promise<DoubleSite> {
  const server = createStaticServer(kDoubleFolder, { isolation: true });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const browser = await chromium.launch({
    executablePath: process.env.LATHE_CHROMIUM ?? '/usr/bin/chromium',
    args: kChromiumFlags,
  });
  const complaints: string[] = [];
  let page: Page | null = null;
  let touched = false;
  return {
    complaints,
    async open({ width = 1366, height = 768, hash = '' } = {}) {
      const hasTouch = width < 900;
      if (page && hasTouch === touched) {
        // What it keeps is forgotten: a profile anew takes longer than a short test does.
        await page.evaluate(() => {
          localStorage.clear();
          sessionStorage.clear();
        });
        await page.goto('about:blank');
        await page.setViewportSize({ width, height });
      } else {
        await page?.context().close();
        const context = await browser.newContext({ viewport: { width, height }, hasTouch });
        page = await context.newPage();
        page.on('pageerror', (error) => complaints.push(String(error)));
        touched = hasTouch;
      }
      await page.goto(address + hash);
      await page.locator('header.header').waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function stem(name: string) {
  return { name, mimeType: 'audio/wav', buffer: Buffer.from(`sound of ${name}`) };
}

export async function addStems(page: Page, ...names: string[]): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(names.map((name) => stem(`${name}.wav`)));
  await page.waitForFunction(
    (count) => document.querySelectorAll('.track-row').length >= count,
    names.length,
  );
  await page.locator('.import-bar').waitFor({ state: 'detached' });
}

/** What the engine was told, by name, in order. */
export function told(page: Page, name: string): Promise<unknown[][]> {
  return page.evaluate((wanted) => {
    const { engineDouble } = globalThis as unknown as { engineDouble: EngineDouble };
    return engineDouble.calls.filter((call) => call.name === wanted).map((call) => call.args);
  }, name);
}

/** What a control reads. */
export function text(control: Locator): Promise<string | null> {
  return control.getAttribute('aria-valuetext');
}
