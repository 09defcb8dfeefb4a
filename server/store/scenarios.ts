/** Scenario files on disk: gathered into the bundle that `shared/scenario` compiles. What cannot be read is left out; compiling then says where it is missed. */
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { missingFiles, type ScenarioBundle } from '../../shared/scenario/compile.ts';
import { MAX_FILE_CHARACTERS } from '../../shared/scenario/source.ts';

/** Name of a scenario's main file. */
export const MAIN_FILE = 'dream.yaml';
/** Name of the registry of themes. */
export const THEMES_FILE = 'themes.yaml';
/** Rounds of "what is still missing": one for every step of extends, and the files those name. */
const MAX_ROUNDS = 12;
/** Enough of a file for the compiler to see that it is too large; a character takes at most 4 bytes. */
const MAX_BYTES = 4 * (MAX_FILE_CHARACTERS + 1);
/** Files in one bundle. */
const MAX_FILES = 200;

/** `root` is the absolute folder that all paths of the bundle are relative to: the one that holds the scenario folders. */
export interface LoadedBundle extends ScenarioBundle {
  readonly root: string;
}

/** Reads a scenario given by its folder or its dream.yaml, with all it names. Never throws for what is not there. */
export async function loadScenarioFiles(path: string): Promise<LoadedBundle> {
  const target = resolve(path);
  const isFolder = await stat(target).then(
    (s) => s.isDirectory(),
    () => !/\.ya?ml$/.test(target),
  );
  const file = isFolder ? join(target, MAIN_FILE) : target;
  const folder = dirname(file);
  const root = await rootOf(folder);
  const main = inBundle(root, file);
  const files: Record<string, string> = {};
  const tried = new Set<string>();
  const read = async (name: string): Promise<void> => {
    if (tried.has(name) || tried.size >= MAX_FILES) return;
    tried.add(name);
    const text = await readInside(root, name);
    if (text !== null) files[name] = text;
  };
  for (const name of [main, THEMES_FILE, inBundle(root, join(folder, THEMES_FILE))]) await read(name);
  let fresh: Record<string, string> = files;
  for (let round = 0; round < MAX_ROUNDS && files[main] !== undefined; round++) {
    const before = Object.keys(files);
    for (const name of missingFiles({ main, files }, fresh)) await read(name);
    fresh = Object.fromEntries(Object.entries(files).filter(([name]) => !before.includes(name)));
    if (Object.keys(fresh).length === 0) break;
  }
  return { main, files, root };
}

/**
 * The folder that a bundle's paths begin at: the one above the scenario's, or one further up where only that has the registry of themes, so that
 * scenario folders may be gathered in folders of their own.
 */
async function rootOf(folder: string): Promise<string> {
  const above = dirname(folder);
  const further = dirname(above);
  const has = (dir: string): Promise<boolean> =>
    stat(join(dir, THEMES_FILE)).then(
      (s) => s.isFile(),
      () => false,
    );
  return !(await has(folder)) && !(await has(above)) && (await has(further)) ? further : above;
}

const inBundle = (root: string, file: string): string => relative(root, file).split(sep).join('/');

/** Text of a file inside the root; one character more than the limit is enough for the compiler to say "too large". Null if it cannot be read. */
async function readInside(root: string, name: string): Promise<string | null> {
  try {
    const real = await realpath(join(root, name));
    if (!real.startsWith((await realpath(root)) + sep)) return null;
    const handle = await open(real, 'r');
    try {
      const about = await handle.stat();
      if (!about.isFile()) return null;
      const buffer = Buffer.alloc(Math.min(about.size, MAX_BYTES));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

export interface ScenarioEntry {
  /** name of the folder, which is the scenario's id by custom */
  readonly name: string;
  /** absolute path of the folder */
  readonly path: string;
}

/** Scenario folders in a folder, by name; empty when there is no such folder. */
export async function listScenarios(dir: string): Promise<ScenarioEntry[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  const found: ScenarioEntry[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const path = resolve(dir, entry.name);
    const main = await stat(join(path, MAIN_FILE)).catch(() => null);
    if (main?.isFile()) found.push({ name: entry.name, path });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
