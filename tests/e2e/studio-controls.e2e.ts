// The page's controls by pointer and by keyboard, with a double in place of the
// engine, so that what the engine is told can be read and nothing depends on
// sound.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeLink } from '../../web/studio/src/link/settings-link';
import { STAGE_NAMES } from '../../web/studio/src/views/stage-names';
import type { ExportOrder } from '../../worklet/src/client/studio-engine';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { EngineDouble } from '../studio/double/engine-double';
import * as double from './support/double-page';
import { stem, text } from './support/double-page';

let site: double.DoubleSite;
let page: Page;

beforeAll(async () => {
  site = await double.serveDouble();
});

afterAll(() => site?.close());

beforeEach(async () => {
  page = await site.open();
});

const addStems = (...names: string[]) => double.addStems(page, ...names);
const told = (name: string) => double.told(page, name);
const fader = (name: string): Locator => page.getByRole('slider', { name: `${name} fader` });
const button = (name: string): Locator => page.getByRole('button', { name, exact: true });

describe('a fader', () => {
  beforeEach(() => addStems('Kick', 'Snare'));

  test('moves by keys: half a dB, with shift a tenth, to its ends, and by typing', async () => {
    const kick = fader('Kick');
    await kick.focus();
    for (let i = 0; i < 9; ++i) await page.keyboard.press('ArrowDown');
    expect(await text(kick)).toBe('−4.5 dB');
    await page.keyboard.press('Shift+ArrowUp');
    expect(await text(kick)).toBe('−4.4 dB');
    await page.keyboard.press('Home');
    expect(await text(kick)).toBe('−∞ dB');
    await page.keyboard.press('End');
    expect(await text(kick)).toBe('10.0 dB');
    await page.keyboard.type('-7.3');
    await page.keyboard.press('Enter');
    expect(await text(kick)).toBe('−7.3 dB');
    await page.keyboard.type('-99');
    await page.keyboard.press('Escape');
    expect(await text(kick)).toBe('−7.3 dB');
    await page.keyboard.press('Delete');
    expect(await text(kick)).toBe('0.0 dB');
    expect((await told('setParam')).at(-1)).toEqual([
      { strip: expect.any(String) },
      'fader.gainDb',
      0,
    ]);
  });

  test('moves by wheel and by drag, resets by double-click, and one drag is one undo', async () => {
    const kick = fader('Kick');
    await kick.hover();
    await page.mouse.wheel(0, 100);
    await expect.poll(() => text(kick)).toBe('−0.5 dB');
    await page.waitForTimeout(450);
    const box = await kick.boundingBox();
    const x = box!.x + 30;
    const y = box!.y + box!.height / 4;
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 12; ++step) await page.mouse.move(x, y + 3 * step);
    await page.mouse.up();
    const dragged = await text(kick);
    expect(Number(dragged?.replace('−', '-').replace(' dB', ''))).toBeLessThan(-6);
    await page.keyboard.press('Control+z');
    expect(await text(kick)).toBe('−0.5 dB');
    await page.keyboard.press('Control+Shift+z');
    expect(await text(kick)).toBe(dragged);
    await kick.dblclick();
    expect(await text(kick)).toBe('0.0 dB');
  });

  test('Escape takes a drag back, in the engine too', async () => {
    const kick = fader('Kick');
    const box = await kick.boundingBox();
    await page.mouse.move(box!.x + 30, box!.y + 20);
    await page.mouse.down();
    await page.mouse.move(box!.x + 30, box!.y + 60, { steps: 5 });
    expect(await text(kick)).not.toBe('0.0 dB');
    await page.keyboard.press('Escape');
    expect(await text(kick)).toBe('0.0 dB');
    await page.mouse.move(box!.x + 30, box!.y + 90, { steps: 3 });
    await page.mouse.up();
    expect(await text(kick)).toBe('0.0 dB');
    expect((await told('setParam')).at(-1)?.[2]).toBe(0);
  });
});

