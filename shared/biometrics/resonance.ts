/**
 * The breath coach's analysis: at which pace of breathing does this person's heart swing widest? After Lehrer, Vaschillo & Vaschillo 2000 and
 * Lehrer & Gevirtz 2014 (Front Psychol 5:756): breathe at 6.5, 6, 5.5, 5 and 4.5 a minute for two minutes each; the pace with the largest
 * swing is the resonance. It moves from day to day (Capdevila 2021: in two of three people), so it is found anew each night and kept no longer.
 * Between the five paces the answer is refined by the resonance curve itself (see `refined`). Pure; the page paces, collects and asks `nextPace`.
 */
import { cos, floor, max, min, round, sin, sqrt, TAU } from '../kernel/math.ts';
import { cleanBeats } from './clean.ts';
import { BANDS, bandPower, RESAMPLE_HZ, resampled, spectrumOf } from './frequency.ts';
import { mean } from './statistics.ts';

/** Paces of the search, breaths a minute, in the order they are breathed. */
export const COACH_PACES = [6.5, 6, 5.5, 5, 4.5] as const;
/** how long each pace is breathed, s; its first 15 s, in which the heart finds into it, are not looked at */
export const PACE_SECONDS = 120;
const SETTLE_SECONDS = 15;
/** a stretch that says anything: 60 s after settling */
const LEAST_SECONDS = 60;
/** more mended beats than this, and the search stops */
export const COACH_ARTEFACTS = 0.05;
/** a search is stopped for artefacts only from this many beats on, so that one bad beat at the start does not end it */
const JUDGED_BEATS = 40;
/** the waves at the paces must hold this share of the variance on average, or nobody breathed with the pacer */
const LEAST_SHARE = 0.3;

/** Beats heard while the person breathed with a pacer. */
export interface PacedStretch {
  /** breaths a minute of the pacer */
  readonly perMinute: number;
  /** intervals as the sensor told them, ms, oldest first, without a gap */
  readonly rrMs: readonly number[];
}

/** What one pace did. */
export interface PaceResult {
  readonly perMinute: number;
  /** heart time looked at, s */
  readonly seconds: number;
  /** mean over whole breaths of highest minus lowest heart rate, bpm */
  readonly peakTroughBpm: number;
  /** power in 0.04-0.15 Hz, ms^2 */
  readonly lowPowerMs2: number;
  /** amplitude of the interval's wave at the pace itself, ms, and its share of the variance, 0..1 */
  readonly waveMs: number;
  readonly waveShare: number;
  /** mended beats of all, 0..1; above `COACH_ARTEFACTS` the search should stop */
  readonly artefactShare: number;
  /** that the search should stop here */
  readonly stop: boolean;
}

export type Resonance =
  | {
      readonly kind: 'found';
      /** the person's pace, breaths a minute, to .05; and the pace of the five with the largest swing */
      readonly perMinute: number;
      readonly nearest: number;
      /** the largest swing lay at the fastest or slowest pace: the true one may lie beyond */
      readonly atEdge: boolean;
      readonly paces: readonly PaceResult[];
    }
  | {
      readonly kind: 'none';
      /** artefacts: more than 5 % mended; short: a pace was not breathed for long enough; still: no pace moved the heart */
      readonly reason: 'artefacts' | 'short' | 'still';
      readonly paces: readonly PaceResult[];
    };

/** The pace to breathe next, or null when all have been, or when the last stretch says to stop. */
export function nextPace(done: readonly PacedStretch[]): number | null {
  const last = done[done.length - 1];
  if (last && assessPace(last).stop) return null;
  return COACH_PACES[done.length] ?? null;
}

/** What a stretch at one pace did to the heart; may be asked while it is still being breathed. */
export function assessPace({ perMinute, rrMs }: PacedStretch): PaceResult {
  const { nnMs, artefactShare } = cleanBeats(rrMs);
  const x = resampled(settled(nnMs));
  const seconds = x.length / RESAMPLE_HZ;
  const base = { perMinute, seconds, artefactShare, stop: artefactShare > COACH_ARTEFACTS && rrMs.length >= JUDGED_BEATS };
  if (seconds < LEAST_SECONDS) return { ...base, peakTroughBpm: 0, lowPowerMs2: 0, waveMs: 0, waveShare: 0 };
  const spectrum = spectrumOf(settled(nnMs));
  return {
    ...base,
    peakTroughBpm: swing(x, perMinute),
    lowPowerMs2: spectrum ? bandPower(spectrum, ...BANDS.lf) : 0,
    ...waveAt(x, perMinute / 60),
  };
}

