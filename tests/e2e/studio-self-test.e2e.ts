// Help → Self-test: the page fetches the table only when it is asked for, every case
// passes in this browser, and what was read can be taken along.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SelfTestCase } from '../../worklet/src/client/self-test-case';
import { kLathe, openStudio, type Site, type StudioPage, serveStudio } from './support/studio-page';

let site: Site;
let studio: StudioPage;
const fetched: string[] = [];

beforeAll(async () => {
  site = await serveStudio(true);
  studio = await openStudio(site.address);
  studio.page.on('request', (request) => fetched.push(request.url()));
  await studio.page.reload();
});

afterAll(async () => {
  await studio?.close();
  await site?.close();
});

test('every case passes here, and reads what it reads on the command line', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  expect(fetched.filter((url) => /selftest/.test(url))).toEqual([]);
  const began = performance.now();
  await page.getByRole('button', { name: 'Self-test' }).click();
  const dialog = page.getByRole('dialog', { name: 'Self-test' });
  await dialog.getByText('All 125 passed').waitFor({ timeout: 120_000 });
  const seconds = (performance.now() - began) / 1000;
  expect(fetched.filter((url) => /selftest.*\.wasm/.test(url))).toHaveLength(1);
  expect(await dialog.getByRole('cell', { name: '✓ pass' }).count()).toBe(125);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(saved).toMatchObject({ format: 'lathe-self-test', cases: 125, run: 125, passed: 125 });
  // Computed afresh by the native build: the same signals, the same readings.
  const { stdout } = spawnSync(kLathe, ['selftest', '--json'], { encoding: 'utf8' });
  const native: SelfTestCase[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(saved.results).toEqual(native);
  console.log(`[ figure ] self-test in the browser: 125 cases in ${seconds.toFixed(1)} s`);

  await dialog.getByRole('button', { name: 'Copy as JSON' }).click();
  await dialog.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied.results).toEqual(native);
});

test('it can be cancelled and begun again; what was read stays until then', async () => {
  const { page } = studio;
  const dialog = page.getByRole('dialog', { name: 'Self-test' });
  await dialog.getByRole('button', { name: 'Run again' }).click();
  await dialog.getByRole('cell', { name: '✓ pass' }).first().waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByText(/^Stopped: (\d+) of \1 passed$/).waitFor();
  const kept = await dialog.getByRole('cell', { name: '✓ pass' }).count();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(125);
  // A dialog closes a task after its key: not before it is gone can it be asked for anew.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Alt+t');
  await dialog.getByRole('button', { name: 'Cancel' }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(studio.complaints).toEqual([]);
});
