import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { assembly } from './assembly.js';
import { namedWasm } from './named-wasm/named-wasm.js';
import { sharedWorkers } from './shared-workers.js';

const root = resolve(import.meta.dirname, '..');
const fromRoot = (...parts: string[]): string => resolve(root, ...parts);

/** To compile is what our plugin takes its time for. */
const checks = { pluginTimings: false };

// Everything of the page is emitted as a file and nothing is inlined: the CSP forbids data: scripts.
export default defineConfig({
  main: {
    build: {
      outDir: fromRoot('out/main'),
      externalizeDeps: { exclude: [], include: ['keytar'] },
      rolldownOptions: {
        // keytar is asked in a process of its own, which a keychain that hangs cannot hold up.
        input: {
          index: fromRoot('electron/main/index.ts'),
          'keychain-helper': fromRoot('electron/main/keychain/helper.ts'),
        },
        external: ['electron', 'keytar', /^node:/],
      },
    },
  },
  preload: {
    build: {
      outDir: fromRoot('out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: fromRoot('electron/preload/index.ts'),
          stage: fromRoot('electron/preload/stage.ts'),
        },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: fromRoot('renderer'),
    base: '/',
    plugins: [svelte(), sharedWorkers(), assembly(), namedWasm()],
    worker: { format: 'es', plugins: () => [assembly(), namedWasm()], rolldownOptions: { checks } },
    build: {
      outDir: fromRoot('out/renderer'),
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        checks,
        input: {
          index: fromRoot('renderer/index.html'),
          'command-line': fromRoot('renderer/command-line.html'),
          crashed: fromRoot('renderer/crashed.html'),
          stage: fromRoot('renderer/stage.html'),
          'self-test': fromRoot('renderer/self-test.html'),
        },
      },
    },
  },
});
