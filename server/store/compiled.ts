/**
 * Compiled scenarios, kept under `.build` by the hash of the core and of every file they were made of: a server that was killed need not compile again
 * before its people can come back. Only what compiled without an error is kept; one that cannot be read is compiled anew.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import type { ScenarioBundle } from '../../shared/scenario/compile.ts';
import { coreHash } from './core.ts';
import { put } from './data.ts';

const KEPT = join(fileURLToPath(new URL('../..', import.meta.url)), '.build', 'scenarios');

function fileOf(bundle: ScenarioBundle, folder: string): string {
  const names = Object.keys(bundle.files).sort();
  const all = JSON.stringify([coreHash(), bundle.main, names.map((name) => [name, bundle.files[name]])]);
  return join(folder, `${createHash('sha256').update(all).digest('hex')}.json`);
}

/** The scenario of these very files, compiled before by this very core; null when there is none. */
export function compiledBefore(bundle: ScenarioBundle, folder = KEPT): CompiledScenario | null {
  try {
    return JSON.parse(readFileSync(fileOf(bundle, folder), 'utf8')) as CompiledScenario;
  } catch {
    return null;
  }
}

/** A folder that cannot be written only costs time at the next start. */
export function keepCompiled(bundle: ScenarioBundle, scenario: CompiledScenario, folder = KEPT): void {
  try {
    put(fileOf(bundle, folder), JSON.stringify(scenario));
  } catch {
    // it is compiled again next time
  }
}
