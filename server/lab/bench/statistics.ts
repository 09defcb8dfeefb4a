/** Sums over samples: quantiles, the median, and the exponent of a growth. */

/** The value below which the share `q` (0..1) of the samples lies, by nearest rank; NaN of none. */
export function quantile(samples: readonly number[], q: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] as number;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

export function largest(samples: readonly number[]): number {
  return samples.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

export function mean(samples: readonly number[]): number {
  return samples.reduce((a, b) => a + b, 0) / samples.length;
}

/**
 * The exponent k of y = c * x^k, by least squares on logarithms: 1 is linear, 2 quadratic. Points must be above 0.
 * @returns the exponent, and r2, the share of the spread it explains
 */
export function growth(points: readonly { readonly x: number; readonly y: number }[]): { readonly exponent: number; readonly r2: number } {
  const xs = points.map((p) => Math.log(p.x));
  const ys = points.map((p) => Math.log(p.y));
  const mx = mean(xs);
  const my = mean(ys);
  const sxx = xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
  const sxy = xs.reduce((sum, x, i) => sum + (x - mx) * ((ys[i] as number) - my), 0);
  const syy = ys.reduce((sum, y) => sum + (y - my) ** 2, 0);
  return { exponent: sxy / sxx, r2: syy === 0 ? 1 : sxy ** 2 / (sxx * syy) };
}
