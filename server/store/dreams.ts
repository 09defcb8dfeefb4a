/** New dreams on disk: the patterns they are made of, the registry and schema they will read, and the one write that makes the folder. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type LoadedBundle, listScenarios, loadScenarioFiles, MAIN_FILE, THEMES_FILE } from './scenarios.ts';

/** The folder of patterns that the package brings. */
export const PATTERNS = join(import.meta.dirname, '../../scenarios/patterns');
/** The dream that every new one begins with. */
const STARTER = 'starter';
const SCHEMA_FILE = 'schema.json';

export const loadStarter = (): Promise<LoadedBundle> => loadScenarioFiles(join(PATTERNS, STARTER));

/** Names of the patterns, sorted. */
export async function patternNames(): Promise<string[]> {
  return (await listScenarios(PATTERNS)).map((p) => p.name).filter((name) => name !== STARTER);
}

/** A pattern by its name, or a scenario folder used as one; null when there is neither. */
export async function loadPattern(name: string): Promise<LoadedBundle | null> {
  const known = (await patternNames()).includes(name);
  const bundle = await loadScenarioFiles(known ? join(PATTERNS, name) : name);
  return bundle.files[bundle.main] === undefined ? null : bundle;
}

/** What a dream in this folder will read from beside or above it, and what it must bring itself. */
export interface Surroundings {
  /** path of the schema as seen from the folder */
  readonly schema: string;
  /** names of the files that must be written into the folder */
  readonly missing: readonly string[];
}

export async function surroundingsOf(folder: string): Promise<Surroundings> {
  const at = resolve(folder);
  const find = async (name: string): Promise<string | null> => {
    for (const dir of [dirname(at), dirname(dirname(at))]) {
      if (await isFile(join(dir, name))) return relative(at, join(dir, name)).split(sep).join('/');
    }
    return null;
  };
  const [themes, schema] = [await find(THEMES_FILE), await find(SCHEMA_FILE)];
  // somebody's own schema.json without a registry beside it is not ours
  const ours = themes !== null && schema !== null && dirname(themes) === dirname(schema);
  return {
    schema: ours ? schema : `./${SCHEMA_FILE}`,
    missing: [...(themes === null ? [THEMES_FILE] : []), ...(ours ? [] : [SCHEMA_FILE])],
  };
}

/** The package's own registry of themes. */
export const themesText = (): Promise<string> => readFile(join(PATTERNS, '..', THEMES_FILE), 'utf8');

/** What is in the way of a new dream at this path, as a sentence, or null. */
export async function inTheWay(folder: string): Promise<string | null> {
  const about = await stat(folder).catch(() => null);
  if (!about) return null;
  if (!about.isDirectory()) return `${folder} is a file; name a folder that is not there yet`;
  const names = (await readdir(folder).catch(() => [])).sort();
  if (names.length === 0) return null;
  const what = names.includes(MAIN_FILE) ? 'a dream already' : 'something already';
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '');
  return `${folder} holds ${what} (${shown}); nothing was changed, so name another folder`;
}

/** Writes a folder in one step: it is there whole or not at all. Returns why not, as a sentence, or null. */
export async function writeDream(folder: string, files: Readonly<Record<string, string>>): Promise<string | null> {
  const target = resolve(folder);
  let beside = '';
  try {
    await mkdir(dirname(target), { recursive: true });
    beside = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    const whole = join(beside, 'whole');
    for (const [path, text] of Object.entries(files)) {
      const file = join(whole, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { flag: 'wx' });
    }
    await rename(whole, target);
    return null;
  } catch (error) {
    return `${folder} cannot be written: ${reasonOf(error as NodeJS.ErrnoException)}`;
  } finally {
    if (beside !== '') await rm(beside, { recursive: true, force: true });
  }
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'you may not write there';
    case 'EROFS':
      return 'that disk is read only';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file stands where a folder is needed';
    case 'ENOTEMPTY':
      return 'something was put there meanwhile';
    case 'ENOSPC':
      return 'the disk is full';
    case 'ENAMETOOLONG':
      return 'the name is too long';
    default:
      return `the system says ${code ?? 'nothing more'}`;
  }
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (s) => s.isFile(),
    () => false,
  );