describe('strips', () => {
  beforeEach(() => addStems('Bass', 'Kick', 'Snare'));

  test('mute is in the mix and undone; solo is listening and is not', async () => {
    await button('Mute Kick').click();
    expect(await button('Mute Kick').getAttribute('aria-pressed')).toBe('true');
    await button('Solo Snare').click();
    expect(await button('Solo Snare').getAttribute('aria-pressed')).toBe('true');
    expect((await told('setSolo')).at(-1)?.[0]).toHaveLength(1);
    await page.keyboard.press('Control+z');
    expect(await button('Mute Kick').getAttribute('aria-pressed')).toBe('false');
    expect(await button('Solo Snare').getAttribute('aria-pressed')).toBe('true');
  });

  test('are selected, muted, soloed, moved, renamed and removed by keys, and undone', async () => {
    const names = () => page.locator('.track-row .track-name').allTextContents();
    await button('Select Kick').click();
    await page.keyboard.press('m');
    expect(await button('Mute Kick').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('s');
    expect(await button('Solo Kick').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Alt+Shift+ArrowUp');
    expect(await names()).toEqual(['Kick', 'Bass', 'Snare']);
    await page.keyboard.press('F2');
    await page.keyboard.type('Bass drum');
    await page.keyboard.press('Enter');
    expect(await names()).toEqual(['Bass drum', 'Bass', 'Snare']);
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Shift+Delete');
    expect(await names()).toEqual(['Bass drum', 'Snare']);
    await page.keyboard.press('Control+z');
    expect(await names()).toEqual(['Bass drum', 'Bass', 'Snare']);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await names()).toEqual(['Bass', 'Kick', 'Snare']);
  });

  test('are moved by dragging their heads', async () => {
    const head = page.locator('.track-row').nth(2).locator('.track-head');
    const box = await head.boundingBox();
    await page.mouse.move(box!.x + 60, box!.y + 10);
    await page.mouse.down();
    await page.mouse.move(box!.x + 60, box!.y - 70, { steps: 6 });
    await page.mouse.up();
    expect(await page.locator('.track-row .track-name').allTextContents()).toEqual([
      'Snare',
      'Bass',
      'Kick',
    ]);
  });

  test('an equaliser node is dragged, turns the equaliser on, and is one undo', async () => {
    await button('Select Kick').click();
    const node = page.getByRole('button', { name: /Kick equaliser band 3 node/ });
    const box = await node.boundingBox();
    await page.mouse.move(box!.x + 8, box!.y + 8);
    await page.mouse.down();
    await page.mouse.move(box!.x + 48, box!.y - 22, { steps: 6 });
    await page.mouse.up();
    const gain = page.getByRole('slider', { name: 'Kick equaliser band 3 gain' });
    expect(Number.parseFloat((await text(gain)) ?? '')).toBeGreaterThan(3);
    const switched = button('Kick equaliser');
    expect(await switched.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Control+z');
    expect(await text(gain)).toBe('0.0 dB');
    expect(await switched.getAttribute('aria-pressed')).toBe('false');
    await node.focus();
    await page.keyboard.press('ArrowUp');
    expect(await text(gain)).toBe('0.5 dB');
  });
});

describe('transport', () => {
  test('plays, loops and seeks by keys; Space on a button stays with the button', async () => {
    await addStems('Kick');
    await page.locator('body').press('Space');
    await button('Pause').waitFor();
    await page.keyboard.press('.');
    expect((await told('seek')).at(-1)?.[0]).toBeGreaterThanOrEqual(5 * 48000);
    await page.keyboard.press(']');
    expect((await told('setLoop')).at(-1)?.[0]).toMatchObject({ startFrame: 0 });
    await page.keyboard.press('l');
    expect((await told('setLoop')).at(-1)?.[0]).toBeNull();
    await button('Mute Kick').focus();
    await page.keyboard.press('Space');
    expect(await button('Mute Kick').getAttribute('aria-pressed')).toBe('true');
    await button('Pause').waitFor();
    await page.getByRole('slider', { name: 'Song position' }).focus();
    await page.keyboard.press('End');
    expect((await told('seek')).at(-1)?.[0]).toBe(90 * 48000);
  });
});

describe('what comes in', () => {
  test('a bad file is named with its remedy, and the others are there', async () => {
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([stem('Kick.wav'), stem('bad.wav'), stem('Snare.wav')]);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('bad.wav is not audio');
    expect(await alert.textContent()).toContain('WAV or FLAC');
    await fader('Snare').waitFor();
    expect(await page.locator('.track-row').count()).toBe(2);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await alert.waitFor({ state: 'detached' });
  });

  test.each([
    ['#s=2.abcd', 'newer version'],
    ['#s=1.####', 'damaged'],
    [`#s=1.${'A'.repeat(40)}`, 'damaged'],
  ])('the link %s is refused with a remedy', async (hash, message) => {
    page = await site.open({ hash });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain(message);
    await button('Choose files').waitFor();
    expect(new URL(page.url()).hash).toBe('');
  });

  test('a link shows what is missing and finds it by its contents', async () => {
    const kick = stem('Kick.wav');
    const sha = Buffer.from(await crypto.subtle.digest('SHA-256', kick.buffer)).toString('hex');
    const document = emptySession({ name: 'Shared' });
    document.stems.push({
      id: 's1',
      name: 'Kick.wav',
      frames: 48000,
      channels: 1,
      sampleRate: 48000,
      fileSha256: sha,
    });
    document.tracks.push({
      id: 't1',
      name: 'Kick',
      colour: '#f08a7d',
      channels: 1,
      clips: [{ id: 'c1', stem: 's1', sourceFrame: 0, frames: 48000, startFrame: 0 }],
      strip: { output: 'mix', params: { 'fader.gainDb': -4.5 }, sends: [] },
    });
    page = await site.open({ hash: encodeLink(document) });
    const missing = page.getByLabel('Missing stems');
    await missing.waitFor();
    expect(await missing.textContent()).toContain('Kick.wav');
    expect(await text(fader('Kick'))).toBe('−4.5 dB');
    const files = page.locator('input[type=file]').first();
    // The right name with other contents is not the stem.
    await files.setInputFiles({ ...kick, buffer: Buffer.from('another take') });
    expect(await page.getByRole('alert').textContent()).toContain('contents are not');
    await files.setInputFiles({ ...kick, name: 'renamed.wav' });
    await missing.waitFor({ state: 'detached' });
    expect(await page.locator('.track-row').count()).toBe(1);
    await expect.poll(async () => (await told('open')).length).toBeGreaterThanOrEqual(2);
  });
});

describe('what goes out', () => {
  beforeEach(() => addStems('Kick', 'Snare'));

  test('an export asks first about solo, mute and clipping, then shows the figures', async () => {
    await page.evaluate(() => {
      (globalThis as unknown as { engineDouble: EngineDouble }).engineDouble.samplePeakDbfs = 1.5;
    });
    await button('Mute Kick').click();
    await button('Solo Snare').click();
    await button('Export').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Export WAV' }).click();
    await dialog.getByRole('button', { name: 'Export anyway' }).waitFor();
    const questions = (await dialog.textContent()) ?? '';
    expect(questions).toContain('Snare is soloed');
    expect(questions).toContain('Kick is muted');
    expect(questions).toContain('would clip');
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export anyway' }).click();
    expect((await download).suggestedFilename()).toBe('Untitled.wav');
    expect(await dialog.textContent()).toContain('−14.1');
    const [document, order] = (await told('exportWav')).at(-1) as [
      { tracks: { name: string; strip: { params: object } }[] },
      ExportOrder,
    ];
    expect(order).toMatchObject({ samples: '24', dither: 'tpdf', fileName: 'Untitled.wav' });
    // Solo is not in the document that is rendered; mute is.
    expect(document.tracks.map((track) => track.strip.params)).toEqual([{ mute: true }, {}]);
  });

  test('an export is cancelled', async () => {
    await page.evaluate(() => {
      (globalThis as unknown as { engineDouble: EngineDouble }).engineDouble.workMs = 20000;
    });
    await button('Export').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /32-bit float/ }).check();
    await dialog.getByRole('button', { name: 'Export WAV' }).click();
    await dialog.getByRole('progressbar').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.getByRole('button', { name: 'Export WAV' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('reaching a loudness is one undo step, or says why not', async () => {
    await button('Select the mix bus').click();
    await button('Make it −11 LUFS').click();
    await page.getByText('Reached −11.0 LUFS').waitFor();
    const drive = page.getByRole('slider', { name: 'Master drive' });
    expect(await text(drive)).toBe('4.6 dB');
    await page.keyboard.press('Control+z');
    expect(await text(drive)).toBe('0.0 dB');
    expect(await button('Limiter').first().getAttribute('aria-pressed')).toBe('false');
    const wanted = page.getByRole('slider', { name: 'Loudness wanted' });
    await wanted.focus();
    await page.keyboard.type('-6');
    await page.keyboard.press('Enter');
    await button('Make it −6 LUFS').click();
    await page.getByText('would have to take 9.2 dB').waitFor();
  });
});

describe('on every screen', () => {
  test.each([
    [1366, 768],
    [390, 844],
    [360, 640],
  ])('%i × %i: everything has a name and fits', async (width, height) => {
    page = await site.open({ width, height });
    await addStems('Kick', 'Snare');
    await page.keyboard.press('Shift+G');
    await page.keyboard.press('Enter');
    await page
      .getByRole('combobox', { name: 'Add a send from Return 1' })
      .selectOption({ label: 'New return…' });
    await button('Return 1 send to Return 2 own pan').click();
    await button('Return 1 equaliser band 2 dynamic').click();
    for (const stage of Object.values(STAGE_NAMES).map((name) => name.toLowerCase())) {
      await button(`Return 1 ${stage}`).click();
      if (stage !== 'width') await button(`More of Return 1 ${stage}`).click();
    }
    await page
      .getByRole('combobox', { name: 'Listen to Return 1 de-esser' })
      .selectOption({ label: 'Key' });
    const views = width < 900 ? ['Song', 'Mixer', 'Strip', 'Master'] : [''];
    for (const view of views) {
      if (view) await page.getByRole('navigation', { name: 'Views' }).getByText(view).click();
      const found = await page.evaluate((small) => {
        const nameless: string[] = [];
        const tiny: string[] = [];
        const controls = document.querySelectorAll<HTMLElement>(
          'button, input:not([hidden]), select, [role=slider], a[href]',
        );
        for (const control of controls) {
          const box = control.getBoundingClientRect();
          if (box.width === 0 || box.height === 0) continue;
          const name =
            control.getAttribute('aria-label') ??
            control.textContent ??
            control.closest('label')?.textContent;
          const what = `${control.tagName} ${control.className} ${name}`;
          if (!name?.trim()) nameless.push(what);
          const inline = control.matches('.readout, .eq-node, .track-name');
          if (small && !inline && (box.height < 43.5 || box.width < 37.5)) {
            tiny.push(`${what} ${box.width}×${box.height}`);
          }
        }
        // The clock, the figures and the buttons stand side by side, whole.
        const hidden = [...document.querySelectorAll('.header .clock, .header .song-figures')]
          .filter((part) => {
            const box = part.getBoundingClientRect();
            const at = (x: number) => document.elementFromPoint(x, box.top + box.height / 2);
            return !part.contains(at(box.left + 6)) || !part.contains(at(box.right - 6));
          })
          .map((part) => part.className);
        const overflow = document.documentElement.scrollWidth - innerWidth;
        return { nameless, tiny, hidden, overflow };
      }, width < 900);
      expect(found.hidden, view).toEqual([]);
      expect(found.nameless, view).toEqual([]);
      expect(found.tiny, view).toEqual([]);
      expect(found.overflow, view).toBeLessThanOrEqual(0);
    }
  });

  test('the page has not complained', () => {
    expect(site.complaints).toEqual([]);
  });
});
