// A whole mix, set up by a script from the demo song's stems, or from those in
// the folder that LATHE_STEMS names: exported in Chromium, rendered by the
// command line and by the engine under node, sample for sample the same.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mixedSession } from './support/mixed-session';
import { renderInNode } from './support/render-in-node';
import { sessionOf } from './support/session-of';
import { kRoot, lathe, sampleData } from './support/studio-page';
import { openTestPage } from './support/test-page';

const folder = process.env.LATHE_STEMS ?? join(kRoot, 'web/studio/public/demo');
/** Of real stems all, of the demo song enough to hear each of them. */
const kSeconds = process.env.LATHE_STEMS ? 3600 : 20;

test('groups, effects, sends, keys, clips and automation render alike everywhere', async () => {
  const files = readdirSync(folder)
    .filter((name) => /\.(wav|flac)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
  const work = mkdtempSync(join(tmpdir(), 'lathe-mixed-'));
  const site = await openTestPage({ isolation: true });
  try {
    await site.page.setInputFiles('#files', files);
    const stems = await site.page.evaluate(async () => {
      window.lathe = await window.tools.createStudioEngine();
      return await window.tools.importChosen(window.lathe, null);
    });
    const plain = sessionOf(stems);
    for (const clip of plain.tracks.flatMap(({ clips }) => clips)) {
      clip.frames = Math.min(clip.frames, kSeconds * plain.sampleRate);
    }
    const session = mixedSession(plain);
    const json = JSON.stringify(session);
    writeFileSync(join(work, 'session.json'), json);
    const exported = await site.page.evaluate(async (document) => {
      const { file, report } = await window.lathe.exportWav(document, { samples: '32f' });
      const { measurement } = report.song;
      const bytes = await file.arrayBuffer();
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return { hex, measurement };
    }, session);

    const native = join(work, 'native.wav');
    lathe('render', join(work, 'session.json'), '--stems', folder, '-o', native, '--bits', '32f');
    const hex = execFileSync('sha256sum', [native], { encoding: 'utf8' }).slice(0, 64);
    const samples = sampleData(readFileSync(native));
    console.log(
      `[ figure ] ${files.length} stems mixed: ${samples.length / 4} samples, ` +
        `${exported.measurement.integratedLufs} LUFS, ${exported.measurement.truePeakDbtp} dBTP`,
    );
    expect(exported.measurement.integratedLufs).toBeGreaterThan(-40);
    expect(exported.hex, 'Chromium and native').toBe(hex);
    const inNode = await renderInNode(json, folder);
    expect(inNode.equals(samples), 'node and native').toBe(true);
  } finally {
    await site.close();
    rmSync(work, { recursive: true, force: true });
  }
}, 1_200_000);
