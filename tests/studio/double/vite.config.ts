// Serves the studio with the engine's double: `npx vite -c tests/studio/double/vite.config.ts`.
import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import studio from '../../../web/studio/vite.config.ts';

export default mergeConfig(
  studio,
  defineConfig({
    resolve: {
      alias: [
        {
          find: '@lathe/worklet/client/lathe-engine',
          replacement: fileURLToPath(new URL('./create-studio-engine.ts', import.meta.url)),
        },
      ],
    },
    server: {
      port: 4290,
      strictPort: true,
      fs: { allow: [fileURLToPath(new URL('../../..', import.meta.url))] },
    },
  }),
);
