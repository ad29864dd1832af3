// The bare test page in a fresh Chromium profile, served by scripts/serve.mjs.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { createStaticServer } from '../../../scripts/serve.mjs';
import { kChromiumFlags } from '../../chromium-flags.mjs';

export interface TestPage {
  page: Page;
  context: BrowserContext;
  address: string;
  /** What the page wrote to its console, warnings and errors only. */
  complaints: string[];
  close(): Promise<void>;
}

export interface TestPageOptions {
  isolation: boolean;
  folder?: string;
  flags?: string[];
  /** Hears of every request; where it says no, the server hangs up. Routes do not see what workers of workers ask for. */
  maySend?: (path: string) => boolean;
}

export async function openTestPage({
  isolation,
  folder = fileURLToPath(new URL('../../../build/test-page', import.meta.url)),
  flags = [],
  maySend,
}: TestPageOptions): Promise<TestPage> {
  const server = createStaticServer(folder, { isolation });
  if (maySend) {
    server.prependListener('request', (request) => {
      if (!maySend(request.url ?? '/')) request.socket.destroy();
    });
  }
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const profile = mkdtempSync(join(tmpdir(), 'lathe-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.LATHE_CHROMIUM ?? '/usr/bin/chromium',
    args: [...kChromiumFlags, ...flags],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  await page.waitForFunction(() => 'tools' in window);
  return {
    page,
    context,
    address,
    complaints,
    async close() {
      await context.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
