/**
 * Formulas of breath, coherence and feeling; pure. Sources: play.md section 1 (breath, ease, coherence), Schweitzer & Garcia 2010,
 * EPJ B 77:533 (feeling), Bosse et al. 2009 (contagion). Where a number is ours and nobody's, its comment says "own".
 */
import { abs, clamp, cos, exp, floor, hypot, LN2, ln, max, min, mod, PI, power, sin, TAU } from '../../kernel/math.ts';
import { TICK_RATE, TICK_SECONDS } from '../ids.ts';
import type { BodySignal, Breath } from './model.ts';

/** An in-breath counts from this length on; shorter is a sigh. */
export const COUNTED_IN_SECONDS = 1.2;
/** An in-breath as long as this turns outward by itself. */
export const LONGEST_IN_SECONDS = 7;
/** Out is longer than in, 4 : 6; with it the first breath's length is guessed from its in-breath. */
const CYCLE_PER_IN = 2.5;
const USUAL_CYCLE_SECONDS = 10;
const OVERDUE = 1.75;

export const EASE = { gain: 0.12, shortest: 6, longest: 14, likeness: 0.25, halfLifeSeconds: 40 } as const;

/**
 * Breathing in tune: within this distance, from `begins` on, until it falls below `ends`. It is said to have begun after `hold`, longer than two
 * who breathe 6 and 12 times a minute pass each other, and to have ended after `linger`, longer than a sigh (all own).
 */
export const TUNE = { metres: 12, begins: 0.5, ends: 0.4, partners: 4, holdSeconds: 4, lingerSeconds: 3 } as const;

/** A signal's weight falls from 1 to 0 in `fade` (the law says within 5 s), comes back in `back`, and counts as silent after `silence`. */
export const SIGNAL = { fadeSeconds: 4.8, backSeconds: 2, silenceSeconds: 3 } as const;

/**
 * Coherence C = max(0, (n R^2 - 1) / (n - 1)) of phases in radians, 0..1; R is the length of the mean of exp(i phase). Of four or more the
 * quarter (rounded down) furthest from the mean phase is left out first, so that one contrarian costs little. Fewer than two: 0.
 */
export function coherence(phases: readonly number[]): number {
  return coherenceOf(phases.map(cos), phases.map(sin));
}

/** The same, of phases that are known by their cosines and sines; `ys` is as long as `xs`. */
export function coherenceOf(xs: readonly number[], ys: readonly number[]): number {
  let n = xs.length;
  if (n < 2) return 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < n; i++) {
    x += xs[i] as number;
    y += ys[i] as number;
  }
  const dropped = n >= 4 ? floor(n / 4) : 0;
  if (dropped > 0) {
    const mx = x;
    const my = y;
    const along = new Float64Array(n);
    for (let i = 0; i < n; i++) along[i] = (xs[i] as number) * mx + (ys[i] as number) * my;
    // numbers in order without a comparison of ours: of equals at the border the first are left out
    const border = along.slice().sort()[dropped - 1] as number;
    let below = 0;
    for (let i = 0; i < n; i++) if ((along[i] as number) < border) below++;
    let equals = dropped - below;
    for (let i = 0; i < along.length; i++) {
      const a = along[i] as number;
      if (a > border || (a === border && equals-- <= 0)) continue;
      x -= xs[i] as number;
      y -= ys[i] as number;
    }
    n -= dropped;
  }
  const r = hypot(x, y) / n;
  return clamp((n * r * r - 1) / (n - 1), 0, 1);
}

/** The world's answer g = clamp((C - zero) / span, 0, 1); `span` above 0. */
export function answer(c: number, gZero: number, gSpan: number): number {
  return clamp((c - gZero) / gSpan, 0, 1);
}

/** Nobody has breathed yet. */
export function newBreath(): Breath {
  return {
    in: false,
    inTick: 0,
    outTick: 0,
    cycle: 0,
    turns: [],
    counted: 0,
    ease: 0,
    measured: false,
    because: [],
    pressed: false,
    anchor: 0,
  };
}

/** Length of a breather's cycle, s: the last whole one, else guessed from the first in-breath, else 10. */
export function cycleOf(breath: Breath): number {
  if (breath.cycle > 0) return breath.cycle;
  const out = breath.turns[breath.turns.length - 1] ?? 0;
  return breath.anchor > 0 && out > breath.anchor ? clamp((out - breath.anchor) * TICK_SECONDS * CYCLE_PER_IN, 4, 14) : USUAL_CYCLE_SECONDS;
}

/**
 * Where in the breath somebody is, radians in [0, 2 pi): 0 as the in-breath begins, pi as the out-breath does, linear between; 0 for who has
 * not breathed. A long in-breath waits at pi; a late next one lets the phase run on, so that two who rest are not in tune by resting.
 */
