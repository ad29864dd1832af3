// Builds the bare test page, the studio with the engine's double and that with a
// short song, once before the browser tests: files that run side by side must not write one folder.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { kDoubleFolder } from './double-folder';
import { buildShortSong } from './short-song';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export async function setup(): Promise<void> {
  if (!existsSync(here('../../../build/wasm/lathe-engine.wasm'))) {
    throw new Error('The engine is not built. Run scripts/build first.');
  }
  await build({ configFile: here('../../pages/vite.config.ts'), logLevel: 'warn' });
  await build({
    configFile: here('../../studio/double/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: kDoubleFolder, emptyOutDir: true },
  });
  buildShortSong(here('../../../web/studio/dist'));
}
