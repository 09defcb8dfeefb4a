import { describe, expect, it } from 'vitest';
import {
  absorbed,
  answer,
  breathPhase,
  coherence,
  cubic,
  cycleOf,
  EXPRESSION,
  easeAfterCycle,
  easeAfterTick,
  expressed,
  FEELING,
  FEELING_STEP_SECONDS,
  FIELD_HALF_LIFE_SECONDS,
  FIELD_LOG_TICKS,
  isBreathing,
  newBreath,
  nextArousal,
  nextValence,
  pacerPhase,
  relaxed,
} from '../../../shared/dream/affect/rules.ts';
import { TAU } from '../../../shared/kernel/math.ts';
import { normal, streamOf, uniform } from '../../../shared/kernel/random.ts';

/** mean g of n breathers whose turns scatter by `sd` seconds in a 10 s cycle; null = anywhere in the cycle */
function meanAnswer(n: number, sd: number | null, contrarian = false): number {
  const s = streamOf('dh1:coherence', `${n}/${sd}`);
  let sum = 0;
  const runs = 4000;
  for (let k = 0; k < runs; k++) {
    const phases = Array.from({ length: n }, () => (sd === null ? uniform(s) * TAU : ((normal(s) * sd) / 10) * TAU));
    if (contrarian) phases[0] = TAU / 2;
    sum += answer(coherence(phases), 0.2, 0.5);
  }
  return sum / runs;
}

describe('coherence', () => {
  it('gives the reference values of play.md', () => {
    expect(meanAnswer(2, 1)).toBeGreaterThan(0.75);
    expect(meanAnswer(2, 1)).toBeLessThan(0.87);
    expect(meanAnswer(4, 1)).toBeGreaterThan(0.95);
    expect(meanAnswer(9, 1)).toBeGreaterThan(0.95);
    // "strangers .2 to .5 in small sets", rounded: three are at .18, four at .48
    for (const n of [2, 3, 4, 5, 8]) {
      expect(meanAnswer(n, null)).toBeGreaterThan(0.15);
      expect(meanAnswer(n, null)).toBeLessThan(0.5);
    }
    expect(meanAnswer(60, null)).toBeLessThan(0.05);
  });

  it('one contrarian in four costs a fifth at most', () => {
    expect(meanAnswer(4, 1) - meanAnswer(4, 1, true)).toBeLessThanOrEqual(0.2);
    expect(coherence([0, 0, 0, TAU / 2])).toBe(1);
    // below four nobody is left out
    expect(coherence([0, 0, TAU / 2])).toBeLessThan(0.01);
  });

  it('is 1 in step, 0 for opposites, 0 for fewer than two, and turning all phases changes nothing', () => {
    expect(coherence([1, 1])).toBeCloseTo(1, 12);
    expect(coherence([0, TAU / 2])).toBe(0);
    expect(coherence([2])).toBe(0);
    expect(coherence([])).toBe(0);
    const phases = [0.1, 0.9, 2.2, 0.4, 5.9];
    expect(coherence(phases.map((p) => p + 1.7))).toBeCloseTo(coherence(phases), 12);
  });

  it('for two is the cosine of their distance', () => {
    for (const d of [0, 0.3, 1, 1.5]) expect(coherence([2, 2 + d])).toBeCloseTo(Math.cos(d), 12);
  });

  it('answers 0 below gZero and 1 from gZero + gSpan', () => {
    expect([0.1, 0.2, 0.45, 0.7, 1].map((c) => answer(c, 0.2, 0.5))).toEqual(
      [0, 0, 0.5, 0.9999999999999998, 1].map((v) => expect.closeTo(v, 9)),
    );
  });
});

describe('phase of a breath', () => {
  const breath = { ...newBreath(), anchor: 100, inTick: 100, outTick: 180, cycle: 10, turns: [100, 180] };
  it('is 0 at the turn in, pi at the turn out, and nearly a whole turn just before the next', () => {
    expect(breathPhase({ ...breath, in: true, turns: [100] }, 100)).toBe(0);
    expect(breathPhase(breath, 180)).toBeCloseTo(Math.PI, 12);
    expect(breathPhase(breath, 240)).toBeCloseTo(1.5 * Math.PI, 12);
    expect(breathPhase(breath, 299)).toBeGreaterThan(1.95 * Math.PI);
  });
  it('waits at pi in a long in-breath', () => {
    expect(breathPhase({ ...breath, in: true, turns: [100] }, 230)).toBeCloseTo(Math.PI, 12);
  });
  it('agrees with the pacer for who follows it', () => {
    for (const tick of [100, 130, 185, 260])
      expect(breathPhase({ ...breath, turns: tick < 180 ? [100] : [100, 180] }, tick)).toBeCloseTo(pacerPhase((tick - 100) / 20), 9);
  });
  it('guesses the first cycle from the first in-breath', () => {
    expect(cycleOf({ ...breath, cycle: 0, turns: [100, 180] })).toBe(10);
    expect(cycleOf({ ...breath, cycle: 0, turns: [100, 124] })).toBe(4);
    expect(cycleOf(newBreath())).toBe(10);
  });
  it('needs two turns in the window, and a next breath not long overdue, to be breathing', () => {
    expect(isBreathing(breath, 450, 400)).toBe(true);
    expect(isBreathing(breath, 450, 300)).toBe(false);
    // one and three quarters of a cycle after the last in-breath: has stopped
    expect(isBreathing(breath, 451, 400)).toBe(false);
    expect(isBreathing({ ...breath, turns: [100] }, 101, 400)).toBe(false);
    expect(isBreathing(undefined, 1, 400)).toBe(false);
  });
});

