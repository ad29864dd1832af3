// References in the studio: recognised among stems, measured, matched, heard by one
// key, laid against the song, compared with it in figures, pictures and words, wanted
// for their loudness, kept on the device and out of the document; with a double in
// place of the engine.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EngineDouble } from '../studio/double/engine-double';
import { type DoubleSite, serveDouble, stem, text, told } from './support/double-page';
import { openMasterPage } from './support/master-page';

/** Imports and measuring take their time on a busy machine. */
const kPatience = { timeout: 20000 };

let site: DoubleSite;
let page: Page;

beforeAll(async () => {
  site = await serveDouble();
  page = await site.open();
});

afterAll(async () => {
  await site?.close();
  expect(site?.complaints).toEqual([]);
});

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const lastOf = async (name: string) => (await told(page, name)).at(-1);
const figure = (name: string, column: number): Locator =>
  page
    .getByRole('table', { name: 'The song beside its references' })
    .getByRole('rowgroup', { name })
    .getByRole('cell')
    .nth(column);

test('a rough among the stems is a reference, and no track', async () => {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([stem('Kick.wav'), stem('Song rough mix.wav'), stem('Refrain vocal.wav')]);
  await expect.poll(async () => (await told(page, 'measureReference')).length, kPatience).toBe(1);
  expect(await page.locator('.track-row').count()).toBe(2);
  expect(await lastOf('setReference')).toMatchObject([
    { stem: { name: 'Song rough mix.wav' }, offsetFrames: 0 },
  ]);
  await openMasterPage(page);
  await page.getByRole('radio', { name: 'Song rough mix.wav' }).waitFor();
});

test('one key hears it, as loud as the whole song, and ends it', async () => {
  await expect.poll(() => figure('Song', 0).innerText(), kPatience).not.toBe('–');
  const ours = Number((await figure('Song', 0).innerText()).replace('−', '-'));
  expect(await figure('Song rough mix.wav', 0).innerText()).toContain('−9.0');
  await page.keyboard.press('b');
  const [heard, gainDb] = (await lastOf('hearReference')) as [boolean, number];
  expect(heard).toBe(true);
  expect(Math.abs(gainDb - (ours + 9))).toBeLessThan(0.051);
  await page.getByText('Hearing Song rough mix.wav: end (B)').waitFor();
  expect(await button('Hear the reference').first().getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('b');
  expect((await lastOf('hearReference'))?.[0]).toBe(false);
});

test('figures stand one under the other, and what differs most is said with its figure', async () => {
  const row = await page.getByRole('rowgroup', { name: 'Song rough mix.wav' }).getByRole('cell');
  const shown = (await row.allInnerTexts()).map((each) => each.trim());
  console.log(`[ figure ] ${shown.join(' | ')}`);
  expect(shown).toEqual(['≈−9.0', '≈6.2', '9.2', '−0.2', '−6.0', '0.60']);
  // 48 s of it are too little for the first two; the song is longer.
  expect(await figure('Song', 0).innerText()).toBe('−13.8');
  const says = page.getByRole('status', { name: 'How the reference differs' });
  expect(await says.innerText()).toBe(
    'Made as loud as the song, the reference has 3.0 dB more at 2.3–4.6 kHz. It is wider: 2.5 dB more side against its mid. Its peaks stand 4.4 dB less far over its loudness.',
  );
  const picture = page.getByRole('img', { name: /Average spectra/ });
  await picture.scrollIntoViewIfNeeded();
  const colours = () =>
    picture.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3]! > 0) seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
      }
      return seen.size;
    });
  await expect.poll(colours, kPatience).toBeGreaterThan(8);
});

test('its loudness is an intent as the others are, and one step to undo', async () => {
  const wanted = page.getByRole('slider', { name: 'Loudness wanted' });
  await button('As my reference').click();
  expect(await button('As my reference').getAttribute('aria-pressed')).toBe('true');
  expect(await text(wanted)).toBe('−9.0 LUFS');
  await button('Make it −9 LUFS').click();
  await page.getByText(/^Reached −9.0 LUFS/).waitFor(kPatience);
  expect((await lastOf('reachLoudness'))?.[0]).toBe(-9);
  const drive = page.getByRole('slider', { name: 'Master drive', exact: true }).first();
  expect(await text(drive)).toBe('4.6 dB');
  await page.keyboard.press('Control+z');
  await expect.poll(() => text(drive), kPatience).toBe('0.0 dB');
  // Another intent ends it.
  await button('Open').click();
  expect(await button('As my reference').getAttribute('aria-pressed')).toBe('false');
  expect(await text(wanted)).toBe('−15.0 LUFS');
});

