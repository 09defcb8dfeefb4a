/**
 * Epstein's model I with the product's rules on a torus, and Granovetter's thresholds. The numbers are those of a re-run of the published rules (our
 * science notes, section 8; 8 seeds of 500 ticks), not of the paper; streams differ, so contrasts are asserted, and means with room.
 */
import { describe, expect, test } from 'vitest';
import { arrestChance, grievance, joinsCrowd, wouldStand } from '../../../shared/dream/governance/protest.ts';
import { normal, streamOf } from '../../../shared/kernel/random.ts';
import { rebellion } from './torus.ts';

const floor = (x: number): number => Math.floor(x);
const exact = (x: number): number => x;

describe('Epstein, model I', () => {
  test('one cop to one active: nine tenths; fewer cops than actives: nobody is afraid', () => {
    expect(arrestChance(1, 1)).toBeCloseTo(0.9, 2);
    expect(arrestChance(4, 5)).toBe(0);
    expect(arrestChance(9, 4)).toBeCloseTo(1 - Math.exp(-4.6), 12);
    expect(wouldStand(grievance(1, 0.82), 0, 1)).toBe(true);
    expect(wouldStand(grievance(1, 0.9), 0, 0)).toBe(false);
  });

  test('rounded down there are outbursts between long calms; not rounded there are none', () => {
    const down = [1].map((seed) => rebellion(seed, 250, () => 0.82, floor));
    const none = [1].map((seed) => rebellion(seed, 150, () => 0.82, exact));
    for (const run of down) {
      expect(run.peak).toBeGreaterThan(250);
      expect(run.bursts).toBeGreaterThanOrEqual(5);
      expect(run.quiet).toBeGreaterThan(0.5);
      expect(run.mean).toBeGreaterThan(25);
      expect(run.mean).toBeLessThan(65);
    }
    for (const run of none) {
      expect(run.peak).toBeLessThan(20);
      expect(run.bursts).toBe(0);
    }
  });

  test('at L .9 nobody stands, ever', () => {
    expect(rebellion(3, 60, () => 0.9, floor).peak).toBe(0);
  });

  test('the same loss of legitimacy moves more people when it comes at once', () => {
    let [sudden, gradual] = [0, 0];
    for (const seed of [1, 2, 3]) {
      const atOnce = rebellion(seed, 25, (t) => (t < 10 ? 0.9 : 0.7), floor);
      expect(Math.max(...atOnce.active.slice(0, 10))).toBe(0);
      expect(Math.max(...atOnce.active.slice(10, 20))).toBe(atOnce.peak);
      sudden += atOnce.peak / 3;
      gradual += rebellion(seed, 110, (t) => 0.9 - 0.2 * Math.min(1, t / 80), floor).peak / 3;
    }
    expect(sudden / gradual).toBeGreaterThan(1.25);
    expect(Math.abs(sudden - 638)).toBeLessThan(45);
  });
});

/** How many stand in the end, from nobody, by thresholds. */
function equilibrium(thresholds: readonly number[]): number {
  for (let n = 0; ; ) {
    const next = thresholds.filter((t) => joinsCrowd(t, n)).length;
    if (next === n) return n;
    n = next;
  }
}

describe('Granovetter', () => {
  test('thresholds 0 to 99: all stand; one of them changed from 1 to 2: one stands', () => {
    const all = Array.from({ length: 100 }, (_, i) => i);
    expect(equilibrium(all)).toBe(100);
    expect(equilibrium(all.map((t) => (t === 1 ? 2 : t)))).toBe(1);
  });

  test('normal thresholds round 25: medians of a hundred people jump between a spread of 12 and of 14', () => {
    const median = (sigma: number): number => {
      const ends = Array.from({ length: 101 }, (_, seed) => {
        const rng = streamOf(String(seed), 'granovetter');
        return equilibrium(Array.from({ length: 100 }, () => 25 + sigma * normal(rng)));
      }).sort((a, b) => a - b);
      return ends[50] as number;
    };
    expect(median(10)).toBeLessThanOrEqual(2);
    expect(median(12.2)).toBeLessThanOrEqual(8);
    expect(median(16)).toBe(100);
    expect(Math.abs(median(35) - 98)).toBeLessThanOrEqual(1);
  });
});
