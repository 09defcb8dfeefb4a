/** Paths inside a scenario's root folder, with forward slashes and never out of it; and the names most like a wrong one. */
import { min } from '../kernel/math.ts';

/** `relative` as seen from the folder of `file`; null when it is absolute or leads out of the root. */
export function resolveFrom(file: string, relative: string): string | null {
  if (relative === '' || relative.startsWith('/') || relative.includes('\\') || relative.includes('\0') || /^[a-z]+:/i.test(relative))
    return null;
  const parts = file.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 ? null : parts.join('/');
}

/** Edit distance (Levenshtein 1966): insertions, deletions and replacements, cost 1 each. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cut = (row[j] as number) + 1;
      const add = (next[j - 1] as number) + 1;
      next.push(min(swap, min(cut, add)));
    }
    row = next;
  }
  return row[b.length] as number;
}

/** The name most like `wrong`, if it is like enough: at most a third of its letters differ, at least two may. */
export function nearestName(wrong: string, names: readonly string[]): string | null {
  const short = wrong.slice(0, 60);
  let best: string | null = null;
  let least = short.length / 3 < 2 ? 3 : short.length / 3 + 1;
  for (const name of names) {
    const d = editDistance(short.toLowerCase(), name.toLowerCase());
    if (d < least) {
      best = name;
      least = d;
    }
  }
  return best;
}

/** A fix for a wrong name: the nearest right one, or what there is. */
export function suggest(wrong: string, names: readonly string[]): string {
  const nearest = nearestName(wrong, names);
  if (nearest !== null) return `did you mean "${nearest}"?`;
  if (names.length === 0) return 'there is none to name yet';
  return `one of: ${names.slice(0, 24).join(', ')}${names.length > 24 ? ', …' : ''}`;
}
