import { register } from 'node:module';
import { defineConfig } from '@playwright/test';

// What tests start says what of it ran, for `npm run coverage`.
if (process.env.STEMROOM_COVERAGE !== undefined) process.env.NODE_V8_COVERAGE = process.env.STEMROOM_COVERAGE;

register('../build/assembly-hooks.js', import.meta.url);

const listens = /@listens/;

/** What needs no main process runs in Debian's Chromium as well, which is newer: some of each kind, or all with `CI_ALL=1`. */
const isAll = process.env.CI_ALL === '1';
const inChromium = isAll
  ? 'tests/engine/**/*.spec.ts'
  : ['encoding', 'containers', 'render', 'live-player', 'heard'].map((name) => `tests/engine/**/${name}.spec.ts`);
const inChromiumAlways =
  /to Chromium and to us|Opus in WebM|an export is the sum|many files come from one export|opens a song of twelve|the playhead is where|nothing in the page complained/;

export default defineConfig({
  testDir: '..',
  testMatch: ['tests/e2e/**/*.spec.ts', 'tests/engine/**/*.spec.ts'],
  // Set by `npm test` when nothing of the packaging has changed.
  testIgnore: process.env.STEMROOM_WITHOUT_PACKAGING === undefined ? [] : ['**/packaged.spec.ts'],
  outputDir: 'results/playwright',
  // Approved by `npm run pictures`; one that is missing is a failure.
  snapshotPathTemplate: 'pictures/{arg}{ext}',
  updateSnapshots: 'none',
  // Each worker has a desktop of its own. Tests that listen to the speakers run one at a time; `npm test` runs them alone.
  projects: [
    { name: 'silent', grepInvert: listens },
    { name: 'listening', grep: listens, workers: 1 },
    { name: 'chromium', testMatch: inChromium, workers: 1, ...(isAll ? {} : { grep: inChromiumAlways }) },
  ],
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // Long enough for a machine that is busy with something else; a pass never comes near it.
  timeout: 480_000,
  expect: { timeout: 40_000 },
});
