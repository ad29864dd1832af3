// Automation as a person records it: what is written stands where it was heard,
// through the output's latency and the longest that a chain of strips can have;
// and lanes are edited by pointer and keys. Where a click was heard is told by the
// audio itself and the device's clock, not by the studio's playhead.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeLink, encodeLink } from '../../web/studio/src/link/settings-link';
import type { ParamRecord, SessionDocument } from '../../worklet/src/session/session-document';
import { sessionOf } from './support/session-of';
import { openStudio, type Site, type StudioPage, serveStudio } from './support/studio-page';
import { wavBytes } from './support/synthetic-stems';

const kRate = 48000;
const kGroups = 16;
/** A click every 0.7 s, too far apart to be taken for one another. */
const kClickFrames = 33600;
const kSeconds = 30;

/** Every stage that can be late is, as late as it can be, and lets all through. */
const kLatest: ParamRecord = {
  'gate.on': true,
  'gate.lookAheadMs': 10,
  'gate.rangeDb': 0,
  'comp.on': true,
  'comp.lookAheadMs': 10,
  'comp.thresholdDb': 0,
  'comp.kneeDb': 0,
  'deesser.on': true,
  'deesser.lookAheadMs': 5,
  'deesser.rangeDb': 0,
  'sat.on': true,
  'sat.mixPercent': 0,
};

function clicks(): Buffer {
  return wavBytes(
    {
      name: 'Clicks.wav',
      channels: 1,
      bits: 16,
      sample: (i) => (i % kClickFrames < 48 ? 0.25 : 0),
    },
    kSeconds * kRate,
  );
}

function song(wav: Buffer): SessionDocument {
  const session = sessionOf(
    [
      {
        name: 'Clicks.wav',
        frames: kSeconds * kRate,
        channels: 1,
        sampleRate: kRate,
        fileSha256: createHash('sha256').update(wav).digest('hex'),
        nonFiniteSamples: 0,
      },
    ],
    [kLatest],
    { 'limiter.on': true, 'limiter.lookAheadMs': 10 },
  );
  const [track] = session.tracks;
  if (!track) throw new Error('no track');
  track.name = 'Clicks';
  track.strip.output = 'g0';
  const groups = Array.from({ length: kGroups }, (_, i) => ({
    id: `g${i}`,
    kind: 'group' as const,
    name: `Group ${i}`,
    strip: { output: i + 1 < kGroups ? `g${i + 1}` : 'mix', params: { ...kLatest } },
  }));
  session.buses = [{ id: 'mix', kind: 'mix', strip: { params: { ...kLatest } } }, ...groups];
  return session;
}

let site: Site;
let studio: StudioPage;

beforeAll(async () => {
  site = await serveStudio(true);
  studio = await openStudio(site.address, { bypassCSP: true });
});

afterAll(async () => {
  await studio?.close();
  await site?.close();
});

async function documentNow(): Promise<SessionDocument> {
  const { page } = studio;
  await page.getByRole('button', { name: 'Share link', exact: true }).click();
  const link = await page.getByRole('dialog').getByRole('textbox').first().inputValue();
  await page.keyboard.press('Escape');
  const decoded = decodeLink(new URL(link).hash);
  if (!decoded.ok) throw new Error(decoded.message);
  return JSON.parse(decoded.json);
}

const kDetector = `registerProcessor('clicks', class extends AudioWorkletProcessor {
  constructor() { super(); this.quiet = 0; }
  process(inputs) {
    const samples = inputs[0][0];
    if (samples) for (let i = 0; i < samples.length; ++i) {
      if (Math.abs(samples[i]) < 0.01) ++this.quiet;
      else { if (this.quiet > 4800) this.port.postMessage(currentFrame + i); this.quiet = 0; }
    }
    return true;
  }
});`;

/**
 * Listens in on what the studio plays: when each click leaves, by the context's
 * clock, and how that clock stands to the page's, whoever asks: seconds by it
 * less seconds by the page's, and when.
 */
