import { defineConfig } from '@playwright/test';

// One window at a time: two would compete for the speakers that some tests listen to.
export default defineConfig({
  testDir: '..',
  testMatch: ['tests/e2e/**/*.spec.ts', 'tests/engine/**/*.spec.ts'],
  outputDir: 'results/playwright',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
});
