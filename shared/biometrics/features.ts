/**
 * From a list of beats to the numbers of a Reading: the one law that the live window, the tests' batch and any offline analysis share.
 * Everything is counted in heart time, the sum of the intervals themselves, so that packets which come late or in bunches change nothing;
 * the clock is asked only about silence.
 */
import { floor, ln, max, min, mod, round } from '../kernel/math.ts';
import { arousalIndex, type Baseline, baselineOf, zScore } from './arousal.ts';
import { cleanBeats, RR_MAX_MS } from './clean.ts';
import { rmssd } from './hrv.ts';
import {
  AROUSAL_SCALE,
  BREATH_RATE_MAX,
  BREATH_RATE_MIN,
  DEVICE_MAX_MS,
  ended,
  HR_MAX_BPM,
  HR_MIN_BPM,
  LOST_MS,
  type Reading,
  RMSSD_MAX_MS,
  STALE_MS,
} from './reading.ts';
import { type Breath, breathOf } from './respiration.ts';
import { mean } from './statistics.ts';

/** Newest beats that are looked at: more than the 91 of the artefact thresholds, 60 s of breath up to 150 bpm. */
export const CONTEXT_BEATS = 150;
/** heart time behind the rate, the RMSSD (ultra-short term, Munoz 2015) and the breath, ms */
export const RATE_SPAN_MS = 10_000;
export const RMSSD_SPAN_MS = 30_000;
export const BREATH_SPAN_MS = 60_000;
/** heart time in which the baseline is sampled (after each beat), ms; from 60 s it serves, at 120 s it is fixed */
export const BASELINE_FROM_MS = 30_000;
export const BASELINE_READY_MS = 60_000;
export const BASELINE_END_MS = 120_000;
/** least spread of a baseline: 5 bpm; 0.35 in ln RMSSD (design constants) */
const RATE_SPREAD_BPM = 5;
const LN_RMSSD_SPREAD = 0.35;

export interface TimedBeat {
  /** interval as the sensor told it, ms, finite and at least 0 */
  readonly rrMs: number;
  /** when it arrived, ms on the sensor's clock, never falling */
  readonly atMs: number;
}

export interface Features {
  /** bpm; null when no interval was usable */
  readonly rateBpm: number | null;
  /** ms; null below 10 s or 8 intervals */
  readonly rmssdMs: number | null;
  readonly breath: Breath | null;
  /** share of the last 30 s that was mended, 0..1 */
  readonly artefactShare: number;
  /** as in a Reading */
  readonly quality: number;
}

/** The newest intervals that together last `spanMs`, or all. */
function newest(nnMs: readonly number[], spanMs: number): readonly number[] {
  let sum = 0;
  let from = nnMs.length;
  while (from > 0 && sum < spanMs) sum += nnMs[--from] as number;
  return nnMs.slice(from);
}

const total = (x: readonly number[]): number => x.reduce((sum, v) => sum + v, 0);

/** What a run of beats (intervals in ms without a gap, oldest first) says at its newest beat. */
export function featuresOf(runMs: readonly number[]): Features {
  const { nnMs, verdicts } = cleanBeats(runMs.slice(-CONTEXT_BEATS));
  const forRate = newest(nnMs, RATE_SPAN_MS);
  const forRmssd = newest(nnMs, RMSSD_SPAN_MS);
  const spanMs = total(forRmssd);
  const judged = verdicts.slice(-max(1, forRmssd.length));
  const artefactShare = judged.filter((v) => v !== 'normal').length / max(1, judged.length);
  return {
    rateBpm: forRate.length === 0 ? null : 60000 / mean(forRate),
    rmssdMs: forRmssd.length < 8 || spanMs < RATE_SPAN_MS ? null : rmssd(forRmssd),
    breath: breathOf(newest(nnMs, BREATH_SPAN_MS)),
    artefactShare,
    quality: nnMs.length === 0 ? 0 : qualityOf(artefactShare, spanMs),
  };
}

/** Grade 0..3 of what is left when a share of the beats (0..1) was mended in so many ms. */
export function qualityOf(artefactShare: number, spanMs: number): number {
  if (artefactShare > 0.3) return 0;
  if (artefactShare > 0.15 || spanMs < RATE_SPAN_MS) return 1;
  return artefactShare > 0.05 || spanMs < RMSSD_SPAN_MS ? 2 : 3;
}

/** What was sampled of a person at rest; stays on the device. */
export interface RestSamples {
  /** heart time since sampling began, ms */
  heartMs: number;
  readonly ratesBpm: number[];
  readonly lnRmssds: number[];
}