function listenIn(detector: string): void {
  const heard = {
    clicks: [] as number[],
    offsets: [] as { offset: number; atMs: number }[],
    context: null as AudioContext | null,
  };
  Object.assign(window, { heard });
  const ask = AudioContext.prototype.getOutputTimestamp;
  AudioContext.prototype.getOutputTimestamp = function () {
    const stamp = ask.call(this);
    const { contextTime = 0, performanceTime = 0 } = stamp;
    if (performanceTime > 0) {
      heard.offsets.push({ offset: contextTime - performanceTime / 1000, atMs: performanceTime });
    }
    return stamp;
  };
  const Original = window.AudioWorkletNode;
  class Tapped extends Original {
    constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
      super(context, name, options);
      if (name !== 'lathe') return;
      heard.context = context as AudioContext;
      const url = URL.createObjectURL(new Blob([detector], { type: 'text/javascript' }));
      void context.audioWorklet.addModule(url).then(() => {
        const clicks = new Original(context, 'clicks');
        clicks.port.onmessage = ({ data }) => heard.clicks.push(data / context.sampleRate);
        this.connect(clicks, 1);
        clicks.connect(context.destination);
      });
    }
  }
  window.AudioWorkletNode = Tapped;
}

test('a ride to a click track lands within 5 ms of where it was heard', async () => {
  const { page } = studio;
  const wav = clicks();
  await page.addInitScript(listenIn, kDetector);
  await page.goto('about:blank');
  await page.goto(site.address + encodeLink(song(wav)));
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'Clicks.wav', mimeType: 'audio/wav', buffer: wav });
  await page.getByRole('slider', { name: 'Clicks fader' }).waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => !document.querySelector('[aria-label="Missing stems"]'));
  await page.getByRole('combobox', { name: 'Automation mode' }).selectOption('touch');
  await page.getByRole('button', { name: 'Play', exact: true }).click();

  // For each of some clicks: waits until it is heard, and then moves the fader.
  const moves = await page.evaluate(async () => {
    type Heard = {
      clicks: number[];
      offsets: { offset: number; atMs: number }[];
      context: AudioContext;
    };
    const { heard } = window as unknown as { heard: Heard };
    const fader = document.querySelector('[role=slider][aria-label="Clicks fader"]');
    if (!(fader instanceof HTMLElement)) throw new Error('no fader');
    const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    /** How the context's clock stood to the page's in the second around `atMs`, in order. */
    const around = (atMs: number) =>
      heard.offsets
        .filter((stamp) => Math.abs(stamp.atMs - atMs) < 500)
        .map(({ offset }) => offset)
        .sort((a, b) => a - b);
    const middleOf = (offsets: number[]) => offsets[offsets.length >> 1] ?? Number.NaN;
    const made: { click: number; atMs: number; contextTime: number }[] = [];
    const giveUp = performance.now() + 40_000;
    for (const [turn, click] of [3, 6, 9, 12].entries()) {
      while (heard.clicks.length <= click + 1) {
        if (performance.now() > giveUp) throw new Error(`heard ${heard.clicks.length} clicks`);
        heard.context.getOutputTimestamp();
        const time = heard.clicks[click];
        const moved = made.length > turn;
        const offset = middleOf(around(performance.now()));
        if (time !== undefined && !moved && performance.now() / 1000 + offset >= time) {
          const key = turn % 2 === 0 ? 'End' : 'PageDown';
          const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
          fader.dispatchEvent(press);
          made.push({ click, atMs: press.timeStamp, contextTime: time });
        }
        await sleep(1);
      }
    }
    await sleep(600);
    const { baseLatency, outputLatency } = heard.context;
    return {
      baseLatency,
      outputLatency,
      made: made.map(({ click, atMs, contextTime }) => {
        const offsets = around(atMs);
        const next = heard.clicks[click + 1] as number;
        return {
          click,
          lateMs: atMs + (middleOf(offsets) - contextTime) * 1000,
          // As well as this clock tells the time of a move, so well can it be checked.
          unsureMs: ((offsets.at(-1) as number) - (offsets[0] as number)) * 1000,
          // Where the song went on evenly, this is 0.
          stoppedMs: (next - contextTime) * 1000,
        };
      }),
    };
  });
  await page.waitForTimeout(900);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect
    .poll(async () => (await documentNow()).automation.length, { timeout: 10_000 })
    .toBe(1);

  const [lane] = (await documentNow()).automation;
  const points = lane?.points ?? [];
  const steps = points.filter(
    (point, i) =>
      i > 0 &&
      point.value !== points[i - 1]?.value &&
      point.frame - (points[i - 1]?.frame ?? 0) <= 1,
  );
  const errors = moves.made.map(({ click, lateMs, unsureMs, stoppedMs }) => {
    const heardFrame = click * kClickFrames + (lateMs / 1000) * kRate;
    const nearest = Math.min(...steps.map(({ frame }) => Math.abs(frame - heardFrame)));
    const unsure = unsureMs + Math.abs(stoppedMs - (kClickFrames / kRate) * 1000);
    return { ms: (nearest / kRate) * 1000, unsure };
  });
  const all = errors.map(({ ms, unsure }) => `${ms.toFixed(3)} (±${unsure.toFixed(3)})`);
  console.log(
    `[ figure ] recorded moves off by ${all.join(', ')} ms, in brackets how far the device's clock wavered; output latency ${(moves.baseLatency * 1000).toFixed(1)} + ${(moves.outputLatency * 1000).toFixed(1)} ms, chain of ${kGroups + 2} strips`,
  );
  expect(moves.made.length).toBe(4);
  for (const { ms, unsure } of errors) expect(ms).toBeLessThan(5 + unsure);
});

