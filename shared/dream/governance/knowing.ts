/** Who knows of a breach, as a set: it is asked of everybody, every tick, and what is known only grows. */
import type { Who } from '../ids.ts';
import type { Breach } from './model.ts';

const sets = new WeakMap<readonly Who[], Set<Who>>();

/** Good until somebody learns of it. */
export function knowersOf({ known }: Breach): ReadonlySet<Who> {
  let set = sets.get(known);
  if (!set) {
    set = new Set();
    sets.set(known, set);
  }
  for (let i = set.size; i < known.length; i++) set.add(known[i] as Who);
  return set;
}