export function noSamples(): RestSamples {
  return { heartMs: 0, ratesBpm: [], lnRmssds: [] };
}

/** One more interval (ms) has passed, with these features at its end. Returns whether sampling still goes on. */
export function sampleRest(rest: RestSamples, rrMs: number, features: () => Features): boolean {
  if (rest.heartMs >= BASELINE_END_MS) return false;
  rest.heartMs += min(rrMs, RR_MAX_MS);
  if (rest.heartMs < BASELINE_FROM_MS) return true;
  const { quality, rateBpm, rmssdMs } = features();
  if (quality >= 2 && rateBpm !== null) {
    rest.ratesBpm.push(rateBpm);
    if (rmssdMs !== null && rmssdMs >= 1) rest.lnRmssds.push(ln(rmssdMs));
  }
  return true;
}

export interface RestBaseline {
  readonly rate: Baseline | null;
  readonly lnRmssd: Baseline | null;
}

/** The baseline by now; null before a minute has been heard. */
export function restBaseline(rest: RestSamples): RestBaseline | null {
  if (rest.heartMs < BASELINE_READY_MS) return null;
  return { rate: baselineOf(rest.ratesBpm, RATE_SPREAD_BPM), lnRmssd: baselineOf(rest.lnRmssds, LN_RMSSD_SPREAD) };
}

/** Arousal of features against a baseline in -127..127; 0 without either. */
export function arousalOf(f: Features, base: RestBaseline | null): number {
  if (!base) return 0;
  const index = arousalIndex({
    rate: base.rate && f.rateBpm !== null ? zScore(f.rateBpm, base.rate) : null,
    lnRmssd: base.lnRmssd && f.rmssdMs !== null && f.rmssdMs >= 1 ? zScore(ln(f.rmssdMs), base.lnRmssd) : null,
  });
  return index === null ? 0 : round(AROUSAL_SCALE * index) + 0;
}

const bounded = (x: number, low: number, high: number): number => (x < low || x > high ? 0 : x);

/** The Reading of features that are `ageMs` old. */
export function readingOf(
  f: Features,
  base: RestBaseline | null,
  ageMs: number,
  seq: number,
  deviceMs: number,
  synthetic = false,
): Reading {
  const at = min(DEVICE_MAX_MS, max(0, round(deviceMs)));
  if (ageMs >= LOST_MS) return ended(seq, at, 'lost');
  const stale = ageMs >= STALE_MS;
  const quality = stale ? 0 : f.quality;
  const hr = bounded(round(f.rateBpm ?? 0), HR_MIN_BPM, HR_MAX_BPM);
  const breathRate = bounded(round(10 * (f.breath?.perMinute ?? 0)), BREATH_RATE_MIN, BREATH_RATE_MAX);
  const turns = f.breath ? f.breath.phase + (f.breath.perMinute / 60000) * ageMs : 0;
  return {
    seq,
    deviceMs: at,
    hr,
    rmssd: min(RMSSD_MAX_MS, round(f.rmssdMs ?? 0)),
    arousal: arousalOf(f, base),
    breathPhase: breathRate === 0 ? 0 : floor(mod(turns, 1) * 256),
    breathRate,
    quality,
    state: stale ? 'stale' : synthetic ? 'synthetic' : quality >= 2 && hr > 0 ? 'good' : 'poor',
  };
}

/** The newest run of a history: what follows its last silence of 3 s or more, intervals in ms. */
export function newestRun(history: readonly TimedBeat[]): number[] {
  let from = history.length - 1;
  while (from > 0 && (history[from] as TimedBeat).atMs - (history[from - 1] as TimedBeat).atMs < STALE_MS) from--;
  return history.slice(max(0, from)).map((b) => b.rrMs);
}

/**
 * The batch value: the Reading that a window fed with exactly this history (one beat or more) gives at `nowMs`, computed from the whole
 * history at once. `startMs` is the sensor's start on the same clock.
 */
export function batchReading(history: readonly TimedBeat[], nowMs: number, seq = 0, startMs = 0, synthetic = false): Reading {
  const rest = noSamples();
  for (let n = 1; n <= history.length; n++) {
    const going = sampleRest(rest, (history[n - 1] as TimedBeat).rrMs, () => featuresOf(newestRun(history.slice(0, n))));
    if (!going) break;
  }
  const last = history[history.length - 1] as TimedBeat;
  return readingOf(featuresOf(newestRun(history)), restBaseline(rest), nowMs - last.atMs, seq, nowMs - startMs, synthetic);
}
