import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/faults/**/*.test.ts', 'tests/integration/**/*.test.ts'],
    environment: 'node',
    // On a busy machine everything takes longer; no test that passes comes near these.
    testTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
