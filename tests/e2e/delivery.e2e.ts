// Delivery from the page: the downloaded file at another rate is the command line's,
// byte for byte; its report is what anybody measures of it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeliveryReport } from '../../worklet/src/client/delivery-report';
import type { ExportOrder } from '../../worklet/src/client/studio-engine';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { sessionOf } from './support/session-of';
import { lathe } from './support/studio-page';
import { threeStems, wavBytes } from './support/synthetic-stems';
import { openTestPage, type TestPage } from './support/test-page';

const work = mkdtempSync(join(tmpdir(), 'lathe-e2e-delivery-'));
const kFrames = 48000 * 6 + 1;
const kCeilingDbtp = -1;
let site: TestPage;
let session: SessionDocument;

beforeAll(async () => {
  const stems = threeStems().filter(({ flac }) => !flac);
  for (const stem of stems) writeFileSync(join(work, stem.name), wavBytes(stem, kFrames));
  site = await openTestPage({ isolation: true });
  await site.page.setInputFiles(
    '#files',
    stems.map(({ name }) => join(work, name)),
  );
  const imported = await site.page.evaluate(async () => {
    window.lathe = await window.tools.createStudioEngine();
    return window.tools.importChosen(window.lathe, 48000);
  });
  session = sessionOf(imported, [], {
    driveDb: 12,
    'limiter.on': true,
    'limiter.ceilingDbtp': kCeilingDbtp,
  });
  writeFileSync(join(work, 'session.json'), JSON.stringify(session));
}, 60_000);

afterAll(async () => {
  await site?.close();
  rmSync(work, { recursive: true, force: true });
});

/** Exports in the page; the file's bytes, and what was told of it. */
async function exported(order: ExportOrder) {
  const { base64, ...told } = await site.page.evaluate(
    async ({ session, order }) => {
      const { file, ...told } = await window.lathe.exportWav(session, order);
      const url = await new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result as string);
        reader.readAsDataURL(file);
      });
      return { ...told, base64: url.slice(url.indexOf(',') + 1) };
    },
    { session, order },
  );
  return { ...told, bytes: Buffer.from(base64, 'base64') };
}

/** What two reports on one file have in common: all but when, under which name, and what for. */
function comparable({ date: _date, aim: _aim, misses: _misses, file, ...rest }: DeliveryReport) {
  const { name: _name, ...file_ } = file;
  return { ...rest, file: file_ };
}

const kOrders: readonly (ExportOrder & { options: string[] })[] = [
  { samples: '24', options: [] },
  { samples: '24', dither: 'none', options: ['--dither', 'none'] },
  { samples: '16', sampleRate: 44100, dither: 'shaped', options: ['--dither', 'shaped'] },
  { samples: '32f', sampleRate: 96000, options: [] },
];

for (const { options, ...order } of kOrders) {
  const rate = order.sampleRate ?? 48000;
  test(`${order.samples} bits at ${rate} Hz, dither ${order.dither ?? 'left out'}`, async () => {
    const { bytes, report, reportJson, limitedDb } = await exported(order);
    const native = join(work, 'native.wav');
    const nativeReport = join(work, 'native.json');
    lathe(
      ...['render', join(work, 'session.json'), '--stems', work, '-o', native],
      ...['--bits', order.samples, '--rate', `${rate}`, '--report', nativeReport],
      ...options,
    );
    expect(bytes.equals(readFileSync(native))).toBe(true);
    const told = JSON.parse(readFileSync(nativeReport, 'utf8')) as DeliveryReport;
    expect(comparable(report)).toEqual(comparable(told));

    // Whoever measures the downloaded file finds what the report says.
    const path = join(work, 'downloaded.wav');
    writeFileSync(path, bytes);
    const measured = join(work, 'measured.json');
    lathe('measure', path, '--report', measured);
    expect(reportJson).toContain(`"song":${readFileSync(measured, 'utf8').trim()}`);
    const { integratedLufs, truePeakDbtp } = report.song.measurement;
    console.log(
      `[ figure ] ${order.samples} at ${rate} Hz: ${integratedLufs} LUFS, ${truePeakDbtp} dBTP, ` +
        `limited again by ${limitedDb} dB`,
    );
    expect(truePeakDbtp).toBeLessThan(kCeilingDbtp + 0.05);
    expect(report.aim).toEqual({ lufs: null, ceilingDbtp: kCeilingDbtp });
    expect(report.misses).toEqual([]);
    expect(limitedDb === null).toBe(rate === 48000);
    expect(report.file.sampleRate).toBe(rate);
    compareWithFfmpeg(path, integratedLufs!);
  });
}

/** Where it is installed; its own filter is another's work. */
function compareWithFfmpeg(path: string, lufs: number): void {
  const { status, stderr } = spawnSync(
    'ffmpeg',
    ['-hide_banner', '-nostats', '-i', path, '-af', 'ebur128', '-f', 'null', '-'],
    { encoding: 'utf8' },
  );
  if (status !== 0) return;
  const read = Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1]);
  console.log(`[ figure ] ffmpeg reads ${read} LUFS`);
  expect(Math.abs(read - lufs)).toBeLessThan(0.1);
}

test('a miss is told: a limiter that is off holds no ceiling, so that none is promised', async () => {
  session.master.params = { driveDb: 12 };
  const { report, limitedDb } = await exported({ samples: '32f', sampleRate: 44100, aimLufs: -30 });
  expect(limitedDb).toBeNull();
  expect(report.aim).toEqual({ lufs: -30, ceilingDbtp: null });
  expect(report.misses).toHaveLength(1);
  expect(report.misses[0]).toMatch(/LU louder than the −30\.0 LUFS/);
  expect(site.complaints).toEqual([]);
});
