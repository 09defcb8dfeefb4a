import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const phaserSource = join(dirname(createRequire(import.meta.url).resolve('phaser/package.json')), 'src');

/**
 * Phaser's own smallest entry, from its source, and the shader: what the stage uses, and nothing of sound, physics and painting without WebGL, which would be a
 * quarter of all bytes to the first frame. What is used of it besides is named here, or the build says so.
 */
const leanPhaser: Plugin = {
  name: 'lean-phaser',
  enforce: 'pre',
  config: () => ({
    // the switches of Phaser's own build
    define: {
      'typeof WEBGL_RENDERER': 'true',
      'typeof CANVAS_RENDERER': 'false',
      'typeof WEBGL_DEBUG': 'false',
      'typeof EXPERIMENTAL': 'false',
      'typeof FEATURE_SOUND': 'false',
      global: 'globalThis',
    },
  }),
  resolveId: (id) => (id === 'phaser' ? '\0phaser' : null),
  load: (id) =>
    id === '\0phaser'
      ? `import phaser from ${JSON.stringify(join(phaserSource, 'phaser-core.js'))};
import ${JSON.stringify(join(phaserSource, 'gameobjects/shader/ShaderCreator.js'))};
export const { BlendModes, Game, Scale, TintModes, WEBGL } = phaser;`
      : null,
};

/** Rooms of test/ that hold no server, no browser and no command line. */
const CORE = ['biometrics', 'citizens', 'core', 'dream', 'expectations', 'i18n', 'journal', 'kernel', 'protocol', 'publish', 'scenario'];

/** Single files of other rooms that hold none either and leave no trace: a process of its own costs each more than all its tests. */
const LONE = [
  'architecture/{assets,imports,purity}',
  'audio/{score,theory}',
  'lab/learned',
  'ledger/vault',
  'loom/keeper',
  'net/controls',
  'server/lane',
  'stage/{camera,cloth,gaze,pace,palette,spans}',
  'theatre/page',
  'ui/{believed,eyes,frame,input,named,roles,square}',
].map((file) => `test/${file}.test.ts`);

const CORE_TESTS = [...CORE.map((room) => `test/${room}/**/*.test.ts`), ...LONE];

/** Tests that import the page's own components: node reads no JSX, so the bundler has to. */
const JSX = ['test/ui/settings.test.ts', 'test/ui/words.test.ts'];

/** Everything else is read by node itself, as the product is: what the bundler makes of a module is compiled anew in every file, and runs slower. */
const NATIVE = { viteModuleRunner: false, nodeLoader: false };

/**
 * The citizen's page: `client/citizen/index.html` is the entry, `.build/client` the output that the server serves.
 * Vitest reads the same file: its tests mirror the source under `test/`.
 */
export default defineConfig({
  root: process.env.VITEST ? '.' : 'client/citizen',
  base: './',
  publicDir: process.env.VITEST ? false : '../../assets',
  plugins: [leanPhaser],
  build: {
    outDir: '../../.build/client',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
  test: {
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // one more than the two cores this is run on: pages and servers wait much of their time; with four, browsers are too slow for their own tests
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        // the core alone: its code is loaded and compiled once in each worker, not once a file
        test: { name: 'core', include: CORE_TESTS, isolate: false, experimental: NATIVE },
      },
      {
        extends: true,
        // servers, pages and commands leave their traces in a process: each file has its own
        test: {
          name: 'house',
          include: ['test/**/*.test.ts'],
          exclude: [...CORE_TESTS, ...JSX],
          experimental: NATIVE,
        },
      },
      {
        extends: true,
        test: { name: 'page', include: JSX },
      },
    ],
  },
});
