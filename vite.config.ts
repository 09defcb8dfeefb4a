import { defineConfig } from 'vitest/config';

/**
 * The citizen's page: `client/citizen/index.html` is the entry, `.build/client` the output that the server serves.
 * Vitest reads the same file: its tests mirror the source under `test/`.
 */
export default defineConfig({
  root: process.env.VITEST ? '.' : 'client/citizen',
  base: './',
  publicDir: process.env.VITEST ? false : '../../assets',
  build: {
    outDir: '../../.build/client',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    maxWorkers: 2,
    // two workers for all files: the dream's code is loaded and compiled once in each, not once a file; a test cleans up after itself
    isolate: false,
  },
});
