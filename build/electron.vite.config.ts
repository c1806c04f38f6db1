import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const fromRoot = (...parts: string[]): string => resolve(root, ...parts);

// What a page may not reach by path arithmetic: everything is emitted as a file, nothing is inlined (the CSP forbids data: scripts).
export default defineConfig({
  main: {
    build: {
      outDir: fromRoot('out/main'),
      externalizeDeps: { exclude: [], include: ['keytar'] },
      rollupOptions: { input: fromRoot('electron/main/index.ts'), external: ['electron', 'keytar', /^node:/] },
    },
  },
  preload: {
    build: {
      outDir: fromRoot('out/preload'),
      externalizeDeps: false,
      rollupOptions: {
        input: fromRoot('electron/preload/index.ts'),
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: fromRoot('renderer'),
    base: '/',
    plugins: [svelte()],
    worker: { format: 'es' },
    build: {
      outDir: fromRoot('out/renderer'),
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: fromRoot('renderer/index.html') },
    },
  },
});
