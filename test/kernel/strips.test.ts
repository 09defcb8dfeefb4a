import { describe, expect, test } from 'vitest';
import { between, streamOf } from '../../shared/kernel/random.ts';
import { Strips } from '../../shared/kernel/strips.ts';

/** Pairs that the strips give, and those that looking at every pair gives. */
function pairs(xs: readonly number[], ys: readonly number[], reach: number) {
  const n = xs.length;
  const strips = new Strips(reach);
  strips.fill(Float64Array.from(xs), Float64Array.from(ys), n);
  const given: string[] = [];
  const near: string[] = [];
  let ordered = true;
  for (let i = 0; i < n; i++) {
    const count = strips.after(i);
    for (let k = 0; k < count; k++) {
      const j = strips.found[k] as number;
      if (j <= (k > 0 ? (strips.found[k - 1] as number) : i)) ordered = false;
      given.push(`${i} ${j}`);
    }
    for (let j = i + 1; j < n; j++) {
      const dx = (xs[i] as number) - (xs[j] as number);
      const dy = (ys[i] as number) - (ys[j] as number);
      if (dx <= reach && dx >= -reach && dy <= reach && dy >= -reach) near.push(`${i} ${j}`);
    }
  }
  return { given, near, ordered };
}

describe('strips', () => {
  test('give every pair within reach, in order, and few others', () => {
    const random = streamOf('strips', 'places');
    for (const [n, side] of [
      [0, 1],
      [1, 1],
      [33, 20],
      [64, 300],
      [257, 120],
      [257, 5],
    ] as const) {
      const at = () => Array.from({ length: n }, () => between(random, -side / 2, side / 2));
      const { given, near, ordered } = pairs(at(), at(), 12);
      const found = new Set(given);
      expect(ordered).toBe(true);
      expect(near.filter((pair) => !found.has(pair))).toEqual([]);
      if (side > 100) expect(given.length).toBeLessThan((n * (n - 1)) / 2 / 3);
    }
  });

  test('lose nobody at an edge', () => {
    const random = streamOf('strips', 'edges');
    const xs: number[] = [];
    // at whole and nearly whole reaches from each other, where a division may round either way
    for (let k = -20; k <= 20; k++) for (const off of [0, 1e-15, -1e-15, 1e-9, -1e-9]) xs.push((k * 12) / 7 + off, k * 12 + off);
    const { given, near } = pairs(
      xs,
      xs.map(() => between(random, -1, 1)),
      12,
    );
    const found = new Set(given);
    expect(near.length).toBeGreaterThan(1000);
    expect(near.filter((pair) => !found.has(pair))).toEqual([]);
  });

  test('stay few on a map however wide', () => {
    const { given, near } = pairs([0, 5, 1e9, 1e9 + 5, -1e12], [0, 0, 0, 0, 0], 12);
    expect(near.filter((pair) => !given.includes(pair))).toEqual([]);
  });
});