describe('ease', () => {
  it('grows by .12 for a breath of 6 to 14 s within a quarter of the last, and for nothing else', () => {
    expect(easeAfterCycle(0.5, 10, 9)).toBeCloseTo(0.62, 12);
    expect(easeAfterCycle(0.5, 5.9, 6)).toBe(0.5);
    expect(easeAfterCycle(0.5, 14.1, 13)).toBe(0.5);
    expect(easeAfterCycle(0.5, 12.6, 10)).toBe(0.5);
    expect(easeAfterCycle(0.5, 10, 0)).toBe(0.5);
    expect(easeAfterCycle(0.95, 10, 10)).toBe(1);
  });
  it('halves in 40 s', () => {
    let ease = 0.8;
    for (let k = 0; k < 800; k++) ease = easeAfterTick(ease);
    expect(ease).toBeCloseTo(0.4, 9);
  });
});

describe('feeling', () => {
  /** vectors/affect.json cyber_relax_v_a: constants of r-andre/abm-collective_emotions@2bda914c, field 0 */
  const RELAX = [
    [0.8, 0.6],
    [0.5269520000000001, 0.16861199999999998],
    [0.35411261600000005, -0.08418136799999998],
    [0.24470528592800003, -0.23231828164799997],
    [0.17545044599242401, -0.319126513045728],
    [0.1316121323132044, -0.3699961366447966],
    [0.10386247975425839, -0.3998057360738508],
  ] as const;

  it('passes the published relaxation in steps of 20 s, however finely it is stepped', () => {
    for (const dt of [20, 0.2]) {
      let [v, a] = RELAX[0] as readonly [number, number];
      for (let n = 1; n < RELAX.length; n++) {
        for (let k = 0; k < Math.round(20 / dt); k++) {
          v = nextValence(v, 0, dt);
          a = nextArousal(a, 0, 0, dt);
        }
        expect(v).toBeCloseTo((RELAX[n] as readonly [number, number])[0], 10);
        expect(a).toBeCloseTo((RELAX[n] as readonly [number, number])[1], 10);
      }
    }
  });
  it('has the published half-lives: 1.516 and 1.297 steps', () => {
    for (const [m, half] of [
      [FEELING.valence, 1.5157886166468058],
      [FEELING.arousal, 1.296970718264765],
    ] as const) {
      expect(relaxed(m.base + 1, m.base, m.relax, 0, half * FEELING_STEP_SECONDS) - m.base).toBeCloseTo(0.5, 10);
    }
  });
  it('valence follows the sign of the field, arousal only its strength', () => {
    expect(nextValence(0.056, 0.5, 5)).toBeGreaterThan(0.056);
    expect(nextValence(0.056, -0.5, 5)).toBeLessThan(0.056);
    expect(nextArousal(0, 0.5, 0, 5)).toBe(nextArousal(0, -0.5, 0, 5));
    expect(nextArousal(0, 0.5, 0, 5)).toBeGreaterThan(nextArousal(0, 0, 0, 5));
  });
  it('has the published response: polynomials of the field added to the relaxation of a step', () => {
    // v' = -g (v - b) + h (b0 + b1 v + b2 v^2 + b3 v^3), a' with |h|: Schweitzer & Garcia 2010, constants as above
    for (const [v, a, h] of [
      [0.3, -0.2, 0.6],
      [-0.5, 0.4, -0.3],
      [0, 0, 1],
    ] as const) {
      const dv = -0.367 * (v - 0.056) + h * (0.14 + 0.057 * v * v - 0.047 * v * v * v);
      const da = -0.414 * (a + 0.442) + Math.abs(h) * (0.178 + 0.14469 * a);
      expect(nextValence(v, h, FEELING_STEP_SECONDS)).toBeCloseTo(v + dv, 12);
      expect(nextArousal(a, h, 0, FEELING_STEP_SECONDS)).toBeCloseTo(a + da, 12);
    }
  });
  it('expressed, keeps .38 of its valence and .45 of its arousal above the base', () => {
    expect(expressed(0.8, FEELING.valence.base, EXPRESSION.valenceKept)).toBeCloseTo(0.056 + 0.38 * 0.744, 12);
    expect(expressed(0.6, FEELING.arousal.base, EXPRESSION.arousalKept)).toBeCloseTo(-0.442 + 0.45 * 1.042, 12);
    expect(expressed(FEELING.valence.base, FEELING.valence.base, EXPRESSION.valenceKept)).toBe(FEELING.valence.base);
  });
  it('takes the cubic as a polynomial', () => {
    expect(cubic([0.14, 0, 0.057, -0.047], 0.5)).toBeCloseTo(0.14 + 0.057 * 0.25 - 0.047 * 0.125, 12);
  });
  it('stays within -1..1 in any field', () => {
    const s = streamOf('dh1:range', 'feeling');
    let [v, a] = [0, 0];
    for (let k = 0; k < 2000; k++) {
      v = nextValence(v, uniform(s) * 2 - 1, 3);
      a = nextArousal(a, uniform(s) * 2 - 1, uniform(s) * 2 - 1, 3);
      expect(Math.abs(v)).toBeLessThanOrEqual(1);
      expect(Math.abs(a)).toBeLessThanOrEqual(1);
    }
  });
});

