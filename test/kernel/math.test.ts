import { describe, expect, it } from 'vitest';
import * as m from '../../shared/kernel/math.ts';
import { streamOf, uniform } from '../../shared/kernel/random.ts';

const draw = streamOf('math', 'points');
const points = (low: number, high: number): number[] => Array.from({ length: 4000 }, () => low + (high - low) * uniform(draw));
const worst = (f: (x: number) => number, g: (x: number) => number, xs: number[]): number =>
  xs.reduce((w, x) => Math.max(w, Math.abs(f(x) - g(x)) / Math.max(1e-12, Math.abs(g(x)))), 0);

describe('exact maths against this engine', () => {
  it.each([
    ['sin', m.sin, Math.sin, -50, 50],
    ['cos', m.cos, Math.cos, -50, 50],
    ['exp', m.exp, Math.exp, -300, 300],
    ['ln', m.ln, Math.log, 1e-6, 1e6],
    ['atan', m.atan, Math.atan, -40, 40],
    ['tanh', m.tanh, Math.tanh, 0.01, 5],
  ] as const)('%s agrees to 1e-14 relative', (_, f, g, low, high) => {
    const xs = points(low, high).filter((x) => Math.abs(g(x)) > 1e-3);
    expect(worst(f, g, xs)).toBeLessThan(1e-14);
  });

  it('has the exact values', () => {
    expect([m.exp(0), m.ln(1), m.sin(0), m.cos(0), m.atan2(0, 0), m.power(2, 10)]).toEqual([1, 0, 0, 1, 0, expect.closeTo(1024, 9)]);
    expect(m.atan2(1, -1)).toBeCloseTo((3 * Math.PI) / 4, 15);
    expect(m.atan2(-1, -1)).toBeCloseTo((-3 * Math.PI) / 4, 15);
    expect(m.exp(1000)).toBe(Infinity);
    expect(m.exp(-1000)).toBe(0);
    expect(m.ln(0)).toBe(-Infinity);
    expect(m.ln(-1)).toBeNaN();
  });

  it('clamps NaN to the low end', () => {
    expect(m.clamp(Number.NaN, -1, 1)).toBe(-1);
    expect(m.clamp(Infinity, -1, 1)).toBe(1);
  });

  it('mod stays in range', () => {
    for (const x of points(-100, 100)) {
      const r = m.mod(x, 7);
      expect(r).toBeGreaterThanOrEqual(0);
      expect(r).toBeLessThan(7);
    }
    expect(m.mod(-1e-20, 7)).toBe(0);
  });
});
