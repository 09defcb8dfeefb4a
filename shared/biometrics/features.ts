/**
 * From a list of beats to the numbers of a Reading: the one law that the live window, the tests' batch and any offline analysis share.
 * Everything is counted in heart time, the sum of the intervals themselves, so that packets which come late or in bunches change nothing;
 * the clock is asked only about silence.
 */
import { floor, max, min, mod, round } from '../kernel/math.ts';
import { arousalIndex, type Channel, confidenceOf, zScore } from './arousal.ts';
import { noSamples, type RestBaseline, type RestSamples, restBaseline, sampleRest, settledShare, zScores } from './baseline.ts';
import { cleanBeats } from './clean.ts';
import { type SkinFeatures, skinOf } from './conductance.ts';
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
import { type Turn, turnOf } from './turn.ts';

/** Newest beats that are looked at: more than the 91 of the artefact thresholds, 60 s of breath up to 150 bpm. */
export const CONTEXT_BEATS = 150;
/** heart time behind the rate, the RMSSD (ultra-short term, Munoz 2015) and the breath, ms */
export const RATE_SPAN_MS = 10_000;
export const RMSSD_SPAN_MS = 30_000;
export const BREATH_SPAN_MS = 60_000;
/** with less behind it an arousal is not told (design constant) */
const LEAST_CONFIDENCE = 0.05;

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
  /** of a heart that leaves where it was; null when that cannot be told */
  readonly turn: Turn | null;
  /** null without a sensor of skin conductance, or in its first 30 s */
  readonly skin: SkinFeatures | null;
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
    turn: turnOf(
      nnMs,
      verdicts.slice(-3).every((v) => v === 'normal'),
    ),
    skin: null,
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

/**
 * Distances while a heart turns: by the turn's share the rate is that of the newest beats, and the RMSSD, which tells of the half minute before
 * and takes a climb for variability, is as at rest. Weights and confidence stay, so that the slow windows come out where this has led.
 */
function turned(z: Record<Channel, number | null>, turn: Turn | null, base: RestBaseline): Record<Channel, number | null> {
  if (!turn || turn.share === 0 || z.rate === null || base.rate === null) return z;
  const rate = z.rate + turn.share * (zScore(turn.rateBpm, base.rate) - z.rate);
  return { ...z, rate, lnRmssd: z.lnRmssd === null ? null : (1 - turn.share) * z.lnRmssd };
}

/** Arousal of features against a baseline in -127..127; 0 without either, or where too little stands behind it. */
export function arousalOf(f: Features, rest: RestSamples): number {
  const base = restBaseline(rest);
  if (!base) return 0;
  const z = turned(zScores(f, base), f.turn, base);
  const index = confidenceOf(z, f.quality, settledShare(rest)) < LEAST_CONFIDENCE ? null : arousalIndex(z);
  return index === null ? 0 : round(AROUSAL_SCALE * index) + 0;
}

const bounded = (x: number, low: number, high: number): number => (x < low || x > high ? 0 : x);

/** The Reading of features that are `ageMs` old. */
export function readingOf(f: Features, rest: RestSamples, ageMs: number, seq: number, deviceMs: number, synthetic = false): Reading {
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
    arousal: arousalOf(f, rest),
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

/** A sample of skin conductance as it arrived. */
export interface TimedSkin {
  readonly microsiemens: number;
  readonly atMs: number;
}

function skinAt(skin: readonly TimedSkin[], nowMs: number): SkinFeatures | null {
  const heard = skin.filter((s) => s.atMs <= nowMs);
  const last = heard[heard.length - 1];
  if (!last || nowMs - last.atMs >= STALE_MS) return null;
  const from = heard.findLastIndex((s, i) => i > 0 && s.atMs - (heard[i - 1] as TimedSkin).atMs >= STALE_MS);
  return skinOf(heard.slice(max(0, from)).map((s) => s.microsiemens));
}

/** What else a window was fed with, for `batchReading`. */
export interface BatchOptions {
  /** the sensor's start on the clock of the history, ms */
  readonly startMs?: number;
  readonly synthetic?: boolean;
  readonly skin?: readonly TimedSkin[];
}

/**
 * The batch value: the Reading that a window fed with exactly this history (one beat or more) gives at `nowMs`, computed from the whole
 * history at once; a skin sample of the same moment as a beat came before it.
 */
export function batchReading(history: readonly TimedBeat[], nowMs: number, seq = 0, options: BatchOptions = {}): Reading {
  const { startMs = 0, synthetic = false, skin = [] } = options;
  const at = (n: number, untilMs: number): Features => ({
    ...featuresOf(newestRun(history.slice(0, n))),
    skin: skinAt(skin, untilMs),
  });
  const rest = noSamples();
  for (const [i, beat] of history.entries()) sampleRest(rest, beat.rrMs, () => at(i + 1, beat.atMs));
  const last = history[history.length - 1] as TimedBeat;
  return readingOf(at(history.length, nowMs), rest, nowMs - last.atMs, seq, nowMs - startMs, synthetic);
}
