// The table of bad input, in the studio as a person meets it: each gives a
// message that names the file or thing and a remedy; tracks, faders, the saved
// session and the stored stems stay as they were, and nothing half-imported
// remains.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { toBase64Url } from '../../web/studio/src/link/base64url';
import { encodeLink } from '../../web/studio/src/link/settings-link';
import { decodeSlot } from '../../worklet/src/io/slot-pair';
import { parseIndex } from '../../worklet/src/io/stem-store';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import {
  exportWav,
  openStudio,
  type Site,
  type StudioPage,
  sampleData,
  serveStudio,
  typeValue,
  waitForStems,
} from './support/studio-page';
import { stemBytes, wavBytes } from './support/synthetic-stems';

const kFrames = 48000;
const kFaderText = '−4.5 dB';

interface GivenFile {
  name: string;
  buffer: Buffer;
}

interface BadFile extends GivenFile {
  what: string;
  says: RegExp;
}

interface BadLink {
  what: string;
  fragment: string;
  says: RegExp;
}

/** All that bad input must leave alone. */
interface Footprint {
  tracks: string[];
  fader: string | null;
  undo: string | null;
  /** Every file of the origin's storage but the slots, with its size. */
  files: string[];
  /** Files of the stem folder that the index does not name. */
  unknown: string[];
  stems: string[];
  savedSession: string | null;
}

// The bad files, each made from a good one.

const tone = (i: number) => 0.25 * Math.sin((i * 330 * 2 * Math.PI) / 48000);
const good = wavBytes({ name: '', channels: 2, bits: 16, sample: tone }, kFrames);
const goodFlac = stemBytes(
  { name: '', channels: 1, bits: 16, sample: (i) => tone(i) + 0.1 * tone(7 * i), flac: true },
  kFrames,
);

function patched(bytes: Buffer, at: number, value: number, count: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUIntLE(value, at, count);
  return copy;
}

function withChannels(channels: number): Buffer {
  const copy = patched(good, 22, channels, 2);
  return patched(copy, 32, channels * 2, 2);
}