export function breathPhase(breath: Breath, tick: number): number {
  const { anchor, turns } = breath;
  if (anchor === 0) return 0;
  const cycle = cycleOf(breath);
  const n = turns.length;
  const out = turns[n - 1] ?? 0;
  if (out > anchor) {
    const outward = max(1, cycle - (out - anchor) * TICK_SECONDS);
    return mod(PI + (PI * (tick - out) * TICK_SECONDS) / outward, TAU);
  }
  const before = ((turns[n - 2] ?? 0) - (turns[n - 3] ?? 0)) * TICK_SECONDS;
  const inward = n >= 3 && before < cycle ? before : cycle / CYCLE_PER_IN;
  return min(PI, (PI * (tick - anchor) * TICK_SECONDS) / inward);
}

/** Phase of a pacer that goes in for 4 and out for 6 tenths of `cycle` seconds, counted like a breather's: 0 as it goes in, pi as it goes out. */
export function pacerPhase(seconds: number, cycle = USUAL_CYCLE_SECONDS): number {
  const t = mod(seconds, cycle);
  const inward = cycle / CYCLE_PER_IN;
  return t < inward ? (PI * t) / inward : PI + (PI * (t - inward)) / (cycle - inward);
}

/**
 * Breathes now, for coherence: two or more turns in the window (ticks), and the next breath not overdue by more than three quarters of a
 * cycle, so that who stopped does not drift back into tune. Sighs leave no turns.
 */
export function isBreathing(breath: Breath | undefined, tick: number, windowTicks: number): breath is Breath {
  const second = breath?.turns[breath.turns.length - 2];
  if (breath === undefined || second === undefined || second <= tick - windowTicks) return false;
  return (tick - breath.anchor) * TICK_SECONDS <= OVERDUE * cycleOf(breath);
}

/** True if a counted breath turned outward exactly at `tick`: one full breath, which refills lift. */
export function countedAt(breath: Breath | undefined, tick: number): boolean {
  return breath !== undefined && breath.outTick === tick && tick > 0 && breath.anchor === breath.inTick;
}

/** Seconds of a breather's out-breath so far, or -1 while breathing in or before the first breath. */
export function outSeconds(breath: Breath | undefined, tick: number): number {
  return breath && !breath.in && breath.outTick > 0 ? (tick - breath.outTick) * TICK_SECONDS : -1;
}

/** Ease after a cycle: +.12 for a breath of 6..14 s within 25 % of the one before (s); anything else leaves it as it is. */
export function easeAfterCycle(ease: number, cycle: number, before: number): number {
  const steady = before > 0 && abs(cycle - before) <= EASE.likeness * before;
  return steady && cycle >= EASE.shortest && cycle <= EASE.longest ? min(1, ease + EASE.gain) : ease;
}

const EASE_KEPT_A_TICK = exp((-LN2 * TICK_SECONDS) / EASE.halfLifeSeconds);
/** Ease one tick later: half-life 40 s. */
export function easeAfterTick(ease: number): number {
  return ease > 1e-6 ? ease * EASE_KEPT_A_TICK : 0;
}

// ---- feeling ----

/** One step of the published model lasts this long here. The study's step is about a minute of reading; a night of 22 minutes needs faster air (own). */
export const FEELING_STEP_SECONDS = 20;
/** Constants of r-andre/abm-collective_emotions after Schweitzer & Garcia 2010 and Garcia et al. 2016; noise is left out: these are people (own). */
export const FEELING = {
  valence: { base: 0.056, relax: 0.367, drive: [0.14, 0, 0.057, -0.047] },
  arousal: { base: -0.442, relax: 0.414, drive: [0.178, 0.14469, 0, 0] },
} as const;
/**
 * Expression (the same model): who is aroused to `threshold` or more and says something lets `gives` of the sign of their valence into the air,
 * and is relieved: what their feeling was from its base shrinks to these shares.
 */
export const EXPRESSION = { threshold: 0, gives: 0.1, valenceKept: 0.38, arousalKept: 0.45 } as const;

/** A feeling just expressed: its distance from the base (of the same scale) times `kept`. */
export function expressed(x: number, base: number, kept: number): number {
  return base + kept * (x - base);
}

/** Part of the way from a person's arousal to what their body says (own). */
export const SIGNAL_SHARE = 0.6;
/** The body's part of a feeling moves at most this much a second: 1.2 is its whole range, so it is gone 4.8 s after a loss (own). */
export const SIGNAL_SLEW = 0.25;

/** c0 + c1 x + c2 x^2 + c3 x^3; the polynomial, not the square of (c2 x) that the cited program takes by mistake. */
export function cubic(c: readonly [number, number, number, number], x: number): number {
  return c[0] + x * (c[1] + x * (c[2] + x * c[3]));
}

/**
 * Relaxation x -> base + drive/relax with the discrete model's rate made continuous: after FEELING_STEP_SECONDS it has moved exactly
 * as one step x += -relax (x - base) + drive. `relax` in (0, 1) a step, `seconds` >= 0.
 */
export function relaxed(x: number, base: number, relax: number, drive: number, seconds: number): number {
  const rest = base + drive / relax;
  return rest + (x - rest) * keptOf(relax, seconds);
}

