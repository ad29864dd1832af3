// Takes the place of the real module when the page is served for its own tests.

import { EngineDouble } from './engine-double';

export async function createStudioEngine(): Promise<EngineDouble> {
  const engine = new EngineDouble();
  Object.assign(globalThis, { engineDouble: engine });
  return engine;
}
