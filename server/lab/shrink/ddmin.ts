/**
 * Delta debugging (after Zeller & Hildebrandt 2002, ddmin): the smallest list that still fails, in the sense that no single item can go any more.
 * Parts are tried once at each size, the last pass of single items until nothing went: what had to stay is not tried again after each find.
 * `fails` must answer the same for the same list. When `over` says that it is enough, the best so far is returned.
 */
export function ddmin<T>(items: readonly T[], fails: (items: readonly T[]) => boolean, over: () => boolean = () => false): readonly T[] {
  let best = items;
  if (best.length > 0 && !over() && fails([])) return [];
  let size = Math.ceil(best.length / 2);
  while (best.length >= 2 && !over()) {
    let went = false;
    for (let from = 0; from < best.length && !over(); ) {
      const rest = [...best.slice(0, from), ...best.slice(from + size)];
      if (rest.length > 0 && fails(rest)) {
        best = rest;
        went = true;
      } else from += size;
    }
    if (size > 1) size = Math.ceil(size / 2);
    else if (!went) break;
  }
  return best;
}