/** 32-bit float, one channel. */
function floatWav(samples: Float32Array): Buffer {
  const bytes = wavBytes({ name: '', channels: 1, bits: 16, sample: () => 0 }, 0);
  bytes.writeUInt32LE(36 + samples.byteLength, 4);
  bytes.writeUInt16LE(3, 20);
  bytes.writeUInt32LE(48000 * 4, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(32, 34);
  bytes.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([bytes, Buffer.from(samples.buffer)]);
}

const badStems: BadFile[] = [
  {
    what: 'not audio',
    name: 'letter.wav',
    buffer: Buffer.from('This is a letter, not a recording of anything.'),
    says: /letter\.wav is not a WAV or FLAC file\. Export the stem as WAV or FLAC/,
  },
  {
    what: 'an MP3',
    name: 'song.mp3',
    buffer: Buffer.concat([Buffer.from('ID3\x03'), Buffer.alloc(400, 7)]),
    says: /song\.mp3 is not a WAV or FLAC file\. Export the stem as WAV or FLAC/,
  },
  {
    what: 'zero bytes',
    name: 'nothing.wav',
    buffer: Buffer.alloc(0),
    says: /nothing\.wav is empty\. Export it again/,
  },
  {
    what: 'a truncated WAV',
    name: 'half.wav',
    buffer: good.subarray(0, 44 + 4 * 24000),
    says: /half\.wav is cut short: .*48000 frames .*only 24000 frames .*Copy or download it again/,
  },
  {
    what: 'a WAV cut inside its header',
    name: 'head.wav',
    buffer: good.subarray(0, 21),
    says: /head\.wav ends inside its header\. Copy or download it again/,
  },
  {
    what: 'a header that lies about its size',
    name: 'liar.wav',
    buffer: patched(good, 40, 4 * 480000, 4),
    says: /liar\.wav .*lies about its size: .*480000 frames .*only 48000 frames .*ffmpeg -i/,
  },
  {
    what: 'a header that was never finished',
    name: 'crashed.wav',
    buffer: patched(good, 40, 0, 4),
    says: /crashed\.wav has a header that was never finished.* ffmpeg/,
  },
  {
    what: 'no frames',
    name: 'short.wav',
    buffer: wavBytes({ name: '', channels: 1, bits: 16, sample: tone }, 0),
    says: /short\.wav holds no audio.*Export it again/,
  },
  {
    what: 'another rate than the session',
    name: 'cd.wav',
    buffer: wavBytes({ name: '', channels: 1, bits: 16, sample: tone }, 4410, 44100),
    says: /cd\.wav is at 44\.1 kHz, the session at 48 kHz\. Export it at 48 kHz .*or start a new session at 44\.1 kHz/,
  },
  {
    what: 'six channels',
    name: 'surround.wav',
    buffer: withChannels(6),
    says: /surround\.wav has 6 channels; a track takes one or two\. Export it as mono or stereo/,
  },
  {
    what: 'a truncated FLAC',
    name: 'half.flac',
    buffer: goodFlac.subarray(0, Math.floor(goodFlac.length / 2)),
    says: /half\.flac is damaged or cut short: \d+ of 48000 frames .*Copy or export it again/,
  },
  {
    what: 'a FLAC damaged in its middle',
    name: 'scratched.flac',
    buffer: patched(goodFlac, Math.floor(goodFlac.length / 2), 0x5a5a5a5a5a, 5),
    says: /scratched\.flac is damaged or cut short: \d+ of 48000 frames .*Copy or export it again/,
  },
  {
    what: 'a FLAC of nothing but its mark',
    name: 'mark.flac',
    buffer: Buffer.from('fLaC'),
    says: /mark\.flac is not a WAV or FLAC file\. Export/,
  },
];

// The bad sessions, each made from a good one.

function tracks(count: number): SessionDocument {
  const numbers = Array.from({ length: count }, (_, i) => i);
  return {
    ...emptySession({ name: 'From elsewhere' }),
    stems: [
      {
        id: 'stem',
        name: 'tone.wav',
        frames: kFrames,
        channels: 1,
        sampleRate: 48000,
        fileSha256: '5'.repeat(64),
      },
    ],
    tracks: numbers.map((i) => ({
      id: `t${i}`,
      name: `Track ${i}`,
      colour: '#4fa3d1',
      channels: 1,
      clips: [{ id: `c${i}`, stem: 'stem', sourceFrame: 0, frames: kFrames, startFrame: 0 }],
      strip: { output: 'mix', params: {}, sends: [] },
    })),
  };
}

const goodText = JSON.stringify(tracks(2));
const levels = (count: number) => '['.repeat(count) + ']'.repeat(count);

function replaced(from: string, to: string): Buffer {
  if (!goodText.includes(from)) throw new Error(`the session does not hold ${from}`);
  return Buffer.from(goodText.replace(from, to));
}

const badSessions: BadFile[] = [
  {
    what: 'a list',
    name: 'list.json',
    buffer: Buffer.from('[1, 2, 3]'),
    says: /not an object.*Open a file that Lathe/,
  },
  {
    what: 'something else that is JSON',
    name: 'package.json',
    buffer: Buffer.from('{"name": "p", "version": 1}'),
    says: /format.*not "lathe-session".*Open a file that Lathe/,
  },
  {
    what: 'an empty file',
    name: 'none.json',
    buffer: Buffer.alloc(0),
    says: /The document is empty\. Open another copy/,
  },
  {
    what: 'a session cut short',
    name: 'half.json',
    buffer: Buffer.from(goodText.slice(0, goodText.length / 2)),
    says: /was cut off\. Copy or download it again/,
  },
  {
    what: 'no JSON at all',
    name: 'prose.lathe',
    buffer: Buffer.from('Dear engineer, turn the vocal up.'),
    says: /not JSON.*Correct it, or open an earlier copy/,
  },
  {
    what: 'audio under the name of a session',
    name: 'wave.json',
    buffer: good,
    says: /zero byte.*Copy or download it again/,
  },
  {
    what: 'the wrong shape',
    name: 'shape.json',
    buffer: replaced('"tempo":[{"frame":0,"bpm":120}]', '"tempo":{"frame":0}'),
    says: /"tempo" is an object; it has to be a list\. Change it/,
  },
  {
    what: 'a field missing',
    name: 'less.json',
    buffer: replaced('"ditherSeed":1,', ''),
    says: /ditherSeed.*is missing\. Add it/,
  },
  {
    what: 'a field too many',
    name: 'more.json',
    buffer: replaced('"ditherSeed":1', '"__proto__":{"polluted":1},"ditherSeed":1'),
    says: /__proto__.*is no field.*remove it/,
  },
  {
    what: '1e999',
    name: 'huge.json',
    buffer: replaced('"frames":48000', '"frames":1e999'),
    says: /1e999.* too large for any number\. Correct it/,
  },
  {
    what: 'wrong types',
    name: 'types.json',
    buffer: replaced('"sampleRate":48000', '"sampleRate":"48000"'),
    says: /"sampleRate" is text in quotes; it has to be a number\. Change it/,
  },
  {
    what: 'a value out of range',
    name: 'range.json',
    buffer: replaced('"params":{}', '"params":{"fader.gainDb":400}'),
    says: /fader\.gainDb.*is 400; it can be .*Change it to a value in that range/,
  },
  {
    what: 'duplicate keys',
    name: 'twice.json',
    buffer: replaced('"name":"From elsewhere"', '"name":"One","name":"Two"'),
    says: /"name" is given twice.*Remove one of the two/,
  },
  {
    what: '10,000 levels',
    name: 'deep.json',
    buffer: Buffer.from(levels(10_000)),
    says: /nested more than 64 deep.*Open another file/,
  },
  {
    what: '10,000 levels inside a session',
    name: 'deeper.json',
    buffer: replaced('"automation":[]', `"automation":${levels(10_000)}`),
    says: /nested more than 64 deep.*Open another file/,
  },
  {
    what: '200 tracks',
    name: 'crowd.json',
    buffer: Buffer.from(JSON.stringify(tracks(200))),
    says: /"tracks" has 200 entries; it can have up to 128\. Remove 72 of them/,
  },
  {
    what: 'a newer version',
    name: 'future.json',
    buffer: replaced('"version":1', '"version":2'),
    says: /"version" is 2: .*newer version of Lathe.*Update Lathe/,
  },
  {
    what: 'more bytes than any session',
    name: 'bulk.json',
    buffer: Buffer.alloc(17 << 20, ' '),
    says: /larger than any session \(16 MB\)\. Choose the session file that Lathe wrote/,
  },
];

// The bad links.

const linkOf = (text: string | Buffer) => `#s=1.${toBase64Url(deflateRawSync(text))}`;
const goodFragment = encodeLink(tracks(2));

const badLinks: BadLink[] = [
  {
    what: 'of a newer version',
    fragment: goodFragment.replace('#s=1.', '#s=2.'),
    says: /link was made by a newer version of Lathe\. Reload this page/,
  },
  {
    what: 'to a session of a newer version',
    fragment: linkOf(goodText.replace('"version":1', '"version":7')),
    says: /This link cannot be opened: .*"version" is 7.*Update Lathe/,
  },
  {
    what: 'cut short',
    fragment: goodFragment.slice(0, goodFragment.length / 2),
    says: /This link is (damaged or )?cut short\. Ask for the link again/,
  },
  {
    what: 'with foreign characters',
    fragment: `${goodFragment}%%%`,
    says: /This link is damaged\. Ask for the link again/,
  },
  {
    what: 'that unpacks to 64 MB',
    fragment: linkOf(Buffer.alloc(64 << 20)),
    says: /unpacks to more than 16 MB.*Ask for the link again/,
  },
  {
    what: 'that is nested 10,000 deep',
    fragment: linkOf(levels(10_000)),
    says: /This link cannot be opened: .*nested more than 64 deep/,
  },
  {
    what: 'to bytes that are no text',
    fragment: linkOf(Buffer.from([0x22, 0xff, 0xfe, 0x22])),
    says: /This link is damaged\. Ask for the link again/,
  },
  {
    what: 'with 200 tracks',
    fragment: linkOf(JSON.stringify(tracks(200))),
    says: /This link cannot be opened: .*200 entries.*Remove 72/,
  },
];

// The page, by role and name.

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });

