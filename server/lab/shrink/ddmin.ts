import { WIDTH } from './pair.ts';

/**
 * Delta debugging (after Zeller & Hildebrandt 2002, ddmin): the smallest list that still fails, in the sense that no single item can go any more.
 * Parts are tried once at each size, the last pass of single items until nothing went: what had to stay is not tried again after each find.
 * @param firstFailing index of the first of these lists that fails, -1 when none does; must answer the same for the same lists
 * @param over true when it is enough: then the best so far is returned
 * @param sizes of the largest and the smallest parts tried; default: half of the list, and one. With more than one as the smallest, more may go.
 */
export async function ddmin<T>(
  items: readonly T[],
  firstFailing: (lists: readonly (readonly T[])[]) => Promise<number>,
  over: () => boolean = () => false,
  { most = Math.ceil(items.length / 2), least = 1 }: { readonly most?: number; readonly least?: number } = {},
): Promise<readonly T[]> {
  let best = items;
  if (best.length > 0 && most * 2 >= best.length && !over() && (await firstFailing([[]])) === 0) return [];
  let size = most;
  while ((best.length >= 2 || most < 2) && best.length > 0 && !over()) {
    let went = false;
    for (let from = 0; from < best.length && !over(); ) {
      const starts = Array.from({ length: WIDTH }, (_, i) => from + i * size).filter((start) => start < best.length);
      const rests = starts.map((start) => [...best.slice(0, start), ...best.slice(start + size)]);
      const found = await firstFailing(rests);
      if (found >= 0) {
        best = rests[found] as T[];
        went = true;
        from += found * size;
      } else from += starts.length * size;
    }
    if (size > 1 && Math.ceil(size / 2) >= least) size = Math.ceil(size / 2);
    else if (size > 1 || !went) break;
  }
  return best;
}
