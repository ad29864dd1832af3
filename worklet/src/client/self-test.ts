// Runs the self-test: fetches its module, which nothing else needs, and starts a
// worker for it that ends with it.
// Thread: main.

import selfTestUrl from '../../../build/wasm/lathe-selftest.wasm?url&no-inline';
import { compileModule } from '../engine/instantiate';
import { cancelled } from '../messages/fault';
import type { SelfTestCase } from './self-test-case';
import { startSelfTestWorker } from './workers';

/** `onCase` hears of every case as it ends, and how many there are. */
export async function runSelfTest(
  onCase: (result: SelfTestCase, count: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const module = await compileModule(selfTestUrl);
  if (signal?.aborted) throw cancelled('The self-test');
  const { call, end } = startSelfTestWorker();
  signal?.addEventListener('abort', end);
  try {
    const { count } = await call('start', { module });
    for (let done = 0; done < count; ++done) onCase(await call('runNext', null), count);
  } catch (error) {
    throw signal?.aborted ? cancelled('The self-test') : error;
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}