async function dismissAll(page: Page): Promise<void> {
  const dismiss = messages(page).getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

/** Waits for the one message that is shown, and returns its words. */
async function theMessage(page: Page, role: 'alert' | 'status' = 'alert'): Promise<string> {
  const shown = messages(page).getByRole(role);
  await shown.first().waitFor({ timeout: 15_000 });
  await waitForStems(page);
  expect(await messages(page).locator('.fault').count()).toBe(1);
  return (await shown.innerText()).replace(/\s+/g, ' ');
}

/** Through the page's own file picker, as a person does. */
async function pick(page: Page, ...files: GivenFile[]): Promise<void> {
  const choose = page.getByRole('button', { name: 'Choose files' });
  const add = page.getByRole('button', { name: 'Open or add…', exact: true });
  await choose.or(add).waitFor();
  if (await add.isVisible()) await add.click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), choose.click()]);
  await chooser.setFiles(files.map((file) => ({ ...file, mimeType: '' })));
}

async function pasteLink(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Open or add…', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
}

/** Saves, and waits until the page says so. */
async function saved(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.getByText('saved on this device').waitFor();
}

/** The origin's private files: sizes of all, bytes of the slots. */
function storage(page: Page): Promise<{ path: string; size: number; bytes: number[] | null }[]> {
  return page.evaluate(async () => {
    const found: { path: string; size: number; bytes: number[] | null }[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle instanceof FileSystemDirectoryHandle) {
          await walk(handle, `${path}${name}/`);
        } else {
          const file = await (handle as FileSystemFileHandle).getFile();
          const slot = /^(session|stem-index)-[ab]$/.test(name);
          const bytes = slot ? [...new Uint8Array(await file.arrayBuffer())] : null;
          found.push({ path: path + name, size: file.size, bytes });
        }
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    return found;
  });
}

