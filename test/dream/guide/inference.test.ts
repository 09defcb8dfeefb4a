/**
 * Published and measured numbers of the guide's learning. Regrets are those of 2,000 runs of the same sampler in numpy (Beta(1, 1) priors), with their
 * standard error; the tracing chain is computed from the formula of Corbett & Anderson.
 */
import { describe, expect, test } from 'vitest';
import {
  type Arm,
  beta,
  logBayesFactor,
  posterior,
  reputation,
  sprtBounds,
  sprtStep,
  thompson,
  trace,
  trustOf,
} from '../../../shared/dream/guide/inference.ts';
import { below, chance, normal, streamOf } from '../../../shared/kernel/random.ts';

const mean = (xs: readonly number[]): number => xs.reduce((s, x) => s + x, 0) / xs.length;
/** Brier 1950: mean squared distance of forecasts from what was. */
const brier = (said: readonly number[], were: readonly boolean[]): number => mean(said.map((p, i) => (p - (were[i] ? 1 : 0)) ** 2));
const sem = (xs: readonly number[]): number => {
  const m = mean(xs);
  return Math.sqrt(mean(xs.map((x) => (x - m) ** 2)) / (xs.length - 1));
};

describe('Thompson sampling', () => {
  const RUNS = 400;
  test.each([
    { p: [0.9, 0.8], horizon: 100, regret: 2.578, error: 0.0516 },
    { p: [0.9, 0.8], horizon: 500, regret: 5.389, error: 0.1368 },
    { p: [0.6, 0.3, 0.3, 0.3, 0.3, 0.3], horizon: 100, regret: 14.97, error: 0.1127 },
    { p: [0.5, 0.45, 0.4, 0.35, 0.3, 0.25], horizon: 100, regret: 9.113, error: 0.0567 },
  ])('$p: regret $regret after $horizon pulls', ({ p, horizon, regret, error }) => {
    const best = Math.max(...p);
    const regrets = Array.from({ length: RUNS }, (_, run) => {
      const rng = streamOf(`run ${run}`, 'bandit');
      const arms: Arm[] = p.map(() => ({ hits: 0, misses: 0 }));
      let lost = 0;
      for (let t = 0; t < horizon; t++) {
        const k = thompson(rng, arms);
        lost += best - (p[k] as number);
        if (chance(rng, p[k] as number)) (arms[k] as Arm).hits++;
        else (arms[k] as Arm).misses++;
      }
      return lost;
    });
    // four standard errors of the difference of two means
    expect(Math.abs(mean(regrets) - regret)).toBeLessThan(4 * Math.hypot(sem(regrets), error));
  });

  test('a Beta deviate has the mean and variance of its law', () => {
    const rng = streamOf('beta', 'x');
    const draws = Array.from({ length: 20000 }, () => beta(rng, 3, 5));
    expect(Math.abs(mean(draws) - 3 / 8)).toBeLessThan(4 * sem(draws));
    expect(mean(draws.map((d) => (d - 3 / 8) ** 2))).toBeCloseTo(15 / (64 * 9), 3);
  });
});

describe('the posterior over hidden themes', () => {
  const model = { hit: 1, miss: 0, sigma: 1 };

  test("an informative probe brings d'^2 / 2 on average", () => {
    for (const d of [0.5, 1, 2]) {
      const rng = streamOf(`d ${d}`, 'factor');
      const factors = Array.from({ length: 20000 }, () => logBayesFactor(d + normal(rng), { hit: d, miss: 0, sigma: 1 }));
      expect(Math.abs(mean(factors) - (d * d) / 2)).toBeLessThan(3 * sem(factors));
    }
  });

  test('is calibrated: what it says with .1, .2 ... comes true so often, and its Brier score is as it expects itself', () => {
    const rng = streamOf('calibration', 'x');
    const said: number[] = [];
    const were: boolean[] = [];
    for (let i = 0; i < 6000; i++) {
      const truth = below(rng, 5);
      const logs = [0, 0, 0, 0, 0];
      for (let probe = 0; probe < 6; probe++) {
        const k = below(rng, 5);
        logs[k] = (logs[k] as number) + logBayesFactor((k === truth ? 1 : 0) + normal(rng), model);
      }
      posterior(logs).forEach((p, k) => {
        said.push(p);
        were.push(k === truth);
      });
    }
    for (let bin = 0; bin < 9; bin++) {
      const mine = said.flatMap((p, i) => (p >= bin / 10 && p < (bin + 1) / 10 ? [i] : []));
      if (mine.length < 200) continue;
      const forecast = mean(mine.map((i) => said[i] as number));
      const came = mean(mine.map((i) => (were[i] ? 1 : 0)));
      expect(Math.abs(forecast - came)).toBeLessThan(4 * Math.sqrt((forecast * (1 - forecast)) / mine.length));
    }
    const own = mean(said.map((p) => p * (1 - p)));
    expect(brier(said, were)).toBeCloseTo(own, 2);
    expect(brier(said, were)).toBeLessThan(0.15);
    expect(posterior([])).toEqual([]);
  });
});

test('knowledge tracing: the published chain', () => {
  const tracing = { known: 0.2, learn: 0.1, guess: 0.2, slip: 0.1 };
  const chain: number[] = [];
  for (const right of [1, 1, 0, 1, 1, 1]) chain.push(trace(chain.at(-1) ?? tracing.known, right === 1, tracing));
  [0.57647059, 0.87368421, 0.51731844, 0.84543828, 0.96486377, 0.99277532].forEach((p, i) => {
    expect(chain[i]).toBeCloseTo(p, 8);
  });
});

test("Wald's test: bounds of 2.944, and errors under alpha / (1 - beta) on 10,000 runs each way", () => {
  const plan = { p0: 0.2, p1: 0.8, alpha: 0.05, beta: 0.05 };
  const { accept, reject } = sprtBounds(plan);
  expect(accept).toBeCloseTo(2.944, 3);
  expect(reject).toBeCloseTo(-2.944, 3);
  for (const close of [plan, { ...plan, p0: 0.4, p1: 0.6 }]) {
    for (const truth of ['p0', 'p1'] as const) {
      const rng = streamOf(`${truth} ${close.p0}`, 'sprt');
      let wrong = 0;
      for (let run = 0; run < 10_000; run++) {
        let llr = 0;
        while (llr < accept && llr > reject) llr += sprtStep(close, chance(rng, close[truth]));
        if (llr >= accept !== (truth === 'p1')) wrong++;
      }
      expect(wrong / 10_000).toBeLessThan(0.0526);
    }
  }
});

test('reputation: (r + 1) / (r + s + 2), the old forgotten by a factor', () => {
  expect(trustOf({ kept: 0, broken: 0 })).toBe(0.5);
  expect(trustOf({ kept: 8, broken: 0 })).toBeCloseTo(0.9, 12);
  expect(reputation({ kept: 4, broken: 2 }, 1, 0, 0.5)).toEqual({ kept: 3, broken: 1 });
});
