// The tests that drive a browser. Those that listen have the machine to
// themselves, one file after another; those that look go two at a time.
import { defineConfig } from 'vitest/config';

const kHeard = ['engine', 'garbage', 'real-stems', 'studio'].map(
  (name) => `tests/e2e/${name}.e2e.ts`,
);

export default defineConfig({
  test: {
    environment: 'node',
    root: new URL('..', import.meta.url).pathname,
    globalSetup: ['tests/e2e/support/build-pages.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'heard',
          include: kHeard,
          fileParallelism: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'seen',
          include: ['tests/e2e/*.e2e.ts'],
          exclude: kHeard,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
