// Builds the bare test page once before the browser tests.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export async function setup(): Promise<void> {
  if (!existsSync(here('../../../build/wasm/lathe-engine.wasm'))) {
    throw new Error('The engine is not built. Run scripts/build first.');
  }
  await build({ configFile: here('../../pages/vite.config.ts'), logLevel: 'warn' });
}
