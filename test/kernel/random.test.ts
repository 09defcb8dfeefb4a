import { describe, expect, it } from 'vitest';
import { below, bits, normal, shuffled, streamOf, tagSeed, uniform } from '../../shared/kernel/random.ts';

describe('named random streams', () => {
  it('gives the numbers of xoshiro128** (reference: the authors’ C code, state 1,2,3,4)', () => {
    const s: [number, number, number, number] = [1, 2, 3, 4];
    expect([bits(s), bits(s), bits(s)]).toEqual([11520, 0, 5927040]);
  });

  it('is the same for the same seed and name, another for another', () => {
    const first = (seed: string, name: string) => bits(streamOf(seed, name));
    expect(first('7', 'guide')).toBe(first('dh1:7', 'guide'));
    expect(first('7', 'guide')).not.toBe(first('8', 'guide'));
    expect(first('7', 'guide')).not.toBe(first('7', 'space'));
  });

  it('refuses a seed of another algorithm', () => {
    expect(() => tagSeed('dh9:x')).toThrow(/another random algorithm/);
  });

  it('is uniform and normal enough', () => {
    const s = streamOf('1', 'test');
    const n = 20_000;
    const u = Array.from({ length: n }, () => uniform(s));
    const z = Array.from({ length: n }, () => normal(s));
    const mean = (xs: number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
    const deviation = (xs: number[]) => Math.sqrt(mean(xs.map((x) => x * x)) - mean(xs) ** 2);
    expect(Math.abs(mean(u) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(mean(z))).toBeLessThan(4 / Math.sqrt(n));
    expect(deviation(z)).toBeCloseTo(1, 1);
    expect(new Set(Array.from({ length: 400 }, () => below(s, 6)))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(shuffled(s, [1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
  });
});
