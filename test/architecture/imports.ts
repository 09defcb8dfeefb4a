/** Reads the imports of the sources, type imports included, for the tests of the house's directions. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export interface Import {
  readonly file: string;
  /** path from the root for files of ours, package name otherwise */
  readonly target: string;
  readonly ours: boolean;
}

/** All source files under a folder, paths from the root. */
export function sourcesOf(folder: string): string[] {
  const walk = (dir: string): string[] =>
    readdirSync(join(ROOT, dir), { withFileTypes: true }).flatMap((e) => {
      const path = `${dir}/${e.name}`;
      return e.isDirectory() ? walk(path) : /\.tsx?$/.test(e.name) ? [path] : [];
    });
  return walk(folder);
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g;

export function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(IMPORT)].map((m) => {
    const spec = (m[1] ?? m[2] ?? m[3] ?? m[4]) as string;
    if (spec.startsWith('.')) {
      const target = relative(ROOT, resolve(ROOT, dirname(file), spec.replace(/\?.*$/, ''))).replaceAll('\\', '/');
      return { file, target, ours: true };
    }
    const name = spec.startsWith('@')
      ? spec.split('/').slice(0, 2).join('/')
      : spec.startsWith('node:')
        ? spec
        : (spec.split('/')[0] as string);
    return { file, target: name, ours: false };
  });
}

/** Room of a file: the unit that directions are written in. */
export function roomOf(path: string): string {
  const [top, second] = path.split('/');
  return top === 'shared' ? (second ?? '') : (top ?? '');
}