test('it lies where it is put: by number, keys and drag, which Escape takes back', async () => {
  const field = page.getByRole('slider', { name: 'Reference begins at' });
  const timeline = page.getByRole('slider', { name: 'Where the reference lies under the song' });
  const offsetFrames = async () =>
    ((await lastOf('setReference')) as [{ offsetFrames: number }])[0].offsetFrames;
  await field.scrollIntoViewIfNeeded();
  await field.focus();
  await page.keyboard.type('-1.5');
  await page.keyboard.press('Enter');
  await expect.poll(offsetFrames, kPatience).toBe(-72000);
  await page.getByText('The song begins 1.500 s into it.').waitFor();
  await timeline.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(offsetFrames, kPatience).toBe(-72000 + 480 + 48);
  await page.keyboard.press('PageUp');
  expect(await text(timeline)).toBe('−0.489 s');

  // A third of the picture is a third of the song, 90 s.
  const box = (await timeline.boundingBox())!;
  const drag = async () => {
    await page.mouse.move(box.x + 20, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 20 + box.width / 6, box.y + 40, { steps: 4 });
    await page.mouse.move(box.x + 20 + box.width / 3, box.y + 40, { steps: 4 });
  };
  const before = (await told(page, 'setReference')).length;
  await drag();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await text(timeline)).toBe('−0.489 s');
  expect((await told(page, 'setReference')).length).toBe(before);
  await drag();
  await page.mouse.up();
  await expect.poll(async () => (await told(page, 'setReference')).length).toBe(before + 1);
  const seconds = (await offsetFrames()) / 48000;
  console.log(`[ figure ] a third of 90 s was dragged: ${(seconds + 0.489).toFixed(3)} s`);
  expect(Math.abs(seconds + 0.489 - 30)).toBeLessThan(0.2);
  await timeline.dblclick();
  await page.getByText('Both begin together.').waitFor();
});

test('it is kept on the device, and in no document; removed, its file goes too', async () => {
  const kept = await page.evaluate(() => localStorage.getItem('lathe.references'));
  expect(JSON.parse(kept ?? '[]')).toHaveLength(1);
  const saved = JSON.stringify(await told(page, 'save'));
  expect(saved).not.toContain('rough');
  await button('Remove the reference Song rough mix.wav').click();
  await expect.poll(() => lastOf('setReference')).toEqual([null]);
  expect(await button('Hear the reference').isDisabled()).toBe(true);
  expect(await told(page, 'forgetReference')).toHaveLength(1);
  await button('As my reference').click();
  await page.getByText('There is no reference to be as loud as.').waitFor();
});

test('one of another rate is converted and that is said; one that is a stem too keeps its file', async () => {
  const add = async (...names: string[]) => {
    await page.getByLabel('Reference files').setInputFiles(names.map(stem));
    for (const name of names) await page.getByRole('radio', { name }).waitFor(kPatience);
  };
  await add('Record 44k.wav');
  await page
    .getByText('The reference Record 44k.wav is at 44.1 kHz; it is heard converted to 48 kHz')
    .waitFor(kPatience);
  await expect
    .poll(() => lastOf('setReference'), kPatience)
    .toMatchObject([{ stem: { name: 'Record 44k.wav', sampleRate: 44100 } }]);
  expect(await lastOf('prepareStem')).toMatchObject([expect.any(String), 48000]);
  await page.keyboard.press('b');
  expect((await lastOf('hearReference'))?.[0]).toBe(true);
  await page.keyboard.press('b');

  await add('Kick.wav');
  const forgotten = (await told(page, 'forgetReference')).length;
  await button('Remove the reference Kick.wav').click();
  await page.getByRole('radio', { name: 'Kick.wav' }).waitFor({ state: 'detached' });
  expect((await told(page, 'forgetReference')).length).toBe(forgotten);
});

test('range and integrated loudness are marked until a minute has sounded', async () => {
  const integrated = page.getByRole('meter', { name: 'Integrated loudness' });
  await page.keyboard.press('Space');
  // The double's spread is of more than a minute.
  await expect.poll(() => integrated.getAttribute('aria-valuetext')).toBe('−13.8 LUFS');
  await page.evaluate(() => {
    const { engineDouble } = globalThis as unknown as { engineDouble: EngineDouble };
    engineDouble.soundedSeconds = 23.5;
  });
  await expect
    .poll(() => integrated.getAttribute('aria-valuetext'))
    .toBe('−13.8 LUFS, not settled');
  await page.getByText('≈ settles after 60 s of sound, 23 s so far').waitFor();
  await page.keyboard.press('Space');
});
