// The bare test page with an engine, and three synthetic stems imported.
import type { ImportedStem } from '../../../worklet/src/client/studio-engine';
import { stemBytes, threeStems } from './synthetic-stems';
import { openTestPage, type TestPage } from './test-page';

export async function openThreeStems(
  isolation: boolean,
  frames: number,
): Promise<{ site: TestPage; stems: ImportedStem[] }> {
  const site = await openTestPage({ isolation });
  const files = threeStems().map((stem) => ({
    name: stem.name,
    mimeType: stem.flac ? 'audio/flac' : 'audio/wav',
    buffer: stemBytes(stem, frames),
  }));
  await site.page.setInputFiles('#files', files);
  await site.page.evaluate(async () => {
    window.lathe = await window.tools.createStudioEngine();
  });
  const stems = await site.page.evaluate(() => window.tools.importChosen(window.lathe, 48000));
  return { site, stems };
}
