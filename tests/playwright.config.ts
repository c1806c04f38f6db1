import { register } from 'node:module';
import { defineConfig } from '@playwright/test';

// What tests start says what of it ran, for `npm run coverage`.
if (process.env.STEMROOM_COVERAGE !== undefined) process.env.NODE_V8_COVERAGE = process.env.STEMROOM_COVERAGE;

// One window at a time: two would compete for the speakers that some tests listen to.
register('../build/assembly-hooks.js', import.meta.url);

export default defineConfig({
  testDir: '..',
  testMatch: ['tests/e2e/**/*.spec.ts', 'tests/engine/**/*.spec.ts'],
  outputDir: 'results/playwright',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // Long enough for a machine that is busy with something else; a pass never comes near it.
  timeout: 240_000,
  expect: { timeout: 40_000 },
});