describe('contagion', () => {
  /** everybody with everybody, alpha 1; vectors/affect.json, equations of Bosse et al. */
  function step(q: readonly number[], eps: readonly number[], delta: readonly number[], eta: number, beta: number, dt: number): number[] {
    return q.map((qi, i) => {
      let [w, sum] = [0, 0];
      q.forEach((qj, j) => {
        if (j === i) return;
        w += eps[j] as number;
        sum += (eps[j] as number) * qj;
      });
      return absorbed(qi, sum / w, w, { delta: delta[i] as number, eta, beta }, dt);
    });
  }
  const Q0 = [0.9, 0.1, 0.5, 0.3];
  const stepped = (n: number, eps: number[], delta: number[], eta = 0, beta = 0, q0 = Q0): number[] => {
    let q = q0;
    for (let k = 0; k < n; k++) q = step(q, eps, delta, eta, beta, 0.1);
    return q;
  };
  const HALF = [0.5, 0.5, 0.5, 0.5];
  it('absorbs as in the equal and the mixed case', () => {
    stepped(1, HALF, HALF).forEach((q, i) => {
      expect(q).toBeCloseTo([0.855, 0.135, 0.495, 0.315][i] as number, 12);
    });
    stepped(1, [0.8, 0.2, 0.5, 0.5], [0.2, 0.9, 0.5, 0.5]).forEach((q, i) => {
      expect(q).toBeCloseTo([0.8868, 0.1846, 0.507, 0.327][i] as number, 12);
    });
    for (const q of stepped(2000, HALF, HALF)) expect(q).toBeCloseTo(0.45, 9);
    for (const q of stepped(2000, [0.8, 0.2, 0.5, 0.5], [0.2, 0.9, 0.5, 0.5])) expect(q).toBeCloseTo(0.7107142857142875, 9);
  });
  it('amplifies up and dampens down', () => {
    stepped(50, HALF, HALF, 1, 1, [0.55, 0.5, 0.5, 0.5]).forEach((q, i) => {
      expect(q).toBeCloseTo(i === 0 ? 0.981322927815862 : 0.9796853497743783, 9);
    });
    for (const q of stepped(400, HALF, HALF, 1, 0, [0.55, 0.5, 0.5, 0.5])) expect(q).toBeLessThan(1e-12);
  });
  it('keeps the sum of eps / delta q, and everybody between the lowest and the highest (200 random groups)', () => {
    const s = streamOf('dh1:contagion', 'groups');
    for (let k = 0; k < 200; k++) {
      const four = (low: number): number[] => Array.from({ length: 4 }, () => low + (1 - low) * uniform(s));
      const [eps, delta, q0] = [four(0.1), four(0.1), four(0)];
      const held = (q: readonly number[]): number => q.reduce((sum, x, i) => sum + ((eps[i] as number) / (delta[i] as number)) * x, 0);
      let q: number[] = q0;
      for (let n = 0; n < 30; n++) {
        q = step(q, eps, delta, 0, 0, 0.1);
        for (const x of q) expect(x >= Math.min(...q0) - 1e-12 && x <= Math.max(...q0) + 1e-12).toBe(true);
      }
      expect(held(q)).toBeCloseTo(held(q0), 9);
    }
  });
  it('never overshoots, however strong the channel', () => {
    expect(absorbed(0.2, 0.8, 1000, { delta: 1, eta: 0, beta: 0 }, 10)).toBeCloseTo(0.8, 12);
  });
});

it('the field keeps 30 % after a step, and its log five half-lives', () => {
  expect(FIELD_HALF_LIFE_SECONDS).toBeCloseTo(11.514, 3);
  expect(FIELD_LOG_TICKS).toBe(Math.floor(5 * FIELD_HALF_LIFE_SECONDS * 20));
});
