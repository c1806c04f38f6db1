import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/faults/**/*.test.ts', 'tests/integration/**/*.test.ts'],
    environment: 'node',
    // Long enough for a machine that is busy with something else; a pass never comes near it.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