async function footprint(page: Page): Promise<Footprint> {
  const found = await storage(page);
  const newest = (name: string): string | null => {
    const slots = found
      .filter(({ path }) => path.startsWith(`lathe/${name}-`))
      .flatMap(({ bytes }) => decodeSlot(Uint8Array.from(bytes ?? [])) ?? [])
      .sort((a, b) => b.sequence - a.sequence);
    return slots[0] ? new TextDecoder().decode(slots[0].payload) : null;
  };
  const index = parseIndex(newest('stem-index'));
  const known = new Set(index.flatMap((stem) => [stem.originalFile, stem.pcmFile, stem.peaksFile]));
  const stemFiles = found
    .filter(({ path }) => path.startsWith('lathe/stems/'))
    .map(({ path }) => path.slice('lathe/stems/'.length));
  const fader = page.getByRole('slider', { name: 'Kick fader', exact: true });
  const rows = page.locator('.track-row .track-name');
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  const open = (await fader.count()) > 0;
  return {
    tracks: await rows.allInnerTexts(),
    fader: open ? await fader.getAttribute('aria-valuetext') : null,
    undo: open ? await undo.getAttribute('title') : null,
    files: found
      .filter(({ bytes }) => bytes === null)
      .map(({ path, size }) => `${path} ${size}`)
      .sort(),
    unknown: stemFiles.filter((name) => !known.has(name)),
    stems: index.map((stem) => stem.name).sort(),
    savedSession: newest('session'),
  };
}