function settled(nnMs: readonly number[]): readonly number[] {
  let ms = 0;
  let from = 0;
  while (from < nnMs.length && ms < 1000 * SETTLE_SECONDS) ms += nnMs[from++] as number;
  return nnMs.slice(from);
}

/** Mean over the whole breaths in evenly sampled intervals (ms) of highest minus lowest rate, bpm. */
function swing(x: readonly number[], perMinute: number): number {
  const samples = floor((60 * RESAMPLE_HZ) / perMinute);
  const swings: number[] = [];
  for (let from = 0; from + samples <= x.length; from += samples) {
    let shortest = Number.POSITIVE_INFINITY;
    let longest = 0;
    for (let i = from; i < from + samples; i++) {
      shortest = min(shortest, x[i] as number);
      longest = max(longest, x[i] as number);
    }
    swings.push(60000 / shortest - 60000 / longest);
  }
  return mean(swings);
}

/** Amplitude (ms) of the wave of `hz` in evenly sampled intervals, over whole waves, and its share of their variance. */
function waveAt(x: readonly number[], hz: number): { waveMs: number; waveShare: number } {
  const whole = floor((x.length * hz) / RESAMPLE_HZ);
  const n = floor((whole * RESAMPLE_HZ) / hz);
  const part = x.slice(x.length - n);
  const level = mean(part);
  let c = 0;
  let s = 0;
  let variance = 0;
  for (const [i, v] of part.entries()) {
    const angle = (TAU * hz * i) / RESAMPLE_HZ;
    c += (v - level) * cos(angle);
    s += (v - level) * sin(angle);
    variance += (v - level) * (v - level);
  }
  const waveMs = (2 * sqrt(c * c + s * s)) / n;
  return { waveMs, waveShare: variance > 0 ? min(1, (waveMs * waveMs * n) / 2 / variance) : 0 };
}

/** The resonance of a search through all five paces, in any order. */
export function resonanceOf(stretches: readonly PacedStretch[]): Resonance {
  const paces = stretches.map(assessPace);
  const none = (reason: 'artefacts' | 'short' | 'still'): Resonance => ({ kind: 'none', reason, paces });
  if (paces.some((p) => p.stop)) return none('artefacts');
  const heard = COACH_PACES.map((pace) => paces.find((p) => p.perMinute === pace && p.seconds >= LEAST_SECONDS));
  if (heard.some((p) => p === undefined)) return none('short');
  const five = heard as PaceResult[];
  if (mean(five.map((p) => p.waveShare)) < LEAST_SHARE) return none('still');
  const top = five.reduce((best, p) => (p.peakTroughBpm * p.lowPowerMs2 > best.peakTroughBpm * best.lowPowerMs2 ? p : best));
  const atEdge = top === five[0] || top === five[five.length - 1];
  return { kind: 'found', perMinute: refined(five), nearest: top.perMinute, atEdge, paces };
}

/** Sharpness of the resonance whose curve is laid through the five (Q of about 2: Vaschillo, Lehrer & others 2002) and the answer's grain. */
const Q = 2;
const GRAIN = 0.05;
const SLOWEST = 4.25;
const FASTEST = 6.75;

/**
 * The pace between the paces: a second-order resonance swings at pace f by s / sqrt(1 + Q^2 (f / f0 - f0 / f)^2); the f0 (4.25 to 6.75, to .05)
 * whose curve lies nearest to the five measured waves, in least squares over s. The curve is symmetric, so a wrong Q hardly moves f0.
 */
function refined(paces: readonly PaceResult[]): number {
  let best = 0;
  let at = SLOWEST;
  for (let k = 0; k <= round((FASTEST - SLOWEST) / GRAIN); k++) {
    const f0 = SLOWEST + k * GRAIN;
    let product = 0;
    let power = 0;
    for (const { perMinute, waveMs } of paces) {
      const off = Q * (perMinute / f0 - f0 / perMinute);
      const curve = 1 / sqrt(1 + off * off);
      product += curve * waveMs;
      power += curve * curve;
    }
    // what is left over is least where the curve explains most
    const explained = (product * product) / power;
    if (explained > best) [best, at] = [explained, f0];
  }
  return round(100 * at) / 100;
}
