import { defineConfig } from 'vite';
import { assembly } from '../../../../build/assembly.js';
import { namedWasm } from '../../../../build/named-wasm/named-wasm.js';
import { sharedWorkers } from '../../../../build/shared-workers.js';

/** To compile is what our plugin takes its time for. */
const rolldownOptions = { checks: { pluginTimings: false } };

// Decoding and bouncing alone in a page, built as the app builds its own.
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  plugins: [sharedWorkers(), assembly(), namedWasm()],
  worker: { format: 'es', plugins: () => [assembly(), namedWasm()], rolldownOptions },
  build: {
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions,
  },
});
