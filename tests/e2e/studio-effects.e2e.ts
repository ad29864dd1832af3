// Effects on returns: every control of reverb and delay by role, name and keys;
// and on the real engine, returns that are added, sent to, heard in their meters,
// undone, and exported as the command line renders them, sample for sample.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { echoesOf, effectTimeOf } from '../../web/studio/src/audio/return-effects';
import { decodeLink } from '../../web/studio/src/link/settings-link';
import { paramSpecs } from '../../worklet/src/params/params.generated';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { ControlWalk } from './support/control-walk';
import { addStems, type DoubleSite, serveDouble, told } from './support/double-page';
import {
  exportWav,
  lathe,
  openStudio,
  type Site,
  type StudioPage,
  sampleData,
  serveStudio,
  typeValue,
  waitForStems,
} from './support/studio-page';
import { wavBytes } from './support/synthetic-stems';

describe('the panel', () => {
  let site: DoubleSite;
  let page: Page;

  beforeAll(async () => {
    site = await serveDouble();
    page = await site.open();
    await addStems(page, 'Kick');
  });

  afterAll(() => site?.close());

  const combobox = (name: string): Locator => page.getByRole('combobox', { name, exact: true });
  const opens = async () => (await told(page, 'open')).length;

  test.each([
    // The last: what is there only after the tempo's switch has been pressed.
    ['reverb', 'Shift+V', 'Reverb 1', 'pre-delay', ['note', 'noteFeel']],
    ['delay', 'Shift+D', 'Delay 1', '', ['timeMs']],
  ] as const)(
    'a %s is added by key, and has every control by name and keys',
    async (scope, key, name, time, hidden) => {
      await page.keyboard.press(key);
      await page.keyboard.press('Enter');
      await combobox(`${name} effect`).waitFor();
      const before = await opens();
      const walk = new ControlWalk(page, name);
      const isHidden = (spec: { key: string }) => (hidden as readonly string[]).includes(spec.key);
      for (const spec of paramSpecs(scope)) {
        if (isHidden(spec)) continue;
        await walk.turn(spec);
        await walk.typeAndReset(spec);
      }
      const sync = page.getByRole('button', {
        name: `${name} ${`${scope} ${time}`.trim()} follows the tempo`,
      });
      for (const spec of paramSpecs(scope).filter(isHidden)) {
        expect(await walk.controlOf(spec).count()).toBe(0);
        await sync.press('Space');
        await walk.turn(spec);
        await walk.typeAndReset(spec);
        expect(await combobox(`${name} delay note`).count()).toBe(0);
        await sync.press('Space');
      }
      expect(await opens(), 'parameters travel alone').toBe(before);
    },
  );

  test('another kind makes the engine anew, and one undo brings all of it back', async () => {
    await typeValue(page, 'Delay 1 delay feedback', '64');
    const before = await opens();
    await combobox('Delay 1 effect').selectOption({ label: 'None' });
    await expect.poll(opens).toBe(before + 1);
    const feedback = page.getByRole('slider', { name: 'Delay 1 delay feedback', exact: true });
    expect(await feedback.count()).toBe(0);
    await page.keyboard.press('Control+z');
    await expect.poll(opens).toBe(before + 2);
    expect(await feedback.getAttribute('aria-valuetext')).toBe('64 %');
    await page.getByRole('button', { name: 'Reset Delay 1 delay', exact: true }).press('Enter');
    expect(await feedback.getAttribute('aria-valuetext')).toBe('30 %');
  });

  test('a pre-delay in notes follows the tempo, and says when it had to be halved', async () => {
    await page.getByRole('button', { name: 'Select Reverb 1' }).first().click();
    const preDelay = page.getByRole('status', { name: 'Reverb 1 pre-delay in effect' });
    expect(await preDelay.count()).toBe(0);
    await page
      .getByRole('button', { name: 'Reverb 1 reverb pre-delay follows the tempo' })
      .press('Space');
    // 240/120 s a whole note: 2000/64 ms.
    expect(await preDelay.textContent()).toBe('31.3 ms');
    await combobox('Reverb 1 reverb pre-delay note').selectOption({ label: '1/4' });
    await expect.poll(() => preDelay.textContent()).toBe('250 ms, halved');
    await page.getByRole('button', { name: 'Reset Reverb 1 reverb', exact: true }).press('Enter');
    expect(await preDelay.count()).toBe(0);
    await page.getByRole('button', { name: 'Select Delay 1' }).first().click();
  });

  test('the time in effect follows note and tempo, and the tempo is one step', async () => {
    const time = page.getByRole('status', { name: 'Delay 1 delay time in effect' });
    const tempo = page.getByRole('spinbutton', { name: 'Song tempo in BPM' });
    expect(await time.textContent()).toBe('375 ms');
    await tempo.fill('90');
    await tempo.press('Enter');
    await expect.poll(() => time.textContent()).toBe('500 ms');
    await combobox('Delay 1 delay note').selectOption({ label: '1/1' });
    await expect.poll(() => time.textContent()).toBe('4000 ms');
    await tempo.fill('20');
    await tempo.press('Tab');
    await expect.poll(() => time.textContent()).toBe('2250 ms, halved 3 times');
    await tempo.fill('3');
    await tempo.press('Tab');
    expect(await tempo.inputValue()).toBe('20');
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect.poll(() => time.textContent()).toBe('4000 ms');
    expect(await tempo.inputValue()).toBe('90');
    expect(site.complaints).toEqual([]);
  });
});

