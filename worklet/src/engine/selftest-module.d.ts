// The typed face of the conformance table (`build/wasm/lathe-selftest.js`), as its
// Embind bindings in `wasm-core/bindings/selftest` offer it. heap-module.d.ts has
// the rules for callers.
// Thread: self-test worker and node.

import type { HeapFactory, HeapModule, HeapObject } from './heap-module';

/** All cases at every usual sample rate, one at a time. */
export interface SelfTest extends HeapObject {
  count(): number;
  finished(): boolean;
  /** JSON of a `SelfTestCase`; takes up to a second. */
  runNext(): string;
}

export interface SelfTestModule extends HeapModule {
  readonly SelfTest: new () => SelfTest;
}

export type SelfTestFactory = HeapFactory<SelfTestModule>;
