/** Lays a pattern's file on a new dream's as text, comments and all: lists of things with an `id` grow, settings are replaced. */
import { isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';

/** Keys at the top that belong to a file, not to what it brings. */
const OF_THE_FILE = ['dreamhaven', 'extends', 'id', 'title', 'summary'];

/**
 * Adds to `base` what `over` brings, in place.
 * @returns why it cannot be laid, as a sentence's second half, or null
 */
export function lay(base: YAMLMap, over: YAMLMap, path: readonly string[] = []): string | null {
  for (const pair of over.items) {
    const key = keyOf(pair);
    if (path.length === 0 && OF_THE_FILE.includes(key)) continue;
    const here = [...path, key];
    // the new dream has a map of its own, in which the pattern's piece is drawn
    if (here.join('.') === 'space.map') continue;
    const below = base.items.find((p) => keyOf(p) === key);
    const [under, value] = [below?.value, pair.value];
    if (!below) {
      base.items.push(pair);
    } else if (isMap(under) && isMap(value)) {
      const why = lay(under, value, here);
      if (why !== null) return why;
    } else if (isSeq(under) && isSeq(value) && value.items.every((item) => idOf(item) !== null)) {
      const why = grow(under, value, here.join('.'));
      if (why !== null) return why;
    } else {
      below.value = pair.value;
    }
  }
  return null;
}

function grow(list: YAMLSeq, more: YAMLSeq, where: string): string | null {
  const taken = new Map(list.items.map((item) => [idOf(item), item]));
  // a remark above a list's first item is the list's to the parser
  const first = more.items[0];
  if (isMap(first) && more.commentBefore) first.commentBefore = more.commentBefore;
  for (const item of more.items) {
    const id = idOf(item);
    const there = taken.get(id);
    // what both have, word for word, they have in common
    if (there && isMap(there) && isMap(item) && JSON.stringify(there) === JSON.stringify(item)) continue;
    if (there) return `${where} would hold "${id}" twice; rename it in the pattern`;
    // a line's air between what was there and what comes, where the list is written in lines
    if (isMap(item) && !item.flow && list.items.length > 0 && where === 'narrative.storylets') item.spaceBefore = true;
    list.items.push(item);
  }
  return null;
}

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '');

function idOf(item: unknown): string | null {
  const id = isMap(item) ? item.get('id') : undefined;
  return typeof id === 'string' ? id : null;
}
