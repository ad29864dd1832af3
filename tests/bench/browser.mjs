// Chromium with a page of ours, from a folder served as the studio is, isolated.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createStaticServer } from '../../scripts/serve.mjs';
import { kChromiumFlags } from '../chromium-flags.mjs';

const FLAGS = [...kChromiumFlags, '--autoplay-policy=no-user-gesture-required'];

/** `ready`: what stands in `window` once the page is up. */
export async function openPage(executablePath, folder, path, ready) {
  const server = createStaticServer(folder, { isolation: true });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A profile on the disk, as a user has: without one, Chromium keeps the private file system in
  // another process, and every read of a stem has to wait for that.
  const profile = mkdtempSync(join(tmpdir(), 'lathe-bench-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: FLAGS });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`http://localhost:${server.address().port}/${path}`);
  await page.waitForFunction((name) => name in window, ready);
  return {
    page,
    async close() {
      await context.close();
      server.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
