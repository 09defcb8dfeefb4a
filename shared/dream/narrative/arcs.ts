/**
 * The six arcs of stories (Reagan et al. 2016, EPJ Data Science 5:31): valence along a text, in a sliding window, against the first three cosine
 * modes with either sign. And the arc that a night goes for: from sorrow to healing.
 */
import { cos, floor, max, PI, sin, sqrt } from '../../kernel/math.ts';

export const ARCS = ['rise', 'fall', 'man-in-a-hole', 'icarus', 'cinderella', 'oedipus'] as const;
export type Arc = (typeof ARCS)[number];

/** Points along a text that are compared. */
const POINTS = 200;
/** The window is this part of the whole, one in. */
const WINDOW = 20;

/** Template of an arc at x in 0..1: rise and fall -+cos(pi x), man in a hole and Icarus +-cos(2 pi x), Cinderella and Oedipus -+cos(3 pi x). */
export function template(arc: Arc, x: number): number {
  switch (arc) {
    case 'rise':
      return -cos(PI * x);
    case 'fall':
      return cos(PI * x);
    case 'man-in-a-hole':
      return cos(2 * PI * x);
    case 'icarus':
      return -cos(2 * PI * x);
    case 'cinderella':
      return -cos(3 * PI * x);
    case 'oedipus':
      return cos(3 * PI * x);
  }
}

/** Where the cloth should be at x in 0..1: sorrow, a little deeper, then up to healing. */
export function healingArc(x: number): number {
  return -0.8 * cos(PI * x) - 0.25 * sin(PI * x);
}

/** 200 points of the mean valence in a window of a twentieth of the text (at least one value). */
export function smoothed(values: readonly number[]): number[] {
  const n = values.length;
  const half = max(0.5, n / WINDOW / 2);
  const out: number[] = [];
  for (let i = 0; i < POINTS; i++) {
    const centre = (i / (POINTS - 1)) * (n - 1);
    let sum = 0;
    let count = 0;
    for (let j = max(0, floor(centre - half)); j <= centre + half && j < n; j++) {
      if (j < centre - half) continue;
      sum += values[j] as number;
      count++;
    }
    out.push(count > 0 ? sum / count : (values[floor(centre + 0.5)] ?? 0));
  }
  return out;
}

/** Pearson's correlation; 0 where one of the two does not move. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  const mean = (v: readonly number[]): number => v.reduce((sum, x) => sum + x, 0) / n;
  const [ma, mb] = [mean(a), mean(b)];
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < n; i++) {
    const x = (a[i] as number) - ma;
    const y = (b[i] as number) - mb;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0;
}

/** The arc that valences along a text (two or more) are most like, and how much (correlation, -1..1). */
export function classify(values: readonly number[]): { arc: Arc; likeness: number } {
  const line = smoothed(values);
  let best: { arc: Arc; likeness: number } = { arc: 'rise', likeness: -2 };
  for (const arc of ARCS) {
    const likeness = correlation(
      line,
      line.map((_, i) => template(arc, i / (POINTS - 1))),
    );
    if (likeness > best.likeness) best = { arc, likeness };
  }
  return best;
}
