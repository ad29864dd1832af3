// Renders the strip workload once with the shipped modules under node, after a
// warm-up, and prints {"seconds": …}.

import { nodeModules } from './node-modules.mjs';
import {
  compileSession,
  renderWithEngine,
  stemSamples,
  stripSession,
  strips,
} from './strip-workload.mjs';

const modules = await nodeModules();
const session = compileSession(modules.files, stripSession());
const stems = Array.from({ length: strips }, (_, i) => new Uint8Array(stemSamples(i).buffer));
const now = () => performance.now();
renderWithEngine(modules, session, stems, now);
process.stdout.write(
  `${JSON.stringify({ seconds: renderWithEngine(modules, session, stems, now) })}\n`,
);
