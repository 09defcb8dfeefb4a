import { defineConfig } from 'vite';

/** The citizen's page: `client/citizen/index.html` is the entry, `.build/client` the output that the server serves. */
export default defineConfig({
  root: 'client/citizen',
  base: './',
  publicDir: '../../assets',
  build: {
    outDir: '../../.build/client',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
});
