import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { latheProcessor } from '../../worklet/vite/processor-plugin.ts';

const workletSource = fileURLToPath(new URL('../../worklet/src', import.meta.url));

/** Isolation gives the rings a SharedArrayBuffer; everything works without it too. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative, so that the built site can stand in any folder of any host.
  base: './',
  plugins: [latheProcessor(), solid()],
  resolve: { alias: { '@lathe/worklet': workletSource } },
  worker: { format: 'es' },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  server: { headers: isolationHeaders },
  preview: { port: 4173, headers: isolationHeaders },
});
