/** Cores kept by their hash beside the journals they dreamt: one bundled file each, `cores/<hash>.mjs`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { coreHash } from './core.ts';
import * as current from './coreEntry.ts';
import { put } from './data.ts';
import { codeOf } from './journals.ts';

export type Core = Pick<
  typeof current,
  'createCast' | 'digestOf' | 'stepDream' | 'createDream' | 'WORLD_FORMAT' | 'readJournal' | 'replay' | 'resume' | 'compileScenario'
>;

/** The core of these sources. */
export const currentCore: Core = current;

const ENTRY = fileURLToPath(new URL('./coreEntry.ts', import.meta.url));
/** Bundles made on this machine, for all data folders. */
const BUILT = join(fileURLToPath(new URL('../..', import.meta.url)), '.build', 'cores');

function coreFile(dataDir: string, hash: string): string {
  return join(dataDir, 'cores', `${hash}.mjs`);
}

/**
 * Keeps this core beside the journals, if it is not there yet.
 * @returns '' or one sentence that says what can no longer be promised
 */
export async function keepCore(dataDir: string): Promise<string> {
  const hash = coreHash();
  const file = coreFile(dataDir, hash);
  if (existsSync(file)) return '';
  try {
    const built = join(BUILT, `${hash}.mjs`);
    const code = existsSync(built) ? readFileSync(built) : Buffer.from(await bundleCore());
    if (!existsSync(built)) put(built, code);
    put(file, code);
    return '';
  } catch (error) {
    return `the core ${hash} cannot be kept beside the journals (${codeOf(error)}); with a later version tonight's nights can be watched, but not re-run`;
  }
}

/** A core as one script of modules, without any import of ours. */
export async function bundleCore(entry = ENTRY): Promise<string> {
  const { build } = await import('vite');
  const out = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: true, target: 'es2023', lib: { entry, formats: ['es'], fileName: 'core' } },
  });
  const [first] = Array.isArray(out) ? out : [out];
  if (!first || !('output' in first)) throw new Error('the core was bundled into nothing');
  return first.output[0].code;
}

/** A kept core, or null when it is not there or does not load. The current one needs no bundle. */
export async function loadCore(dataDir: string, hash: string): Promise<Core | null> {
  if (hash === coreHash()) return currentCore;
  const file = coreFile(dataDir, hash);
  if (!/^[0-9a-f]{16}$/.test(hash) || !existsSync(file)) return null;
  try {
    return (await import(pathToFileURL(file).href)) as Core;
  } catch {
    return null;
  }
}
