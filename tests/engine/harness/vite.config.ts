import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// The engine alone in a page, built as the app builds its own.
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  worker: { format: 'es' },
  build: {
    outDir: resolve(import.meta.dirname, '../../../out/engine-harness'),
    emptyOutDir: true,
    target: 'chrome130',
    minify: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
