import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/tools/node_modules/**'],
    // Generous, because a test that waits for a server or a browser shares two cores with others that do.
    testTimeout: 60_000,
    // The default leaves one core idle, while most tests wait for a process or a server.
    maxWorkers: '100%',
    hookTimeout: 120_000,
  },
});
