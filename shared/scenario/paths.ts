/** Paths inside a scenario's root folder, with forward slashes and never out of it; and the names most like a wrong one. */
import { abs, min } from '../kernel/math.ts';

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

/** Edit distance (Levenshtein 1966): insertions, deletions and replacements, cost 1 each; `most` where it would be that or more. */
export function editDistance(left: string, right: string, most: number = Number.POSITIVE_INFINITY): number {
  if (abs(left.length - right.length) >= most) return most;
  // what both begin and end with costs nothing
  let from = 0;
  while (from < left.length && left.charCodeAt(from) === right.charCodeAt(from)) from++;
  let tail = 0;
  const shorter = min(left.length, right.length) - from;
  while (tail < shorter && left.charCodeAt(left.length - 1 - tail) === right.charCodeAt(right.length - 1 - tail)) tail++;
  const a = left.slice(from, left.length - tail);
  const b = right.slice(from, right.length - tail);
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      const cut = (row[j] as number) + 1;
      const add = (next[j - 1] as number) + 1;
      const cost = min(swap, min(cut, add));
      next.push(cost);
      if (cost < least) least = cost;
    }
    // no later row is less than the least of this one
    if (least >= most) return most;
    row = next;
  }
  return row[b.length] as number;
}

/** The name most like `wrong`, if it is like enough: at most a third of its letters differ, at least two may. */
export function nearestName(wrong: string, names: readonly string[]): string | null {
  const short = wrong.slice(0, 60);
  let best: string | null = null;
  let least = short.length / 3 < 2 ? 3 : short.length / 3 + 1;
  const low = short.toLowerCase();
  for (const name of names) {
    const d = editDistance(low, name.toLowerCase(), least);
    if (d >= least) continue;
    best = name;
    least = d;
    if (d === 0) break;
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
