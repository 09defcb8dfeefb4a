/**
 * A person's own rest, which arousal is measured against: median and MAD of each channel, sampled after each beat from 30 s to 120 s of heart
 * time. From then on it ages: hearts drift over a night, and what was rest at dusk is not rest at dawn. Each 5 s of heart time the middle of a
 * channel moves towards what is measured by a Huber step (Huber 1964), `gain * spread * clamp(z, -1, 1)`, the gain of a half-life of 10 minutes.
 * So a drift of less than a spread is forgotten like an exponential mean forgets, and a strong state moves it by one spread in 14 minutes at most:
 * twenty minutes of being stirred do not turn into rest. The spread stays that of rest. All of it stays on the device.
 */
import { clamp, ln, min, power } from '../kernel/math.ts';
import { type Baseline, baselineOf, CHANNELS, type Channel, zScore } from './arousal.ts';
import { RR_MAX_MS } from './clean.ts';
import type { Features } from './features.ts';

/** heart time in which rest is sampled, ms; from 60 s it serves, at 120 s it is whole */
const FROM_MS = 30_000;
const READY_MS = 60_000;
const WHOLE_MS = 120_000;
/** least spread: 5 bpm; 0.35 in ln RMSSD; 2 responses a minute; 0.5 uS (design constants) */
const LEAST_SPREAD: Readonly<Record<Channel, number>> = { rate: 5, lnRmssd: 0.35, skinRate: 2, skinLevel: 0.5 };
/** ageing: heart time between two steps, ms, and half-life, s */
const AGEING_STEP_MS = 5000;
const AGEING_HALF_LIFE_S = 600;
const GAIN = 1 - power(2, -AGEING_STEP_MS / 1000 / AGEING_HALF_LIFE_S);

/** One baseline a channel; null where nothing was sampled. */
export type RestBaseline = Readonly<Record<Channel, Baseline | null>>;

export interface RestSamples {
  /** heart time since sampling began, ms */
  heartMs: number;
  /** emptied once rest is whole */
  readonly samples: Record<Channel, number[]>;
  /** null until rest is whole */
  whole: Record<Channel, Baseline | null> | null;
  /** heart time of the last step of ageing, ms */
  agedMs: number;
}

export function noSamples(): RestSamples {
  return { heartMs: 0, samples: { rate: [], lnRmssd: [], skinRate: [], skinLevel: [] }, whole: null, agedMs: 0 };
}

/** What features say in each channel; RMSSD under 1 ms has no logarithm worth having. */
function valuesOf(f: Features): Record<Channel, number | null> {
  return {
    rate: f.rateBpm,
    lnRmssd: f.rmssdMs !== null && f.rmssdMs >= 1 ? ln(f.rmssdMs) : null,
    skinRate: f.skin?.perMinute ?? null,
    skinLevel: f.skin?.levelUs ?? null,
  };
}

/** One more interval (ms) has passed, with these features at its end; they are asked for only where they are needed. */
export function sampleRest(rest: RestSamples, rrMs: number, features: () => Features): void {
  rest.heartMs += min(rrMs, RR_MAX_MS);
  if (rest.whole) return age(rest, rest.whole, features);
  if (rest.heartMs < FROM_MS) return;
  const f = features();
  if (f.quality >= 2 && f.rateBpm !== null) {
    const values = valuesOf(f);
    for (const channel of CHANNELS) {
      const value = values[channel];
      if (value !== null) rest.samples[channel].push(value);
    }
  }
  if (rest.heartMs < WHOLE_MS) return;
  rest.whole = sampled(rest);
  rest.agedMs = rest.heartMs;
  for (const channel of CHANNELS) rest.samples[channel].length = 0;
}

function sampled({ samples }: RestSamples): Record<Channel, Baseline | null> {
  const of = (channel: Channel): Baseline | null => baselineOf(samples[channel], LEAST_SPREAD[channel]);
  return { rate: of('rate'), lnRmssd: of('lnRmssd'), skinRate: of('skinRate'), skinLevel: of('skinLevel') };
}

function age(rest: RestSamples, whole: Record<Channel, Baseline | null>, features: () => Features): void {
  if (rest.heartMs - rest.agedMs < AGEING_STEP_MS) return;
  rest.agedMs = rest.heartMs;
  const f = features();
  if (f.quality < 2) return;
  const z = zScores(f, whole);
  for (const channel of CHANNELS) {
    const base = whole[channel];
    const off = z[channel];
    if (base && off !== null) whole[channel] = { middle: base.middle + GAIN * base.spread * clamp(off, -1, 1), spread: base.spread };
  }
}

/** The baseline by now; null before a minute has been heard. */
export function restBaseline(rest: RestSamples): RestBaseline | null {
  if (rest.heartMs < READY_MS) return null;
  return rest.whole ?? sampled(rest);
}

/** How much of the two minutes of rest has been heard, 0..1. */
export function settledShare(rest: RestSamples): number {
  return min(1, rest.heartMs / WHOLE_MS);
}

/** Distance from the baseline in spreads, a channel each; null where features or baseline say nothing. */
export function zScores(f: Features, base: RestBaseline): Record<Channel, number | null> {
  const values = valuesOf(f);
  const of = (channel: Channel): number | null => {
    const value = values[channel];
    const own = base[channel];
    return value === null || own === null ? null : zScore(value, own);
  };
  return { rate: of('rate'), lnRmssd: of('lnRmssd'), skinRate: of('skinRate'), skinLevel: of('skinLevel') };
}
