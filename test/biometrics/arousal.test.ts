import { describe, expect, it } from 'vitest';
import { arousalIndex, type Baseline, baselineOf, confidenceOf, zScore } from '../../shared/biometrics/arousal.ts';
import { between, normal, streamOf } from '../../shared/kernel/random.ts';

const base = (samples: number[]): Baseline => baselineOf(samples, 0) as Baseline;

describe('arousal index', () => {
  it('is 0 at the baseline', () => {
    const rates = [61, 63, 62, 65, 60, 64];
    const b = base(rates);
    expect(arousalIndex({ rate: zScore(b.middle, b), lnRmssd: 0 })).toBe(0);
  });

  it("does not change when a person's raw channel is scaled and shifted (200 random persons)", () => {
    const s = streamOf('11', 'affine');
    for (let i = 0; i < 200; i++) {
      const rest = Array.from({ length: 60 }, () => 65 + 4 * normal(s));
      const now = 65 + 8 * normal(s);
      const scale = between(s, 0.1, 9);
      const offset = between(s, -50, 50);
      const moved = (x: number): number => x * scale + offset;
      const a = arousalIndex({ rate: zScore(now, base(rest)) }) as number;
      const b = arousalIndex({ rate: zScore(moved(now), base(rest.map(moved))) }) as number;
      expect(Math.abs(a - b)).toBeLessThan(1e-9);
    }
  });

  it("gives a missing channel's weight to the others", () => {
    expect(arousalIndex({ rate: 0.8 })).toBeCloseTo(Math.tanh(0.8), 12);
    expect(arousalIndex({ rate: 0.8, lnRmssd: null })).toBe(arousalIndex({ rate: 0.8 }));
    expect(arousalIndex({ rate: 0.8, lnRmssd: -0.8, skinRate: 0.8, skinLevel: 0.8 })).toBeCloseTo(Math.tanh(0.8), 12);
    expect(arousalIndex({ rate: 0.8, skinLevel: NaN })).toBe(arousalIndex({ rate: 0.8 }));
    expect(arousalIndex({})).toBeNull();
  });

  it('rises with rate and skin, falls with variability, and stays within 1', () => {
    const at = (rate: number, lnRmssd: number, skinRate: number): number => arousalIndex({ rate, lnRmssd, skinRate }) as number;
    expect(at(1, 0, 0)).toBeGreaterThan(at(0, 0, 0));
    expect(at(0, 1, 0)).toBeLessThan(at(0, 0, 0));
    expect(at(0, 0, 1)).toBeGreaterThan(at(0, 0, 0));
    expect(Math.abs(at(1e9, -1e9, 1e9))).toBeLessThanOrEqual(1);
  });

  it('takes median and MAD, so one wild sample does not move it', () => {
    const quiet = [60, 61, 62, 63, 64, 65, 66];
    expect(base([...quiet.slice(0, 6), 400])).toEqual(base(quiet));
  });

  it('has a least spread and no baseline from nothing', () => {
    expect(baselineOf([70, 70, 70], 5)).toEqual({ middle: 70, spread: 5 });
    expect(baselineOf([], 5)).toBeNull();
    expect(zScore(70, base([70]))).toBe(0);
  });

  it('has a confidence: channels at hand, quality and a settled baseline, each of which can make it 0', () => {
    const all = { rate: 0, lnRmssd: 0, skinRate: 0, skinLevel: 0 };
    expect(confidenceOf(all, 3, 1)).toBe(1);
    expect(confidenceOf({ rate: 5, lnRmssd: -2 }, 3, 1)).toBeCloseTo(1.7 / 2.8, 12);
    expect(confidenceOf({ rate: 0, lnRmssd: null, skinRate: NaN }, 3, 1)).toBeCloseTo(1 / 2.8, 12);
    expect(confidenceOf(all, 1, 0.5)).toBeCloseTo(1 / 6, 12);
    expect([confidenceOf({}, 3, 1), confidenceOf(all, 0, 1), confidenceOf(all, 3, 0)]).toEqual([0, 0, 0]);
  });
});
