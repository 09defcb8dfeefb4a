/**
 * Delta debugging (Zeller & Hildebrandt 2002, ddmin): the smallest list that still fails, in the sense that no single item can go any more.
 * `fails` must answer the same for the same list. When `over` says that the time is up, the best so far is returned.
 */
export function ddmin<T>(items: readonly T[], fails: (items: readonly T[]) => boolean, over: () => boolean = () => false): readonly T[] {
  let best = items;
  let parts = 2;
  if (best.length > 0 && !over() && fails([])) return [];
  while (best.length >= 2 && !over()) {
    const size = Math.ceil(best.length / parts);
    let smaller: readonly T[] | null = null;
    for (let from = 0; from < best.length && !over(); from += size) {
      // what is left when one part goes; with two parts that is the other part
      const rest = [...best.slice(0, from), ...best.slice(from + size)];
      if (!fails(rest)) continue;
      smaller = rest;
      break;
    }
    if (smaller) {
      best = smaller;
      parts = Math.max(2, Math.min(parts - 1, best.length));
    } else if (size > 1) parts = Math.min(best.length, parts * 2);
    else break;
  }
  return best;
}
