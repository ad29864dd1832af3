// The TypeScript tests that need no browser: stores, protocols, links, tools.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    root: new URL('..', import.meta.url).pathname,
    include: [
      'tests/studio/**/*.test.ts',
      'tests/worklet/**/*.test.ts',
      'tests/wasm-core/**/*.test.ts',
      'tests/scripts/**/*.test.ts',
    ],
    testTimeout: 180_000,
    maxWorkers: 2,
  },
});
