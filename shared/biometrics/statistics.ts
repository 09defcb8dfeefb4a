/** Descriptive statistics of lists of numbers. Each wants at least one value (or as many as it says) and gives NaN below that. */
import { abs, floor, sqrt } from '../kernel/math.ts';

/** Arithmetic mean. */
export function mean(x: readonly number[]): number {
  let sum = 0;
  for (const v of x) sum += v;
  return sum / x.length;
}

/** Variance about the mean; `ddof` is taken from the count: 0 for the population, 1 for a sample. Wants more than `ddof` values. */
export function variance(x: readonly number[], ddof: 0 | 1): number {
  if (x.length <= ddof) return NaN;
  const m = mean(x);
  let sum = 0;
  for (const v of x) sum += (v - m) * (v - m);
  return sum / (x.length - ddof);
}

/** Standard deviation; see `variance`. */
export function deviation(x: readonly number[], ddof: 0 | 1): number {
  return sqrt(variance(x, ddof));
}

/** A sorted copy, smallest first; typed, as that sorts several times faster. */
export function ascending(x: readonly number[]): Float64Array {
  return Float64Array.from(x).sort();
}

/** The q-quantile (q in [0, 1]) of a list sorted ascending, by linear interpolation (Hyndman & Fan 1996, type 7, numpy's default). */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return NaN;
  const at = q * (sorted.length - 1);
  const low = floor(at);
  const a = sorted[low] as number;
  const b = sorted[low + 1] ?? a;
  return a + (b - a) * (at - low);
}

/** The middle value. */
export function median(x: readonly number[]): number {
  return quantileOfSorted(ascending(x), 0.5);
}

/** Median absolute deviation from the median, unscaled; 1.4826 times it estimates a normal standard deviation. */
export function medianDeviation(x: readonly number[]): number {
  const m = median(x);
  return median(x.map((v) => abs(v - m)));
}

/** Successive differences x[i+1] - x[i]; one fewer than x. */
export function differences(x: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 1; i < x.length; i++) out.push((x[i] as number) - (x[i - 1] as number));
  return out;
}
