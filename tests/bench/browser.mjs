// Chromium with a page of ours, from a folder served as the studio is, isolated.

import { chromium } from 'playwright-core';
import { createStaticServer } from '../../scripts/serve.mjs';
import { kChromiumFlags } from '../chromium-flags.mjs';

const FLAGS = [...kChromiumFlags, '--autoplay-policy=no-user-gesture-required'];

/** `ready`: what stands in `window` once the page is up. */
export async function openPage(executablePath, folder, path, ready) {
  const server = createStaticServer(folder, { isolation: true });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const page = await browser.newPage();
  await page.goto(`http://localhost:${server.address().port}/${path}`);
  await page.waitForFunction((name) => name in window, ready);
  return {
    page,
    async close() {
      await browser.close();
      server.close();
    },
  };
}
