// Browsers may collect garbage at any moment, also between a call and its
// answer: whatever the engine waits for has to be held until it comes. Here
// every worker collects all the time while a song is imported and played.
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openDemoSong,
  openStudio,
  type Site,
  type StudioPage,
  serveStudio,
} from './support/studio-page';

const kGarbageEveryMs = 2;

let site: Site;
let studio: StudioPage;

beforeAll(async () => {
  site = await serveStudio(false);
  studio = await openStudio(site.address, { flags: ['--js-flags=--expose-gc'] });
});

afterAll(async () => {
  await studio?.close();
  await site?.close();
});

test('a song opens and plays though garbage is collected all the time', async () => {
  const { page } = studio;
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  for (const worker of page.workers()) {
    await worker.evaluate((everyMs) => {
      setInterval((globalThis as unknown as { gc(): void }).gc, everyMs);
    }, kGarbageEveryMs);
  }
  await openDemoSong(page);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const position = page.getByRole('timer', { name: 'Song position' });
  await expect.poll(() => position.textContent(), { timeout: 20_000 }).not.toBe('0:00.000');
});
