import { WIDTH } from './pair.ts';

interface Item<T> {
  readonly thing: T;
  /** how likely it has to stay, 0..1 */
  readonly stays: number;
}

/**
 * Probabilistic delta debugging (after Wang et al. 2021, ProbDD): of each thing it is known how likely it has to stay. Those are dropped together that
 * promise most to go; where that does not fail any more, each of them is likelier to have to stay. It ends when each single one has been tried.
 * @param stays how likely each has to stay at first, above 0 and below 1
 * @param firstFailing index of the first of these lists that fails, -1 when none does
 * @param over true when it is enough: then the best so far is returned
 */
export async function dropLikely<T>(
  things: readonly T[],
  stays: (thing: T) => number,
  firstFailing: (lists: readonly (readonly T[])[]) => Promise<number>,
  over: () => boolean = () => false,
): Promise<readonly T[]> {
  let items = things.map((thing): Item<T> => ({ thing, stays: stays(thing) }));
  while (!over()) {
    const tries: { readonly before: Item<T>[]; readonly gone: ReadonlySet<T> }[] = [];
    for (let before = items; tries.length < WIDTH; before = held(before, (tries.at(-1) as (typeof tries)[0]).gone)) {
      const gone = promising(before);
      if (gone.size === 0) break;
      tries.push({ before, gone });
    }
    if (tries.length === 0) break;
    const rest = ({ before, gone }: (typeof tries)[0]): Item<T>[] => before.filter((i) => !gone.has(i.thing));
    const found = await firstFailing(tries.map((one) => rest(one).map((i) => i.thing)));
    const { before, gone } = tries[found] ?? (tries.at(-1) as (typeof tries)[0]);
    items = found < 0 ? held(before, gone) : rest({ before, gone });
  }
  return items.map((i) => i.thing);
}

/** Likelier than this it has to stay. */
const SURE = 0.999;

/** The things of which most are to be expected to go when all of them are dropped. */
function promising<T>(items: readonly Item<T>[]): ReadonlySet<T> {
  const open = items.filter((i) => i.stays < SURE).sort((a, b) => a.stays - b.stays);
  let [goes, most, size] = [1, 0, 0];
  open.forEach(({ stays }, i) => {
    goes *= 1 - stays;
    if ((i + 1) * goes > most) [most, size] = [(i + 1) * goes, i + 1];
  });
  return new Set(open.slice(0, size).map((i) => i.thing));
}

/** Without all of these it did not fail: one of them at least has to stay. */
function held<T>(items: readonly Item<T>[], gone: ReadonlySet<T>): Item<T>[] {
  let goes = 1;
  for (const { thing, stays } of items) if (gone.has(thing)) goes *= 1 - stays;
  return items.map((i) => (gone.has(i.thing) ? { ...i, stays: Math.min(1, i.stays / (1 - goes)) } : i));
}
