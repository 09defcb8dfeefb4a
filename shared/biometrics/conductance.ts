/**
 * Skin conductance from an evenly sampled series in microsiemens: level (SCL) and responses (SCR) by the trough-to-peak method with the criterion
 * of 0.05 uS (Boucsein et al. 2012, Psychophysiology 49:1017). One sample at a time, so live and batch are the same law. A response that begins
 * before the one before it has fallen by a fifth of the criterion is counted with it.
 */
import { max, min, round } from '../kernel/math.ts';
import { median } from './statistics.ts';

/** least rise of a response, and the fall that ends it, uS */
const RISE_US = 0.05;
const FALL_US = 0.01;
/** a trough older than this is no onset: slow drift is no response, s */
const ONSET_S = 5;
/** samples are averaged over this, s */
const SMOOTH_S = 0.5;
/** level and rate look this far back, and say nothing in the first half of it, s */
const SPAN_S = 60;
/** what a sensor can say, uS */
const MOST_US = 100;

export interface SkinFeatures {
  /** median conductance outside rises over the last minute, uS (at rest 2..20) */
  readonly levelUs: number;
  /** responses begun a minute, over the last minute */
  readonly perMinute: number;
}

export interface SkinStream {
  readonly hz: number;
  /** samples taken */
  count: number;
  /** newest samples, as many as are averaged */
  newest: number[];
  /** one smoothed value a second outside rises, uS: [second, value] */
  level: [number, number][];
  /** s at which responses of the last minute began */
  onsets: number[];
  troughUs: number;
  troughS: number;
  /** null while no response rises */
  peakUs: number | null;
}

/** An empty stream of `hz` samples a second (4 or more). */
export function newSkin(hz: number): SkinStream {
  return { hz, count: 0, newest: [], level: [], onsets: [], troughUs: Number.POSITIVE_INFINITY, troughS: 0, peakUs: null };
}

/** Takes the next sample in; false, and nothing changes, when it is none (not finite, negative, above 100 uS). */
export function pushConductance(s: SkinStream, microsiemens: number): boolean {
  if (!(microsiemens >= 0 && microsiemens <= MOST_US)) return false;
  s.newest.push(microsiemens);
  if (s.newest.length > max(1, round(SMOOTH_S * s.hz))) s.newest.shift();
  let sum = 0;
  for (const v of s.newest) sum += v;
  const now = s.count / s.hz;
  follow(s, sum / s.newest.length, now);
  s.count++;
  while (s.onsets.length > 0 && (s.onsets[0] as number) <= now - SPAN_S) s.onsets.shift();
  while (s.level.length > 0 && (s.level[0] as [number, number])[0] <= now - SPAN_S) s.level.shift();
  return true;
}

function follow(s: SkinStream, value: number, now: number): void {
  if (s.peakUs !== null) {
    s.peakUs = max(s.peakUs, value);
    if (s.peakUs - value < FALL_US) return;
    s.peakUs = null;
    s.troughUs = value;
    s.troughS = now;
  } else if (value <= s.troughUs || now - s.troughS > ONSET_S) {
    s.troughUs = value;
    s.troughS = now;
  } else if (value - s.troughUs >= RISE_US) {
    s.peakUs = value;
    s.onsets.push(s.troughS);
    return;
  }
  if (s.count % round(s.hz) === 0) s.level.push([now, value]);
}

/** Level and rate now; null in the first 30 s. */
export function skinFeatures(s: SkinStream): SkinFeatures | null {
  const seconds = s.count / s.hz;
  if (seconds < SPAN_S / 2 || s.level.length === 0) return null;
  return { levelUs: median(s.level.map(([, value]) => value)), perMinute: (60 * s.onsets.length) / min(seconds, SPAN_S) };
}

/** Samples a second that a window takes. */
export const SKIN_HZ = 4;

/** The same of a whole series at `SKIN_HZ`; samples that are none are left out. */
export function skinOf(microsiemens: readonly number[]): SkinFeatures | null {
  const s = newSkin(SKIN_HZ);
  for (const v of microsiemens) pushConductance(s, v);
  return skinFeatures(s);
}
