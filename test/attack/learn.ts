/**
 * The attacker's head: boosted decision stumps on the logistic loss (Friedman 2001, Annals of Statistics 29:1189), learnt on one half of the pairs and
 * asked about the other. Whatever has a name and a number may be a feature; the most telling ones of the training half are kept.
 */

/** One capture as numbers with names; what is missing counts as 0. */
export interface Features extends Iterable<readonly [string, number]> {
  get(name: string): number | undefined;
}

const ROUNDS = 60;
const SHRINK = 0.3;
const BINS = 16;
const KEPT = 300;
const RARE = 200;

interface Stump {
  readonly feature: string;
  readonly cut: number;
  readonly below: number;
  readonly above: number;
}

export type Model = readonly Stump[];

export function scoreOf(model: Model, x: Features): number {
  let sum = 0;
  for (const s of model) sum += (x.get(s.feature) ?? 0) <= s.cut ? s.below : s.above;
  return sum;
}

interface Column {
  readonly name: string;
  readonly cuts: readonly number[];
  readonly bins: Uint8Array;
}

/** Values in bins by quantiles of the training half; null when all are equal. */
function columnOf(name: string, rows: readonly Features[]): Column | null {
  const values = Float64Array.from(rows, (row) => row.get(name) ?? 0);
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  if (sorted.length < 2) return null;
  const cuts: number[] = [];
  for (let b = 1; b < BINS; b++) {
    const at = Math.floor((b * sorted.length) / BINS);
    const cut = at > 0 ? ((sorted[at - 1] as number) + (sorted[at] as number)) / 2 : null;
    if (cut !== null && cut !== cuts.at(-1)) cuts.push(cut);
  }
  return { name, cuts, bins: Uint8Array.from(values, (v) => binOf(cuts, v)) };
}

function binOf(cuts: readonly number[], value: number): number {
  let b = 0;
  while (b < cuts.length && value > (cuts[b] as number)) b++;
  return b;
}

interface Split {
  readonly gain: number;
  readonly cut: number;
  readonly below: number;
  readonly above: number;
}

/** The best cut of a column for these residuals, by a Newton step on either side. */
function bestSplit(column: Column, residuals: Float64Array, weights: Float64Array): Split | null {
  const n = column.cuts.length + 1;
  const g = new Float64Array(n);
  const h = new Float64Array(n);
  column.bins.forEach((b, i) => {
    g[b] = (g[b] as number) + (residuals[i] as number);
    h[b] = (h[b] as number) + (weights[i] as number);
  });
  const [allG, allH] = [g.reduce((a, b) => a + b, 0), h.reduce((a, b) => a + b, 0)];
  let best: Split | null = null;
  let [lowG, lowH] = [0, 0];
  for (let b = 0; b + 1 < n; b++) {
    lowG += g[b] as number;
    lowH += h[b] as number;
    const [highG, highH] = [allG - lowG, allH - lowH];
    const gain = (lowG * lowG) / (lowH + 1) + (highG * highG) / (highH + 1);
    if (!best || gain > best.gain) best = { gain, cut: column.cuts[b] as number, below: lowG / (lowH + 1), above: highG / (highH + 1) };
  }
  return best;
}

/** @param labels 0 or 1, one a row */
export function learn(rows: readonly Features[], labels: readonly number[]): Model {
  // what less than one row of two hundred has moves no area
  const often = new Map<string, number>();
  for (const row of rows) for (const [name] of row) often.set(name, (often.get(name) ?? 0) + 1);
  const names = [...often].filter(([, n]) => n * RARE >= rows.length).map(([name]) => name);
  const start = Float64Array.from(labels, (y) => y - 0.5);
  const flat = new Float64Array(rows.length).fill(0.25);
  const ranked = names.sort().flatMap((name) => {
    const column = columnOf(name, rows);
    const split = column && bestSplit(column, start, flat);
    return column && split ? [{ column, gain: split.gain }] : [];
  });
  const columns = ranked
    .sort((a, b) => b.gain - a.gain)
    .slice(0, KEPT)
    .map((r) => r.column);
  const model: Stump[] = [];
  const score = new Float64Array(rows.length);
  for (let round = 0; round < ROUNDS && columns.length > 0; round++) {
    const p = score.map((s) => 1 / (1 + Math.exp(-s)));
    const residuals = p.map((q, i) => (labels[i] as number) - q);
    const weights = p.map((q) => q * (1 - q));
    let best: { column: Column; split: Split } | null = null;
    for (const column of columns) {
      const split = bestSplit(column, residuals, weights);
      if (split && (!best || split.gain > best.split.gain)) best = { column, split };
    }
    if (!best) break;
    const { column, split } = best;
    const stump = { feature: column.name, cut: split.cut, below: SHRINK * split.below, above: SHRINK * split.above };
    model.push(stump);
    const cutBin = binOf(column.cuts, split.cut);
    column.bins.forEach((b, i) => {
      score[i] = (score[i] as number) + (b <= cutBin ? stump.below : stump.above);
    });
  }
  return model;
}

/** The difference of two captures, name by name; equal ones leave nothing. */
export function difference(a: Features, b: Features): Features {
  const out = new Map<string, number>();
  for (const [name, value] of a) {
    const d = value - (b.get(name) ?? 0);
    if (d !== 0) out.set(name, d);
  }
  for (const [name, value] of b) if (a.get(name) === undefined && value !== 0) out.set(name, -value);
  return out;
}
