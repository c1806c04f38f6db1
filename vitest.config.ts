import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { assembly } from './build/assembly.js';
import { namedWasm } from './build/named-wasm/named-wasm.js';
import { chosenElectron } from './build/setup/electron.js';

/** Where `npm run coverage` gathers what processes of the built app run, those that tests start. */
const coverage = process.env.STEMROOM_COVERAGE;
/** Outside Electron its package gives the path of its program, and throws when that is the fallback's and not its own. */
const electron = chosenElectron();

/**
 * The rooms whose unit tests share a process and what it has loaded, which saves a start and an import for each file. They leave nothing
 * behind: fake timers and spies end with their test, servers and folders too.
 */
const sharing = [
  ...[
    'app',
    'components',
    'contract',
    'diagnostics',
    'disk',
    'export-files',
    'handoff',
    'headless',
    'ipc',
    'keychain',
    'library',
  ],
  ...[
    'log',
    'mix',
    'net',
    'preload',
    'protocol',
    'purchases',
    'service',
    'settings',
    'song',
    'state',
    'window',
    'work',
  ],
].map((room) => `tests/unit/${room}/**/*.test.ts`);

// Set by `npm test` when nothing of the packaging has changed.
const leftOut = process.env.STEMROOM_WITHOUT_PACKAGING === undefined ? [] : ['tests/integration/packaging/**'];

export default defineConfig({
  plugins: [svelte(), assembly(), namedWasm()],
  test: {
    env: {
      ...(coverage !== undefined && { NODE_V8_COVERAGE: coverage }),
      ...(electron !== undefined && { ELECTRON_OVERRIDE_DIST_PATH: dirname(electron) }),
    },
    projects: [
      { extends: true, test: { name: 'sharing', include: sharing, isolate: false } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['tests/unit/**/*.test.ts', 'tests/faults/**/*.test.ts', 'tests/integration/**/*.test.ts'],
          exclude: [...sharing, ...leftOut],
        },
      },
    ],
    // Vitest would leave a core idle.
    maxWorkers: availableParallelism(),
    environment: 'node',
    // Long enough for a machine that is busy with something else; a pass never comes near it.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
