/** Ranked choice by strongest paths: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and condorcet-consistent single-winner election method" (2011). Pure. */
import { max, min } from '../../kernel/math.ts';

export interface WeighedBallot {
  /** best first; who is not in it is last, equal with the others that are not */
  readonly order: readonly string[];
  /** at least 0 */
  readonly weight: number;
}

/** d[i][j]: weight of the ballots that put option i before option j. */
export function pairwise(options: readonly string[], ballots: readonly WeighedBallot[]): number[][] {
  const d = options.map(() => options.map(() => 0));
  for (const { order, weight } of ballots) {
    const rank = options.map((o) => {
      const at = order.indexOf(o);
      return at < 0 ? options.length : at;
    });
    for (let i = 0; i < options.length; i++)
      for (let j = 0; j < options.length; j++)
        if ((rank[i] as number) < (rank[j] as number)) (d[i] as number[])[j] = ((d[i] as number[])[j] as number) + weight;
  }
  return d;
}

/** p[i][j]: strength of the strongest path from i to j, by winning votes. */
export function strongestPaths(d: readonly (readonly number[])[]): number[][] {
  const n = d.length;
  const at = (m: readonly (readonly number[])[], i: number, j: number): number => m[i]?.[j] ?? 0;
  const p = d.map((row, i) => row.map((w, j) => (i !== j && w > at(d, j, i) ? w : 0)));
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        if (i !== j && i !== k && j !== k) (p[i] as number[])[j] = max(at(p, i, j), min(at(p, i, k), at(p, k, j)));
  return p;
}

/** All options, best first; equals stand in the order they were given. */
export function schulzeOrder(options: readonly string[], ballots: readonly WeighedBallot[]): string[] {
  const p = strongestPaths(pairwise(options, ballots));
  const beats = (i: number, j: number): boolean => (p[i]?.[j] ?? 0) > (p[j]?.[i] ?? 0);
  const wins = options.map((_, i) => options.filter((_o, j) => j !== i && beats(i, j)).length);
  return options
    .map((o, i) => ({ o, i }))
    .sort((a, b) => (wins[b.i] as number) - (wins[a.i] as number) || a.i - b.i)
    .map(({ o }) => o);
}
