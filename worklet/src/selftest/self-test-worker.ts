// The self-test: the conformance table, run case after case as the page asks for
// the next. Whoever has had enough ends the worker.
// Thread: a dedicated worker of its own, for as long as a self-test takes.

import createSelfTest from '../../../build/wasm/lathe-selftest.js';
import type { SelfTestCase } from '../client/self-test-case';
import { instantiate } from '../engine/instantiate';
import type { SelfTest } from '../engine/selftest-module';
import { serveOver, type Wire } from '../messages/rpc';
import type { SelfTestMethods } from '../messages/self-test-protocol';

let test: SelfTest | null = null;

serveOver<SelfTestMethods>(globalThis as unknown as Wire, {
  start({ module }) {
    const { SelfTest } = instantiate(createSelfTest, module);
    test = new SelfTest();
    return { count: test.count() };
  },
  runNext() {
    if (!test) throw new Error('the self-test has not been started');
    return JSON.parse(test.runNext()) as SelfTestCase;
  },
});