describe('what is heard', () => {
  const kRate = 48000;
  const folder = mkdtempSync(join(tmpdir(), 'lathe-effects-'));
  let site: Site;
  let studio: StudioPage;

  beforeAll(async () => {
    // One click of a frame, then five seconds for what comes of it.
    const click = {
      name: 'click.wav',
      channels: 2 as const,
      bits: 24 as const,
      sample: (i: number) => (i === 4800 ? 0.5 : 0),
    };
    // A noise burst every half second, for the meters.
    const bursts = {
      name: 'bursts.wav',
      channels: 2 as const,
      bits: 24 as const,
      sample: (i: number) => (i % 24000 < 6000 ? 0.5 * Math.sin(0.31 * i + 3 * Math.sin(i)) : 0),
    };
    for (const stem of [click, bursts]) {
      writeFileSync(join(folder, stem.name), wavBytes(stem, 5 * kRate));
    }
    site = await serveStudio(true);
    studio = await openStudio(site.address);
    const files = ['click.wav', 'bursts.wav'].map((name) => join(folder, name));
    await studio.page.locator('input[type=file]').first().setInputFiles(files);
    await studio.page.getByRole('slider', { name: 'bursts fader' }).waitFor();
    await waitForStems(studio.page);
  });

  afterAll(async () => {
    await studio?.close();
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const button = (name: string): Locator => studio.page.getByRole('button', { name, exact: true });
  const combobox = (name: string): Locator =>
    studio.page.getByRole('combobox', { name, exact: true });

  /** How many pixels of a return's meter are green or yellow. */
  function litPixels(name: string): Promise<number> {
    return studio.page
      .getByRole('listitem', { name: `${name} return strip`, exact: true })
      .locator('canvas.level-meter')
      .evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
        let lit = 0;
        for (let at = 0; data && at < data.length; at += 4) {
          const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
          if (green - Math.min(red, blue) > 60) ++lit;
        }
        return lit;
      });
  }

  async function linkedDocument(): Promise<{ json: string; document: SessionDocument }> {
    await button('Share link').click();
    const link = await studio.page.getByRole('dialog').getByRole('textbox').first().inputValue();
    await studio.page.keyboard.press('Escape');
    const decoded = decodeLink(new URL(link).hash);
    if (!decoded.ok) throw new Error(decoded.message);
    return { json: decoded.json, document: JSON.parse(decoded.json) };
  }

  function renderNatively(json: string): Buffer {
    const session = join(folder, 'session.json');
    const file = join(folder, 'native.wav');
    writeFileSync(session, json);
    lathe('render', session, '-o', file, '--bits', '32f', '--stems', folder);
    return sampleData(readFileSync(file));
  }

  test('reverb and delay are added by sends, and are heard in their meters', async () => {
    const { page } = studio;
    await button('Select bursts').first().click();
    const add = combobox('Add a send from bursts');
    await add.selectOption({ label: 'New reverb…' });
    await add.selectOption({ label: 'New delay…' });
    for (const name of ['Reverb 1', 'Delay 1']) {
      await typeValue(page, `bursts send to ${name} level`, '0');
      expect(await litPixels(name)).toBe(0);
    }
    await page.keyboard.press('Space');
    for (const name of ['Reverb 1', 'Delay 1']) {
      await expect.poll(() => litPixels(name), { timeout: 10_000 }).toBeGreaterThan(20);
    }
    // Muted at the source, the tail is all that sounds; moved while it plays.
    await button('Select Reverb 1').first().click();
    await combobox('Reverb 1 reverb type').selectOption({ label: 'Hall' });
    await typeValue(page, 'Reverb 1 reverb decay (T60)', '6');
    await button('Mute bursts').first().click();
    await page.waitForTimeout(300);
    expect(await litPixels('Reverb 1'), 'a tail of six seconds').toBeGreaterThan(20);
    await page.keyboard.press('Space');
    await button('Mute bursts').first().click();
  });

  test('echoes stand where the page draws them', async () => {
    const { page } = studio;
    await button('Select click').first().click();
    await combobox('Add a send from click').selectOption({ label: 'to Delay 1' });
    await typeValue(page, 'click send to Delay 1 level', '0');
    await button('Select Delay 1').first().click();
    await combobox('Delay 1 delay mode').selectOption({ label: 'Ping-pong' });
    await typeValue(page, 'Delay 1 delay feedback', '50');
    await typeValue(page, 'Delay 1 delay low cut', '20');
    await typeValue(page, 'Delay 1 delay high cut', '20000');
    const { document } = await linkedDocument();
    // The click alone, and nothing of it but its echoes.
    const alone = structuredClone(document);
    for (const { name, strip } of alone.tracks) {
      if (name === 'bursts') strip.params.mute = true;
      else {
        strip.params['fader.gainDb'] = -144;
        for (const send of strip.sends) send.params.tap = 'pre';
      }
    }
    const data = renderNatively(JSON.stringify(alone));
    const samples = new Float32Array(new Uint8Array(data).buffer);
    const sounding: { frame: number; left: number; right: number }[] = [];
    for (let frame = 0; frame < samples.length / 2; ++frame) {
      const [left = 0, right = 0] = samples.subarray(2 * frame, 2 * frame + 2);
      if (left !== 0 || right !== 0) sounding.push({ frame, left, right });
    }
    const params = document.buses.find(({ name }) => name === 'Delay 1')?.effect?.params ?? {};
    const time = effectTimeOf('delay', params, document.tempo[0]?.bpm ?? 0, kRate);
    const drawn = echoesOf(params, time.ms, 0.004).filter(({ ms }) => ms < 4900);
    expect(drawn.length).toBeGreaterThan(7);
    expect(sounding.slice(0, drawn.length).map(({ frame }) => frame - 4800)).toEqual(
      drawn.map(({ ms }) => Math.round((ms * kRate) / 1000)),
    );
    for (const [index, echo] of drawn.entries()) {
      expect((sounding[index]?.left ?? 0) / 0.5).toBeCloseTo(echo.left, 3);
      expect((sounding[index]?.right ?? 0) / 0.5).toBeCloseTo(echo.right, 3);
    }
    console.log(`[ figure ] echoes at the frames drawn: ${drawn.length}`);
  });

  test('the exported file is what the command line renders, every sample', async () => {
    const { json, document } = await linkedDocument();
    expect(document.buses.map(({ name, effect }) => [name, effect])).toEqual([
      [undefined, undefined],
      ['Reverb 1', { kind: 'reverb', params: { type: 'hall', decaySeconds: 6 } }],
      [
        'Delay 1',
        {
          kind: 'delay',
          params: { mode: 'pingPong', feedbackPercent: 50, lowCutHz: 20, highCutHz: 20000 },
        },
      ],
    ]);
    const exported = sampleData(await exportWav(studio.page, '32-bit float'));
    const native = renderNatively(json);
    expect(exported.length).toBe(native.length);
    expect(exported.equals(native)).toBe(true);
    console.log(`[ figure ] identical samples with effects: ${native.length / 4}`);
    expect(studio.complaints).toEqual([]);
  });

  test('removed by undo, the returns are gone and nothing sends to them', async () => {
    const undo = studio.page.getByRole('button', { name: /^Undo/ });
    while (await undo.isEnabled()) {
      const { document } = await linkedDocument();
      if (document.buses.length === 1) break;
      await undo.click();
    }
    const { document } = await linkedDocument();
    expect(document.buses).toHaveLength(1);
    expect(document.tracks.flatMap(({ strip }) => strip.sends)).toEqual([]);
  });
});
