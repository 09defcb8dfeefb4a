/**
 * Frequency domain of cleaned intervals (NN, ms). Bands: Task Force of the ESC and NASPE 1996 (Circulation 93:1043). Conventions, by which
 * programs differ: linear interpolation at 4 Hz on the time of each beat, mean taken out, Welch 1967 with Hann windows of 256 samples (64 s)
 * that overlap by half, mean of each taken out, padded to 4096, one-sided density, trapezoid over the lines in [low, high). These are those of
 * hrv-analysis and scipy; Kubios interpolates by cubics and takes a smoothness-priors trend out, and so gives other numbers.
 */
import { cos, floor, max, min, TAU } from '../kernel/math.ts';
import { powerOfTwo, transform } from './fourier.ts';
import { mean } from './statistics.ts';

/** Samples a second of the evenly resampled series. */
export const RESAMPLE_HZ = 4;
const SEGMENT = 256;
const PADDED = 4096;

/** Bands [low, high), Hz. */
export const BANDS = {
  vlf: [0.003, 0.04],
  lf: [0.04, 0.15],
  hf: [0.15, 0.4],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

/** One-sided power density in (unit)^2/Hz at `stepHz` * k, k = 0, 1, ... */
export interface Spectrum {
  readonly stepHz: number;
  readonly density: Float64Array;
}

export interface FrequencyDomain {
  /** power of the bands, ms^2 */
  readonly vlfMs2: number;
  readonly lfMs2: number;
  readonly hfMs2: number;
  /** VLF + LF + HF, ms^2 */
  readonly totalMs2: number;
  /** LF / HF; Infinity without HF, NaN without either */
  readonly lfHf: number;
  /** LF and HF as percent of LF + HF ("normalised units") */
  readonly lfNu: number;
  readonly hfNu: number;
  /** highest line of LF and of HF, Hz; at a band's edge it is a slope and no peak */
  readonly lfPeakHz: number;
  readonly hfPeakHz: number;
}

/**
 * Intervals (ms, above 0) at even times, `hz` samples a second from the first beat's time on, linear between beats; the last sample falls before
 * the last beat. Empty with fewer than two.
 */
export function resampled(nnMs: readonly number[], hz = RESAMPLE_HZ): number[] {
  const at: number[] = [];
  let t = 0;
  for (const [i, nn] of nnMs.entries()) {
    if (i > 0) t += nn / 1000;
    at.push(t);
  }
  const out: number[] = [];
  let k = 0;
  for (let i = 0; i / hz < t; i++) {
    const now = i / hz;
    while (k + 2 < at.length && (at[k + 1] as number) <= now) k++;
    const from = at[k] as number;
    const a = nnMs[k] as number;
    out.push(a + (((nnMs[k + 1] as number) - a) * (now - from)) / ((at[k + 1] as number) - from));
  }
  return out;
}

/**
 * Welch's density of evenly sampled values: mean of the periodograms of Hann windows of `segment` samples (all of them if there are fewer)
 * that overlap by half. Null with fewer than 8 samples.
 */
export function welch(x: readonly number[], hz = RESAMPLE_HZ, segment = SEGMENT, padded = PADDED): Spectrum | null {
  if (x.length < 8) return null;
  const size = min(segment, x.length);
  const n = max(padded, powerOfTwo(size));
  const window = Array.from({ length: size }, (_, i) => 0.5 - 0.5 * cos((TAU * i) / size));
  const weight = window.reduce((sum, w) => sum + w * w, 0);
  const density = new Float64Array(n / 2 + 1);
  const hop = size - floor(size / 2);
  let count = 0;
  for (let from = 0; from + size <= x.length; from += hop) {
    addPeriodogram(density, x.slice(from, from + size), window, n);
    count++;
  }
  const scale = 1 / (hz * weight * count);
  for (let k = 0; k < density.length; k++) {
    // the lines between 0 and half the rate stand for two
    const sides = k === 0 || k === n / 2 ? 1 : 2;
    density[k] = (density[k] as number) * scale * sides;
  }
  return { stepHz: hz / n, density };
}

function addPeriodogram(density: Float64Array, x: readonly number[], window: readonly number[], n: number): void {
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  const level = mean(x);
  for (const [i, w] of window.entries()) re[i] = ((x[i] as number) - level) * w;
  transform(re, im);
  for (let k = 0; k < density.length; k++) {
    density[k] = (density[k] as number) + (re[k] as number) * (re[k] as number) + (im[k] as number) * (im[k] as number);
  }
}

/** Power in [low, high) Hz by the trapezoid over the lines inside; 0 with fewer than two. */
export function bandPower(s: Spectrum, low: number, high: number): number {
  let sum = 0;
  let before = -1;
  for (let k = 0; k < s.density.length; k++) {
    const hz = k * s.stepHz;
    if (hz < low) continue;
    if (hz >= high) break;
    const value = s.density[k] as number;
    if (before >= 0) sum += ((before + value) / 2) * s.stepHz;
    before = value;
  }
  return sum;
}

/** The highest line in [low, high), Hz; NaN if there is none. */
export function peakOf(s: Spectrum, low: number, high: number): number {
  let top = -1;
  for (let k = 0; k < s.density.length && k * s.stepHz < high; k++) {
    if (k * s.stepHz >= low && (top < 0 || (s.density[k] as number) > (s.density[top] as number))) top = k;
  }
  return top < 0 ? Number.NaN : top * s.stepHz;
}

/** The spectrum of a series of intervals; null when it lasts under 2 s. */
export function spectrumOf(nnMs: readonly number[]): Spectrum | null {
  const x = resampled(nnMs);
  if (x.length === 0) return null;
  const level = mean(x);
  return welch(x.map((v) => v - level));
}

/** All frequency-domain measures. Wants two minutes or more for LF and five for VLF (Task Force 1996); null under one minute. */
export function frequencyDomain(nnMs: readonly number[]): FrequencyDomain | null {
  const s = nnMs.reduce((sum, nn) => sum + nn, 0) < 60_000 ? null : spectrumOf(nnMs);
  if (!s) return null;
  const vlfMs2 = bandPower(s, ...BANDS.vlf);
  const lfMs2 = bandPower(s, ...BANDS.lf);
  const hfMs2 = bandPower(s, ...BANDS.hf);
  return {
    vlfMs2,
    lfMs2,
    hfMs2,
    totalMs2: vlfMs2 + lfMs2 + hfMs2,
    lfHf: lfMs2 / hfMs2,
    lfNu: (100 * lfMs2) / (lfMs2 + hfMs2),
    hfNu: (100 * hfMs2) / (lfMs2 + hfMs2),
    lfPeakHz: peakOf(s, ...BANDS.lf),
    hfPeakHz: peakOf(s, ...BANDS.hf),
  };
}

/** The heart's own coherence: half width of a peak, the range it may lie in (3 to 9 breaths a minute) and the whole it is compared with, Hz. */
const COHERENCE = { halfHz: 0.015, low: 0.04, high: 0.15, from: 0.003, to: 0.4 } as const;
const COHERENCE_SECONDS = 64;

export interface HeartCoherence {
  /** power of the peak by the power of everything beside it, 0 and up; above 1 the wave outweighs the rest */
  readonly ratio: number;
  /** the same as a share of all, 0..1 */
  readonly share: number;
  /** where the peak lies, Hz */
  readonly peakHz: number;
}

/**
 * How much one slow wave near 0.1 Hz holds of all variability in the newest 64 s: power within 0.015 Hz of the highest line of 0.04-0.15 Hz by
 * the rest of 0.003-0.4 Hz. The measure of McCraty, Atkinson, Tomasino & Bradley 2009 (power around the peak against the rest), on the band that
 * slow breathing can reach; the marketed scores under the same name are not published and differ. Null under 60 s.
 */
export function heartCoherence(nnMs: readonly number[]): HeartCoherence | null {
  let seconds = 0;
  let from = nnMs.length;
  while (from > 0 && seconds < COHERENCE_SECONDS) seconds += (nnMs[--from] as number) / 1000;
  const s = seconds < 60 ? null : spectrumOf(nnMs.slice(from));
  if (!s) return null;
  const peakHz = peakOf(s, COHERENCE.low, COHERENCE.high);
  const peak = bandPower(s, peakHz - COHERENCE.halfHz, peakHz + COHERENCE.halfHz);
  const whole = bandPower(s, COHERENCE.from, COHERENCE.to);
  return whole > 0 ? { ratio: peak / max(whole - peak, 1e-12), share: peak / whole, peakHz } : { ratio: 0, share: 0, peakHz };
}