test('one undo takes the whole pass back', async () => {
  await studio.page.getByRole('button', { name: /^Undo/ }).first().click();
  expect((await documentNow()).automation).toEqual([]);
});

test('a lane is drawn by hand: by pointer, by keys, taken back and removed', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Select Clicks', exact: true }).click();
  await page
    .getByRole('combobox', { name: 'Automate a parameter of Clicks' })
    .selectOption({ label: 'Fader' });
  const area = page.getByRole('group', { name: 'Clicks fader automation' });
  await area.scrollIntoViewIfNeeded();
  const box = await area.boundingBox();
  if (!box) throw new Error('the lane is not on screen');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.click(box.x + box.width * 0.75, box.y + 4);
  const lane = async () => (await documentNow()).automation[0]?.points ?? [];
  expect((await lane()).length).toBe(3);

  const second = page.getByRole('slider', { name: 'Clicks fader point 2' });
  await second.focus();
  const before = (await lane())[1];
  await second.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(']');
  const after = (await lane())[1];
  expect(after?.value).toBe(Number(before?.value) + 0.5);
  expect(after?.frame).toBe(Number(before?.frame) + 4800);
  expect(after?.curve).toBe(0.1);

  await second.hover();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 10, { steps: 4 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect((await lane())[1]).toEqual(after);
  await second.hover();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 10, { steps: 4 });
  await page.mouse.up();
  const dragged = (await lane())[1];
  expect(Number(dragged?.value)).toBeGreaterThan(Number(after?.value));

  await second.focus();
  await page.keyboard.press('Delete');
  expect((await lane()).length).toBe(2);
  await page.getByRole('button', { name: 'Remove the automation of Clicks fader' }).click();
  expect((await documentNow()).automation).toEqual([]);
  expect(studio.complaints).toEqual([]);
});

test('an automated control follows its lane while the song plays', async () => {
  const { page } = studio;
  const choose = page.getByRole('combobox', { name: 'Automate a parameter of Clicks' });
  await choose.selectOption({ label: 'Fader' });
  const area = page.getByRole('group', { name: 'Clicks fader automation' });
  const box = await area.boundingBox();
  if (!box) throw new Error('the lane is not on screen');
  await page.mouse.click(box.x + box.width - 4, box.y + box.height - 6);
  await page.getByRole('button', { name: 'Return to the start', exact: true }).click();
  const fader = page.getByRole('slider', { name: 'Clicks fader', exact: true }).first();
  const value = async () => Number(await fader.getAttribute('aria-valuenow'));
  const start = await value();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(value, { timeout: 10_000 }).toBeLessThan(start - 1);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
});
