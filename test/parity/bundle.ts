/** The entry as one script for engines that know no modules. */
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';

export async function bundleParity(): Promise<string> {
  const out = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL('./entry.ts', import.meta.url)), formats: ['iife'], name: 'parityBundle' },
    },
  })) as Rollup.RollupOutput[] | Rollup.RollupOutput;
  const first = Array.isArray(out) ? out[0] : out;
  const chunk = first?.output[0];
  if (!chunk) throw new Error('the parity bundle is empty');
  return chunk.code;
}
