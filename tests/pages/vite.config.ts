// Builds the bare test page into build/test-page.
import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin } from 'vite';
import { latheProcessor } from '../../worklet/vite/processor-plugin.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The capture processor, bundled next to the engine's. */
function captureProcessor(): Plugin {
  return {
    name: 'capture-processor',
    async buildStart() {
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        build: {
          outDir: here('../../build/worklet'),
          emptyOutDir: false,
          target: 'es2022',
          lib: {
            entry: here('./capture-processor.ts'),
            formats: ['es'],
            fileName: () => 'capture-processor.js',
          },
        },
      });
    },
  };
}

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [latheProcessor(), captureProcessor()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: here('../../build/test-page'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
  },
});
