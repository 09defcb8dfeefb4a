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
const STARTS = 2;
/** Stretches up to this long are turned round: in a longer one the fit to the arc would suffer anyway. */
const NEAR = 10;
/** Orders looked at while improving, at most. */
const BUDGET = 20_000;

/** Fit of a thread of this valence at place `at` of `n`, 0..1. */
export function fitAt(valence: number, at: number, n: number): number {
  const wish = healingArc(n > 1 ? at / (n - 1) : 1);
  const off = valence - wish;
  return 1 - min(1, (off < 0 ? -off : off) / 2);
}

/** Likeness of neighbours plus lambda times the fit to the arc; what the best order has most of. */
export function worth(order: readonly number[], like: readonly (readonly number[])[], strands: readonly Strand[], lambda = LAMBDA): number {
  let sum = 0;
  for (let i = 0; i < order.length; i++) {
    const here = order[i] as number;
    sum += lambda * fitAt((strands[here] as Strand).valence, i, order.length);
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
  const fits = strands.map((s) => Array.from({ length: n }, (_, at) => lambda * fitAt(s.valence, at, n)));
  const problem: Problem = { like, pinned, n, fits };
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
  /** strand that must hang at each place, -1 = any */
  readonly pinned: readonly number[];
  readonly n: number;
  /** lambda times the fit of each strand at each place */
  readonly fits: readonly (readonly number[])[];
}

function gain({ like, fits }: Problem, before: number, here: number, at: number): number {
  return ((fits[here] as readonly number[])[at] as number) + (before < 0 ? 0 : (like[before]?.[here] ?? 0));
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

/** Exchanges two free threads, or turns the free ones of a short stretch round, as long as it helps. Only what changes is reckoned anew. */
function improve(problem: Problem, start: readonly number[]): number[] {
  const { pinned, n } = problem;
  const places = Array.from({ length: n }, (_, at) => at).filter((at) => pinned[at] === -1);
  const order = [...start];
  const swap = (a: number, b: number): void => {
    const [p, q] = [places[a] as number, places[b] as number];
    const kept = order[p] as number;
    order[p] = order[q] as number;
    order[q] = kept;
  };
  const turn = (a: number, b: number): void => {
    for (let [i, j] = [a, b]; i < j; i++, j--) swap(i, j);
  };
  let looked = 0;
  for (let better = true; better && looked < BUDGET; ) {
    better = false;
    for (let a = 0; a < places.length && looked < BUDGET; a++) {
      for (let b = a + 1; b < places.length; b++) {
        const [from, to] = [places[a] as number, places[b] as number];
        const near = to - from <= NEAR;
        const value = (): number =>
          near ? stretch(problem, order, from, to) : stretch(problem, order, from, from) + stretch(problem, order, to, to);
        looked++;
        let before = value();
        swap(a, b);
        if (value() > before + 1e-12) better = true;
        else swap(a, b);
        if (!near || b - a < 3) continue;
        before = value();
        turn(a, b);
        if (value() > before + 1e-12) better = true;
        else turn(a, b);
      }
    }
  }
  return order;
}

/** What the places from one to another are worth, with the neighbours at both ends. */
function stretch(problem: Problem, order: readonly number[], from: number, to: number): number {
  const { like, fits, n } = problem;
  let sum = 0;
  for (let at = from; at <= to + 1 && at < n; at++) {
    const here = order[at] as number;
    if (at <= to) sum += (fits[here] as number[])[at] as number;
    if (at > 0) sum += (like[order[at - 1] as number] as readonly number[])[here] as number;
  }
  return sum;
}
