/**
 * The best order of a cloth: what hangs side by side is like, and the whole goes from sorrow to healing. Exact for up to eight threads (every subset
 * once, after Held and Karp 1962), greedy with exchanges and 2-opt (Croes 1958) for more. What somebody hung by hand keeps its place.
 */
import { min } from '../../kernel/math.ts';
import { healingArc } from './arcs.ts';

export interface Strand {
  /** -1 sorrow .. 1 gladness */
  readonly valence: number;
  /** its place among all, when it was hung there by hand; -1 = it may hang anywhere */
  readonly fixed: number;
}

/** What the fit to the arc weighs beside the likeness of neighbours. */
export const LAMBDA = 0.6;
/** Up to so many threads every order is looked at. */
const EXACT = 8;
/** Greedy begins with each of the best so many. */
const STARTS = 6;
/** Orders looked at while improving, at most: a cloth of 60 takes about half of it. */
const BUDGET = 60_000;

/** Fit of a thread of this valence at place `at` of `n`, 0..1. */
export function fit(valence: number, at: number, n: number): number {
  const wish = healingArc(n > 1 ? at / (n - 1) : 1);
  const off = valence - wish;
  return 1 - min(1, (off < 0 ? -off : off) / 2);
}

/** Likeness of neighbours plus lambda times the fit to the arc; what the best order has most of. */
export function worth(order: readonly number[], like: readonly (readonly number[])[], strands: readonly Strand[], lambda = LAMBDA): number {
  let sum = 0;
  for (let i = 0; i < order.length; i++) {
    const here = order[i] as number;
    sum += lambda * fit((strands[here] as Strand).valence, i, order.length);
    if (i > 0) sum += like[order[i - 1] as number]?.[here] ?? 0;
  }
  return sum;
}

/** The best order found: `order[place]` is the number of the strand there; each once. */
export function bestOrder(like: readonly (readonly number[])[], strands: readonly Strand[], lambda = LAMBDA): number[] {
  const n = strands.length;
  if (n === 0) return [];
  const pinned: number[] = new Array(n).fill(-1);
  const free: number[] = [];
  strands.forEach((s, i) => {
    if (s.fixed >= 0 && s.fixed < n && pinned[s.fixed] === -1) pinned[s.fixed] = i;
    else free.push(i);
  });
  const problem: Problem = { like, strands, lambda, pinned, n };
  if (n <= EXACT) return exact(problem);
  let best: number[] = [];
  let most = -Infinity;
  for (const first of beginnings(problem, free)) {
    const order = improve(problem, greedy(problem, free, first));
    const value = worth(order, like, strands, lambda);
    if (value > most) [best, most] = [order, value];
  }
  return best;
}

interface Problem {
  readonly like: readonly (readonly number[])[];
  readonly strands: readonly Strand[];
  readonly lambda: number;
  /** strand that must hang at each place, -1 = any */
  readonly pinned: readonly number[];
  readonly n: number;
}

function gain({ like, strands, lambda, n }: Problem, before: number, here: number, at: number): number {
  return lambda * fit((strands[here] as Strand).valence, at, n) + (before < 0 ? 0 : (like[before]?.[here] ?? 0));
}

/** Best value of every set of strands by its last one; the set's size is the place. */
function exact(problem: Problem): number[] {
  const { n, pinned } = problem;
  const best: number[] = new Array((1 << n) * n).fill(-Infinity);
  const from: number[] = new Array((1 << n) * n).fill(-1);
  const isPinned = new Set(pinned.filter((p) => p >= 0));
  const may = (i: number, at: number): boolean => (pinned[at] === -1 ? !isPinned.has(i) : pinned[at] === i);
  for (let i = 0; i < n; i++) if (may(i, 0)) best[(1 << i) * n + i] = gain(problem, -1, i, 0);
  const size = (set: number): number => {
    let k = 0;
    for (let s = set; s > 0; s >>= 1) k += s & 1;
    return k;
  };
  for (let set = 1; set < 1 << n; set++) {
    const at = size(set);
    if (at >= n) break;
    for (let last = 0; last < n; last++) {
      const value = best[set * n + last] as number;
      if (value === -Infinity) continue;
      for (let next = 0; next < n; next++) {
        if ((set & (1 << next)) !== 0 || !may(next, at)) continue;
        const to = (set | (1 << next)) * n + next;
        const sum = value + gain(problem, last, next, at);
        if (sum > (best[to] as number)) {
          best[to] = sum;
          from[to] = last;
        }
      }
    }
  }
  let set = (1 << n) - 1;
  let last = 0;
  for (let i = 1; i < n; i++) if ((best[set * n + i] as number) > (best[set * n + last] as number)) last = i;
  const order: number[] = [];
  while (set > 0) {
    order.unshift(last);
    const before = from[set * n + last] as number;
    set &= ~(1 << last);
    last = before;
  }
  return order;
}

/** The free strands that fit the first free place best. */
function beginnings(problem: Problem, free: readonly number[]): number[] {
  const at = problem.pinned.indexOf(-1);
  return [...free].sort((a, b) => gain(problem, -1, b, at) - gain(problem, -1, a, at)).slice(0, STARTS);
}

function greedy(problem: Problem, free: readonly number[], first: number): number[] {
  const left = new Set(free);
  const order: number[] = [];
  for (let at = 0; at < problem.n; at++) {
    let here = problem.pinned[at] as number;
    if (here < 0) {
      let most = -Infinity;
      for (const i of left) {
        const value = left.size === free.length ? (i === first ? 1 : 0) : gain(problem, order[at - 1] ?? -1, i, at);
        if (value > most) [here, most] = [i, value];
      }
      left.delete(here);
    }
    order.push(here);
  }
  return order;
}

/** Exchanges two free threads, or turns the free ones between two places round, as long as it helps. */
function improve(problem: Problem, start: readonly number[]): number[] {
  const { like, strands, lambda, pinned, n } = problem;
  const places = Array.from({ length: n }, (_, at) => at).filter((at) => pinned[at] === -1);
  let order = [...start];
  let value = worth(order, like, strands, lambda);
  let looked = 0;
  for (let better = true; better && looked < BUDGET; ) {
    better = false;
    for (let a = 0; a < places.length && looked < BUDGET; a++) {
      for (let b = a + 1; b < places.length; b++) {
        for (const round of [true, false]) {
          looked++;
          const other = [...order];
          if (round) for (let k = 0; k <= b - a; k++) other[places[a + k] as number] = order[places[b - k] as number] as number;
          else
            [other[places[a] as number], other[places[b] as number]] = [
              order[places[b] as number] as number,
              order[places[a] as number] as number,
            ];
          const sum = worth(other, like, strands, lambda);
          if (sum <= value + 1e-12) continue;
          order = other;
          value = sum;
          better = true;
        }
      }
    }
  }
  return order;
}
