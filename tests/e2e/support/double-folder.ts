// Where the studio with the engine's double is built: apart from what builds it, which takes a
// second to load.
import { fileURLToPath } from 'node:url';

export const kDoubleFolder = fileURLToPath(
  new URL('../../../build/studio-double', import.meta.url),
);
