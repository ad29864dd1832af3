// The tests that drive a browser. Those that measure what is heard have the
// machine to themselves, one file after another; all others go two at a time.
import { defineConfig } from 'vitest/config';

const kHeard = ['engine', 'real-stems', 'studio-automation'].map(
  (name) => `tests/e2e/${name}.e2e.ts`,
);

const root = new URL('..', import.meta.url).pathname;
const kOfBoth = {
  environment: 'node',
  testTimeout: 180_000,
  hookTimeout: 120_000,
  // What a file keeps is in the browser that it opens: Playwright is loaded once, not for each.
  isolate: false,
};

export default defineConfig({
  test: {
    root,
    // Here and not with the projects, which would build the pages once each.
    globalSetup: ['tests/e2e/support/build-pages.ts'],
    projects: [
      {
        root,
        test: {
          ...kOfBoth,
          name: 'heard',
          include: kHeard,
          fileParallelism: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        root,
        test: {
          ...kOfBoth,
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
