/**
 * How far a trace is from breaking a formula: the quantitative semantics of signal temporal logic (Donze & Maler 2010), with the interval semantics
 * of unfinished traces (Deshmukh et al. 2017): `low` and `high` bound what any future can still make of it. All times are in samples.
 */
import { type Formula, NO_LIMIT } from '../dream/compiled.ts';
import { max, min } from '../kernel/math.ts';

/** One value a sample. `at` is the sample that decided it. */
export interface Robust {
  readonly value: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly at: readonly number[];
}

/** Values of one comparison over time: already how far it holds, in shares of the signal's range. */
export type Atoms = (formula: Extract<Formula, { op: 'is' }>) => readonly number[];

/** How far a value lies within [least, most], in shares of the range; negative: outside. */
export function within(value: number, least: number, most: number, range: number): number {
  return min(value - least, most - value) / range;
}

/** Robustness of a formula at each of `n` samples. `closed`: no sample will follow, so what reaches beyond the end ends there. */
export function robustness(formula: Formula, atoms: Atoms, n: number, closed: 'all' | 'unbounded' | 'no'): Robust {
  switch (formula.op) {
    case 'is': {
      const value = atoms(formula);
      return { value, low: value, high: value, at: value.map((_, i) => i) };
    }
    case 'not': {
      const of = robustness(formula.of, atoms, n, closed);
      return { value: of.value.map((v) => -v), low: of.high.map((v) => -v), high: of.low.map((v) => -v), at: of.at };
    }
    case 'all':
    case 'any': {
      const parts = formula.of.map((one) => robustness(one, atoms, n, closed));
      return parts.reduce((a, b) => pairwise(a, b, formula.op === 'all'));
    }
    case 'always':
    case 'eventually':
      return windowed(robustness(formula.of, atoms, n, closed), formula, formula.op === 'always', closed);
    case 'until':
      return until(robustness(formula.first, atoms, n, closed), robustness(formula.then, atoms, n, closed), formula, closed);
  }
}

function pairwise(a: Robust, b: Robust, least: boolean): Robust {
  const of = (x: readonly number[], y: readonly number[]): number[] =>
    x.map((v, i) => (least ? min(v, y[i] as number) : max(v, y[i] as number)));
  const first = (i: number): boolean => {
    const [v, w] = [a.value[i] as number, b.value[i] as number];
    return least ? v <= w : v >= w;
  };
  return {
    value: of(a.value, b.value),
    low: of(a.low, b.low),
    high: of(a.high, b.high),
    at: a.at.map((at, i) => (first(i) ? at : (b.at[i] as number))),
  };
}

/** True when samples beyond the end may still come into a window that reaches to `to`. */
const isOpen = (i: number, to: number, n: number, closed: 'all' | 'unbounded' | 'no'): boolean =>
  i + to >= n && closed !== 'all' && !(closed === 'unbounded' && to >= NO_LIMIT);

/** Least (always) or greatest (eventually) over [i + from, i + to], by a monotone queue from the end (Lemire 2006): linear in the trace. */
function windowed(
  of: Robust,
  range: { readonly from: number; readonly to: number },
  least: boolean,
  closed: 'all' | 'unbounded' | 'no',
): Robust {
  const n = of.value.length;
  const value = sliding(of.value, range, least);
  const low = sliding(of.low, range, least).map((k, i) => bound(of.low, k, i, -1));
  const high = sliding(of.high, range, least).map((k, i) => bound(of.high, k, i, 1));
  function bound(list: readonly number[], k: number, i: number, side: 1 | -1): number {
    const open = isOpen(i, range.to, n, closed);
    // what is not there yet may be anything; what will never be there breaks no "always" and makes no "eventually" true
    const unseen = open ? side * Infinity : least ? 1 : -1;
    if (k < 0) return unseen;
    const seen = list[k] as number;
    return open ? (least ? min(seen, unseen) : max(seen, unseen)) : seen;
  }
  return {
    value: value.map((k) => (k < 0 ? (least ? 1 : -1) : (of.value[k] as number))),
    low,
    high,
    at: value.map((k, i) => (k < 0 ? min(i, n - 1) : (of.at[k] as number))),
  };
}

/** For each sample the index of the extreme within its window; -1 where the window lies beyond the end. */
function sliding(list: readonly number[], { from, to }: { readonly from: number; readonly to: number }, least: boolean): number[] {
  const n = list.length;
  const out = new Array<number>(n).fill(-1);
  // indices with falling place and, from the front, ever better values; the earliest of equals wins
  const queue: number[] = [];
  let head = 0;
  for (let i = n - 1; i >= 0; i--) {
    const enters = i + from;
    if (enters < n) {
      const v = list[enters] as number;
      while (
        queue.length > head &&
        (least ? (list[queue[queue.length - 1] as number] as number) >= v : (list[queue[queue.length - 1] as number] as number) <= v)
      )
        queue.pop();
      queue.push(enters);
    }
    while (head < queue.length && (queue[head] as number) > i + to) head++;
    if (head < queue.length) out[i] = queue[head] as number;
  }
  return out;
}

/** `first` holds until `then` does, within the window: the best of "then at t, and first all the way to it". */
function until(
  first: Robust,
  then: Robust,
  { from, to }: { readonly from: number; readonly to: number },
  closed: 'all' | 'unbounded' | 'no',
): Robust {
  const n = first.value.length;
  const out = { value: new Array<number>(n), low: new Array<number>(n), high: new Array<number>(n), at: new Array<number>(n) };
  for (let i = 0; i < n; i++) {
    const all = { value: 1, low: 1, high: 1 };
    const best = { value: -1, low: -1, high: -1 };
    let [at, weak] = [i, i];
    for (let k = i; k < n && k - i <= to; k++) {
      if ((first.value[k] as number) < all.value) weak = first.at[k] as number;
      for (const part of ['value', 'low', 'high'] as const) all[part] = min(all[part], first[part][k] as number);
      if (k - i < from) continue;
      if (min(then.value[k] as number, all.value) > best.value) at = (then.value[k] as number) < all.value ? (then.at[k] as number) : weak;
      for (const part of ['value', 'low', 'high'] as const) best[part] = max(best[part], min(then[part][k] as number, all[part]));
    }
    if (best.value <= -1) at = weak;
    if (isOpen(i, to, n, closed)) best.high = max(best.high, all.high);
    out.value[i] = best.value;
    out.low[i] = best.low;
    out.high[i] = best.high;
    out.at[i] = at;
  }
  return out;
}
