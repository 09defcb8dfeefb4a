/** The patterns that a new dream begins from: whole small dreams in `scenarios/patterns/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCENARIOS = fileURLToPath(new URL('../../scenarios', import.meta.url));
const PATTERNS = join(SCENARIOS, 'patterns');

/** What a new dream is without `--from`. */
export const USUAL_PATTERN = 'plaza';

export interface Pattern {
  readonly name: string;
  /** what it is, from the comment at its top */
  readonly about: string;
  /** path within its folder -> text */
  readonly files: Readonly<Record<string, string>>;
}

/** Names of all patterns, the usual one first. */
export function patternNames(): string[] {
  const names = readdirSync(PATTERNS, { withFileTypes: true }).filter(
    (e) => e.isDirectory() && existsSync(join(PATTERNS, e.name, 'dream.yaml')),
  );
  return names.map((e) => e.name).sort((a, b) => Number(b === USUAL_PATTERN) - Number(a === USUAL_PATTERN) || (a < b ? -1 : 1));
}

/** One pattern with the registry of themes that it names. `name` is one of `patternNames`. */
export function readPattern(name: string): Pattern {
  const files: Record<string, string> = { 'themes.yaml': readFileSync(join(SCENARIOS, 'themes.yaml'), 'utf8') };
  const read = (folder: string): void => {
    for (const entry of readdirSync(join(PATTERNS, name, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) read(path);
      else files[path] = readFileSync(join(PATTERNS, name, path), 'utf8');
    }
  };
  read('');
  const about = /^# (?!yaml-)(.*)$/m.exec(files['dream.yaml'] ?? '')?.[1] ?? '';
  return { name, about, files };
}