/** The export as floats, interleaved. */
async function mixOf(page: Page): Promise<Float32Array> {
  const bytes = sampleData(await exportWav(page, '32-bit float'));
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

describe('bad input', () => {
  const profile = mkdtempSync(join(tmpdir(), 'lathe-bad-input-'));
  let site: Site;
  let studio: StudioPage;
  let page: Page;
  let before: Footprint;

  /** Does something bad and expects its message, and nothing else. */
  async function expectRefusal(says: RegExp, act: () => Promise<void>): Promise<void> {
    await act();
    const told = await theMessage(page);
    expect(told).toMatch(says);
    expect(told).not.toMatch(/\.\.|undefined|\[object|NaN/);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await footprint(page)).toEqual(before);
    await dismissAll(page);
  }

  beforeAll(async () => {
    site = await serveStudio(true);
    studio = await openStudio(site.address, { profile });
    page = studio.page;
  });

  afterAll(async () => {
    await studio?.close();
    await site?.close();
    rmSync(profile, { recursive: true, force: true });
  });

  // So that one failure does not become that of all after it.
  afterEach(async () => {
    if (page.isClosed()) return;
    await page.keyboard.press('Escape');
    await dismissAll(page);
  });

  test('a bad first stem leaves the first screen and an empty store', async () => {
    await pick(page, { name: 'half.wav', buffer: good.subarray(0, 4000) });
    expect(await theMessage(page)).toMatch(/half\.wav is cut short.*Copy or download it again/);
    const left = await footprint(page);
    expect(left).toMatchObject({ tracks: [], files: [], stems: [], savedSession: null });
    await page.getByRole('heading', { name: 'Drop your stems here' }).waitFor();
    await dismissAll(page);
  });

  test('a good session opens, with a bad file among its stems named', async () => {
    await pick(
      page,
      { name: 'Kick.wav', buffer: good },
      { name: 'Notes.wav', buffer: Buffer.from('not a sound') },
      { name: 'Pad.flac', buffer: goodFlac },
    );
    expect(await theMessage(page)).toMatch(/Notes\.wav is not a WAV or FLAC file\. Export/);
    await dismissAll(page);
    await typeValue(page, 'Kick fader', '-4.5');
    await saved(page);
    before = await footprint(page);
    expect(before).toMatchObject({
      tracks: ['Kick', 'Pad'],
      fader: kFaderText,
      unknown: [],
      stems: ['Kick.wav', 'Pad.flac'],
    });
    expect(before.files.length).toBe(5); // a WAV and a FLAC, its samples, two files of peaks
    expect(JSON.parse(before.savedSession ?? '').tracks.length).toBe(2);
  });

  test.each(badStems)('stem: $what', async ({ says, ...file }) => {
    await expectRefusal(says, () => pick(page, { name: file.name, buffer: file.buffer }));
  });

  test.each(badSessions)('session file: $what', async ({ name, buffer, says }) => {
    const named = new RegExp(`${name.replace('.', '\\.')} .*${says.source}`);
    await expectRefusal(named, () => pick(page, { name, buffer }));
  });

  test.each(badLinks)('pasted link: $what', async ({ fragment, says }) => {
    await expectRefusal(says, () => pasteLink(page, site.address + fragment));
  });

  test('pasted link: to another site', async () => {
    await expectRefusal(/not a link to a Lathe session\. .*Copy all of it/, () =>
      pasteLink(page, 'https://example.org/#chapter'),
    );
  });

  test('a link in the address bar of the open page is refused or asked about', async () => {
    const newer = badLinks[0]!;
    await expectRefusal(newer.says, async () => {
      await page.evaluate((hash) => location.assign(hash), newer.fragment);
    });
    const hostile = { ...tracks(2), name: '<img src=x onerror="window.ran=1">' };
    await page.evaluate((hash) => location.assign(hash), encodeLink(hostile));
    const dialog = page.getByRole('dialog', { name: 'Open another session?' });
    await dialog.getByText(hostile.name).waitFor();
    await dialog.getByRole('button', { name: 'Keep what is open' }).click();
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    expect(await footprint(page)).toEqual(before);
  });

  test('a link of a newer version opens the saved session, and says why not its own', async () => {
    await page.goto('about:blank');
    await page.goto(site.address + badLinks[0]!.fragment);
    await page.getByRole('slider', { name: 'Kick fader' }).waitFor();
    expect(await theMessage(page)).toMatch(badLinks[0]!.says);
    expect(new URL(page.url()).hash).toBe('');
    await dismissAll(page);
    expect(await footprint(page)).toEqual({ ...before, undo: 'Nothing to undo' });
    before = await footprint(page);
  });

  test('NaN and Inf are taken as silence, and told', async () => {
    const dry = await mixOf(page);
    const samples = Float32Array.from({ length: kFrames }, (_, i) => tone(i + 20));
    samples.fill(Number.NaN, 1000, 2000);
    samples.fill(Number.POSITIVE_INFINITY, 3000, 3100);
    samples.fill(Number.NEGATIVE_INFINITY, 3100, 3200);
    await pick(page, { name: 'Broken.wav', buffer: floatWav(samples) });
    expect(await theMessage(page, 'status')).toMatch(
      /Broken\.wav holds 1,200 samples that are no numbers; they play as silence\. Export the stem again/,
    );
    await dismissAll(page);
    const wet = await mixOf(page);
    expect(wet.length).toBe(dry.length);
    expect(wet.every(Number.isFinite)).toBe(true);
    const silent = (frame: number) => !Number.isFinite(samples[frame]!);
    let wrong = 0;
    for (let i = 0; i < 2 * kFrames; ++i) {
      const added = Math.abs(wet[i]! - dry[i]!);
      const frame = i >> 1;
      if (silent(frame) ? added !== 0 : Math.abs(added - Math.abs(samples[frame]!)) > 1e-6) ++wrong;
    }
    expect(wrong).toBe(0);

    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await saved(page);
    const after = await footprint(page);
    expect(after).toMatchObject({ tracks: before.tracks, fader: kFaderText, unknown: [] });
    expect(after.stems).toEqual(['Broken.wav', 'Kick.wav', 'Pad.flac']);
    before = after;
  });

  test('storage that fills half-way through an import', async () => {
    const devtools = await studio.context.newCDPSession(page);
    const origin = new URL(site.address).origin;
    const large = wavBytes({ name: '', channels: 2, bits: 24, sample: tone }, 2_000_000);
    const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    const quotaSize = used + 4_000_000;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    await expectRefusal(
      /not enough storage for Long\.wav \(13 MB\); nothing of it.*Free some disk/,
      () => pick(page, { name: 'Long.wav', buffer: large }),
    );
    // FLAC, too: its samples take more room than the file.
    const long = stemBytes(
      { name: '', channels: 2, bits: 24, sample: (i) => (i % 64) / 128, flac: true },
      2_000_000,
    );
    expect(long.length).toBeLessThan(3_000_000);
    await expectRefusal(
      /not enough storage for Long\.flac .*nothing of it was kept.*Free some disk/,
      () => pick(page, { name: 'Long.flac', buffer: long }),
    );
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    await pick(page, { name: 'Long.wav', buffer: large });
    await page.getByRole('slider', { name: 'Long fader' }).waitFor();
    await waitForStems(page);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await saved(page);
    const after = await footprint(page);
    expect(after).toMatchObject({ tracks: before.tracks, unknown: [] });
    expect(after.stems).toEqual(['Broken.wav', 'Kick.wav', 'Long.wav', 'Pad.flac']);
    before = after;
  });

  test('a browser without AudioWorklet', async () => {
    const other = await studio.context.newPage();
    await other.addInitScript(() => {
      Reflect.deleteProperty(window, 'AudioWorkletNode');
      Reflect.deleteProperty(window, 'AudioWorklet');
    });
    await other.goto(site.address);
    const told = await other.getByRole('alert').innerText();
    expect(told.replace(/\s+/g, ' ')).toMatch(
      /This browser has no AudioWorklet.* Use a current Chromium, Firefox or Safari\./,
    );
    await other.close();
    expect(await footprint(page)).toEqual(before);
  });

  test('the first page has not complained', () => {
    expect(studio.complaints).toEqual([]);
  });

  test('a second tab reads only, says so and how to go on', async () => {
    const second = await studio.context.newPage();
    await second.goto(site.address);
    await second.getByRole('slider', { name: 'Kick fader' }).waitFor();
    expect(await theMessage(second, 'status')).toMatch(
      /open in another tab: here nothing is saved.*Go on in the other tab, or close it and reload/,
    );
    await second.getByText('open in another tab: read-only').waitFor();
    await dismissAll(second);
    await pick(second, { name: 'More.wav', buffer: good });
    expect(await theMessage(second)).toMatch(
      /Stems cannot be added here: .*another tab\. Close the other tab, then reload this one/,
    );
    await dismissAll(second);
    await typeValue(second, 'Kick fader', '-9');
    await second.keyboard.press('Control+s');
    await second.waitForTimeout(1000); // longer than autosave waits
    expect(await footprint(page)).toEqual(before);
    expect((await footprint(second)).savedSession).toBe(before.savedSession);

    // As it said: the other tab closed, this one reloaded.
    await page.close();
    await second.reload();
    const fader = second.getByRole('slider', { name: 'Kick fader', exact: true });
    await fader.waitFor();
    await expect.poll(() => fader.getAttribute('aria-valuetext')).toBe(kFaderText);
    await typeValue(second, 'Kick fader', '-6');
    await saved(second);
    expect(await messages(second).locator('.fault').count()).toBe(0);
    const after = await footprint(second);
    // The export that the first tab had offered is gone with it; the stems are all there.
    expect(after.files).toEqual(before.files.filter((file) => !file.startsWith('lathe/renders/')));
    expect(after.savedSession).not.toBe(before.savedSession);
  });
});
