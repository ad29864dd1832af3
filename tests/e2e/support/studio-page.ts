// The built studio in a fresh Chromium profile, driven as a person would:
// by role and name.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { createStaticServer } from '../../../scripts/serve.mjs';
import { kChromiumFlags } from '../../chromium-flags.mjs';

export const kRoot = fileURLToPath(new URL('../../../', import.meta.url));
export const kLathe = join(kRoot, 'build/native/lathe');

export interface Site {
  address: string;
  close(): Promise<void>;
}

export async function serveStudio(
  isolation: boolean,
  folder = join(kRoot, 'web/studio/dist'),
): Promise<Site> {
  const server = createStaticServer(folder, { isolation });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface StudioPage {
  page: Page;
  context: BrowserContext;
  complaints: string[];
  close(): Promise<void>;
}

/** A new profile, as of somebody who has never been here; or one that is kept, by its folder. */
export async function openStudio(
  address: string,
  {
    profile,
    width = 1366,
    height = 768,
    flags = [],
    bypassCSP = false,
  }: {
    profile?: string;
    width?: number;
    height?: number;
    flags?: string[];
    /** For a test that brings a worklet of its own. */
    bypassCSP?: boolean;
  } = {},
): Promise<StudioPage> {
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'lathe-studio-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.LATHE_CHROMIUM ?? '/usr/bin/chromium',
    args: [...kChromiumFlags, ...flags],
    viewport: { width, height },
    acceptDownloads: true,
    bypassCSP,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  return {
    page,
    context,
    complaints,
    async close() {
      await context.close();
      if (!profile) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens the demo song and waits until all of its stems are in. */
export async function openDemoSong(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /demo song/i })
    .first()
    .click();
  await page.getByRole('slider', { name: 'Kick fader' }).waitFor({ timeout: 60_000 });
  await waitForStems(page);
}

/** Until no import is under way and no stem is missing. */
export async function waitForStems(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      !document.querySelector('[aria-label="Import"]') &&
      !document.querySelector('[aria-label="Missing stems"]'),
    undefined,
    { timeout: 120_000 },
  );
}

/** Types a value into a slider, as a keyboard user does. */
export async function typeValue(page: Page, name: string, text: string): Promise<void> {
  const control = page.getByRole('slider', { name, exact: true });
  await control.focus();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Exports through the dialog and returns the downloaded file's bytes. */
export async function exportWav(
  page: Page,
  format: '16-bit' | '24-bit' | '32-bit float',
): Promise<Buffer> {
  await page
    .getByRole('button', { name: /^Export/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: new RegExp(`^${format}`) }).check();
  const download = page.waitForEvent('download', { timeout: 150_000 });
  await dialog.getByRole('button', { name: 'Export WAV' }).click();
  const anyway = dialog.getByRole('button', { name: 'Export anyway' });
  await Promise.race([download, anyway.click({ timeout: 150_000 }).catch(() => undefined)]);
  const path = await (await download).path();
  const bytes = readFileSync(path);
  await dialog.getByRole('button', { name: 'Done' }).click();
  return bytes;
}

/** The samples of a WAV file of ours: the bytes of its data chunk. */
export function sampleData(wav: Buffer): Buffer {
  let at = 12;
  while (at + 8 <= wav.length) {
    const size = wav.readUInt32LE(at + 4);
    if (wav.toString('latin1', at, at + 4) === 'data') return wav.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size & 1);
  }
  throw new Error('no data chunk');
}

/** `lathe` with arguments; throws with what it said when it fails. */
export function lathe(...parameters: string[]): string {
  const { status, stdout, stderr } = spawnSync(kLathe, parameters, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`lathe ${parameters.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