/** (1 - relax)^(seconds / step). A dream asks for the same two all night: the last answers are remembered. */
function keptOf(relax: number, seconds: number): number {
  for (const known of lastKept) if (known.relax === relax && known.seconds === seconds) return known.kept;
  const kept = power(1 - relax, seconds / FEELING_STEP_SECONDS);
  lastKept.unshift({ relax, seconds, kept });
  lastKept.length = min(lastKept.length, 4);
  return kept;
}
const lastKept: { readonly relax: number; readonly seconds: number; readonly kept: number }[] = [];

/** Valence some seconds later in a field of strength `h`, both -1..1. */
export function nextValence(v: number, h: number, seconds: number): number {
  const m = FEELING.valence;
  return clamp(relaxed(v, m.base, m.relax, h * cubic(m.drive, v), seconds), -1, 1);
}

/** Arousal some seconds later: it answers the strength of the valence field, not its sign, and follows the air's own arousal (own, half of it). */
export function nextArousal(a: number, h: number, air: number, seconds: number): number {
  const m = FEELING.arousal;
  return clamp(relaxed(a, m.base, m.relax, abs(h) * cubic(m.drive, a) + 0.5 * m.relax * air, seconds), -1, 1);
}

/** Contagion of one person (Bosse et al. 2009; ASCRIBE). */
export interface Contagion {
  /** openness, 0..1 */
  readonly delta: number;
  /** 0: absorb what others feel; 1: amplify by `beta` */
  readonly eta: number;
  /** 0: dampen, 1: raise */
  readonly beta: number;
}

/**
 * Next q of somebody who feels the weighted mean `others` of what those around feel, `weight` = sum of expressiveness x channel.
 * dq/dt = Gamma (eta (beta PI + (1 - beta) NI) + (1 - eta) q* - q), Gamma = delta weight, PI = 1 - (1 - q*)(1 - q), NI = q* q.
 * q in 0..1 when eta > 0, any range when eta = 0. `dt` in model steps; dt Gamma is held at 1, beyond it the explicit step would overshoot.
 */
export function absorbed(q: number, others: number, weight: number, of: Contagion, dt: number): number {
  const up = 1 - (1 - others) * (1 - q);
  const pull = of.eta * (of.beta * up + (1 - of.beta) * others * q) + (1 - of.eta) * others;
  return q + min(1, dt * of.delta * weight) * (pull - q);
}

/** People within 12 m touch each other's feeling, less with distance, twice as much hand in hand (play.md); openness and strength own. */
export const CONTAGION = { metres: 12, expressiveness: 0.25, hands: 2, of: { delta: 0.5, eta: 0, beta: 0 } } as const;

/** Strength of the channel between two people `metres` apart, 0..2. */
export function channel(metres: number, hands: boolean): number {
  const near = max(0, 1 - metres / CONTAGION.metres);
  return hands ? CONTAGION.hands * max(near, 0.5) : near;
}

// ---- field ----

/** The air of feeling. Decay is the published h' = -.7 h a step, made continuous; spreading, cell and sizes of deposits are ours (own). */
export const FIELD = {
  cellMetres: 4,
  maxCells: 48,
  marginMetres: 8,
  /** share that stays after one model step */
  keptAStep: 0.3,
  /** ticks between two steps of the field */
  everyTicks: 4,
  breath: { valence: 0.15, arousal: -0.3 },
  /** arousal of one second of a body's reading at full weight */
  readingPerSecond: 0.06,
  readingEveryTicks: 80,
} as const;

/** Amounts of deposits are whole multiples of this, so that a log of them is small and what it takes back is exactly what was given (own). */
export const DEPOSIT_UNIT = 1 / 2000;

/** Decay rate of the field, 1/s, and its half-life, s (11.5). */
export const FIELD_DECAY = -ln(FIELD.keptAStep) / FEELING_STEP_SECONDS;
export const FIELD_HALF_LIFE_SECONDS = LN2 / FIELD_DECAY;
/** A deposit can be taken back for five half-lives; then 3 % of it is left. */
export const FIELD_LOG_TICKS = floor(5 * FIELD_HALF_LIFE_SECONDS * TICK_RATE);

/** Sub-steps that keep the explicit 5-point scheme stable: r = D dt / dx^2 <= 1/4 in each. Throws a RangeError for a negative or NaN r. */
export function substeps(r: number): number {
  if (!(r >= 0 && r < 1e6)) throw new RangeError(`diffusion number must be in 0..1e6, got ${r}`);
  const n = floor(r * 4);
  return max(1, n < r * 4 ? n + 1 : n);
}

/** What of a body's signal drives things now: state good or poor and heard of within 3 s. */
export function isLive(body: BodySignal, tick: number): boolean {
  return (body.state === 'good' || body.state === 'poor') && tick - body.atTick <= SIGNAL.silenceSeconds * TICK_RATE;
}
