/** How the guide learns: pure formulas, each with where it is from. */
import { exp, ln, max, sqrt } from '../../kernel/math.ts';
import { normal, type StreamState, uniform } from '../../kernel/random.ts';

/** Strong and weak responses to one theme so far; a Beta(1, 1) prior is added by the formulas. */
export interface Arm {
  hits: number;
  misses: number;
}

/** Gamma deviate of shape >= 1, scale 1 (Marsaglia & Tsang 2000). */
function gamma(rng: StreamState, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / sqrt(9 * d);
  for (;;) {
    const x = normal(rng);
    const t = 1 + c * x;
    if (t <= 0) continue;
    const v = t * t * t;
    if (ln(max(uniform(rng), 1e-300)) < 0.5 * x * x + d - d * v + d * ln(v)) return d * v;
  }
}

/** Beta deviate, both shapes >= 1. */
export function beta(rng: StreamState, a: number, b: number): number {
  const x = gamma(rng, a);
  return x / (x + gamma(rng, b));
}

/**
 * Thompson sampling (Thompson 1933; Agrawal & Goyal 2012): the arm whose draw from its own Beta(1 + hits, 1 + misses) is largest.
 * @returns index of the arm, -1 for none
 */
export function thompson(rng: StreamState, arms: readonly Arm[]): number {
  let best = -1;
  let most = -1;
  arms.forEach((arm, i) => {
    const draw = beta(rng, 1 + arm.hits, 1 + arm.misses);
    if (draw <= most) return;
    most = draw;
    best = i;
  });
  return best;
}

/** How responses lie: normal, `hit` on average when the theme is theirs, `miss` when not, both with deviation `sigma`; d' = (hit - miss) / sigma. */
export interface Response {
  readonly hit: number;
  readonly miss: number;
  readonly sigma: number;
}

/** Natural log of the Bayes factor of one response for "this theme is theirs"; d'^2 / 2 on average when it is (Green & Swets 1966). */
export function logBayesFactor(response: number, { hit, miss, sigma }: Response): number {
  const a = (response - hit) / sigma;
  const b = (response - miss) / sigma;
  return (b * b - a * a) / 2;
}

/** P(theme is theirs), of themes of which exactly one is, from the summed log Bayes factors of each. */
export function posterior(logs: readonly number[]): number[] {
  if (logs.length === 0) return [];
  const most = logs.reduce((m, l) => max(m, l), -Infinity);
  const odds = logs.map((l) => exp(l - most));
  const sum = odds.reduce((s, o) => s + o, 0);
  return odds.map((o) => o / sum);
}

export interface Tracing {
  /** known at first, learned at each step, guessed right while not known, slipped while known; each 0..1 */
  readonly known: number;
  readonly learn: number;
  readonly guess: number;
  readonly slip: number;
}

/** One step of Bayesian knowledge tracing (Corbett & Anderson 1995): how likely it is known after an observation. */
export function trace(likely: number, right: boolean, { learn, guess, slip }: Tracing): number {
  const seen = right
    ? (likely * (1 - slip)) / (likely * (1 - slip) + (1 - likely) * guess)
    : (likely * slip) / (likely * slip + (1 - likely) * (1 - guess));
  return seen + (1 - seen) * learn;
}

/** Sequential probability ratio test of "odd with `p1`" against "odd with `p0`" (Wald 1945). */
export interface Sprt {
  readonly p0: number;
  readonly p1: number;
  /** errors allowed: false alarm and miss */
  readonly alpha: number;
  readonly beta: number;
}

/** What one observation adds to the log likelihood ratio. */
export function sprtStep({ p0, p1 }: Sprt, odd: boolean): number {
  return odd ? ln(p1 / p0) : ln((1 - p1) / (1 - p0));
}

/** Bounds of the log likelihood ratio: at or above `accept` it is so, at or below `reject` it is not. With errors of .05 they are +-2.944. */
export function sprtBounds({ alpha, beta }: Sprt): { readonly accept: number; readonly reject: number } {
  return { accept: ln((1 - beta) / alpha), reject: ln(beta / (1 - alpha)) };
}

/** Kept and broken promises, the older the lighter. */
export interface Reputation {
  kept: number;
  broken: number;
}

/** Expected trustworthiness, 0..1: (r + 1) / (r + s + 2) (Josang & Ismail 2002). */
export function trustOf({ kept, broken }: Reputation): number {
  return (kept + 1) / (kept + broken + 2);
}

/** One more promise, of weight `kept` or `broken`; what was before is forgotten by the factor `lambda`. */
export function reputation(old: Reputation, kept: number, broken: number, lambda: number): Reputation {
  return { kept: old.kept * lambda + kept, broken: old.broken * lambda + broken };
}
