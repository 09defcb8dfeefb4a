/**
 * Features of many captures in little room: every name once, a row of numbers for each capture. As maps 2,000 pairs take more than a gigabyte and as long to
 * hand from thread to thread as to play.
 */
import type { Features } from './learn.ts';

/** What a thread hands over. */
export interface PackedRow {
  /** places in the list of names, rising */
  readonly ids: Uint32Array;
  readonly values: Float64Array;
}

export class Names {
  readonly list: string[];
  private readonly places: Map<string, number>;

  constructor(list: readonly string[] = []) {
    this.list = [...list];
    this.places = new Map(list.map((name, i) => [name, i]));
  }

  place(name: string): number | undefined {
    return this.places.get(name);
  }

  add(name: string): number {
    const known = this.places.get(name);
    if (known !== undefined) return known;
    this.places.set(name, this.list.length);
    return this.list.push(name) - 1;
  }

  pack(features: Features): PackedRow {
    const entries = [...features].map(([name, value]) => [this.add(name), value] as const).sort(([a], [b]) => a - b);
    return { ids: Uint32Array.from(entries, ([id]) => id), values: Float64Array.from(entries, ([, value]) => value) };
  }

  /** A row whose places are those of another list. */
  adopt(row: PackedRow, theirs: readonly string[]): PackedRow {
    const placed = [...row.ids]
      .map((id, i) => [this.add(theirs[id] as string), row.values[i] as number] as const)
      .sort(([a], [b]) => a - b);
    return { ids: Uint32Array.from(placed, ([id]) => id), values: Float64Array.from(placed, ([, value]) => value) };
  }
}

/** One packed row, to be asked by name. */
export class Row implements Features {
  private readonly names: Names;
  private readonly row: PackedRow;

  constructor(names: Names, row: PackedRow) {
    this.names = names;
    this.row = row;
  }

  get(name: string): number | undefined {
    const id = this.names.place(name);
    if (id === undefined) return undefined;
    const { ids, values } = this.row;
    let [low, high] = [0, ids.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return ids[low] === id ? values[low] : undefined;
  }

  *[Symbol.iterator](): Iterator<[string, number]> {
    for (let i = 0; i < this.row.ids.length; i++)
      yield [this.names.list[this.row.ids[i] as number] as string, this.row.values[i] as number];
  }
}
