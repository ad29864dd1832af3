// What the page asks of the self-test worker.
// Thread: any (types only).

import type { SelfTestCase } from '../client/self-test-case';

export type SelfTestMethods = {
  start(argument: { module: WebAssembly.Module }): { count: number };
  /** As often as there are cases. */
  runNext(argument: null): SelfTestCase;
};
