/**
 * Heart rate variability of cleaned beat intervals (NN, ms). Time domain: Task Force of the ESC and NASPE 1996 (Circulation 93:1043);
 * Poincaré: Brennan, Palaniswami & Kamen 2001; CSI and CVI: Toichi 1997, modified CSI: Jeppesen 2014; sample entropy: Richman & Moorman
 * 2000.
 * The conventions that differ between programs are named in the field: which mean, which divisor, which denominator.
 */
import { abs, floor, LN2, ln, sqrt } from '../kernel/math.ts';
import { ascending, deviation, differences, mean, median, variance } from './statistics.ts';

const LN10 = ln(5) + LN2;

export interface TimeDomain {
  /** how many intervals */
  readonly count: number;
  /** mean, median, largest minus smallest interval, ms */
  readonly meanNnMs: number;
  readonly medianNnMs: number;
  readonly rangeNnMs: number;
  /** mean of 60000/NN, the mean rate over beats, bpm (hrv-analysis, pyHRV) */
  readonly meanOfRatesBpm: number;
  /** 60000 / mean NN, the rate over time, bpm (Kubios); what a Reading carries */
  readonly rateOfMeanBpm: number;
  readonly minRateBpm: number;
  readonly maxRateBpm: number;
  /** standard deviation of 60000/NN over beats, divisor n, bpm */
  readonly sdRateBpm: number;
  /** standard deviation of NN, divisor n - 1, ms */
  readonly sdnnMs: number;
  /** root mean square of successive differences, ms */
  readonly rmssdMs: number;
  /** natural logarithm of RMSSD; -Infinity when all intervals are equal */
  readonly lnRmssd: number;
  /** standard deviation of successive differences, divisor n, ms */
  readonly sdsdMs: number;
  /** successive differences strictly above 50 and 20 ms: how many, and percent of all differences (not of all intervals) */
  readonly nn50: number;
  readonly nn20: number;
  readonly pnn50: number;
  readonly pnn20: number;
  /** coefficients of variation: RMSSD and SDNN by mean NN */
  readonly cvsd: number;
  readonly cvnni: number;
  /** half axes of the Poincaré plot, ms */
  readonly sd1Ms: number;
  readonly sd2Ms: number;
  /** SD2 / SD1; log10(16 SD1 SD2); 4 SD2^2 / SD1, ms */
  readonly csi: number;
  readonly cvi: number;
  readonly modifiedCsi: number;
}

/** All time-domain measures of at least three intervals (positive, ms); null with fewer. */
export function timeDomain(nnMs: readonly number[]): TimeDomain | null {
  if (nnMs.length < 3) return null;
  const d = differences(nnMs);
  const rates = nnMs.map((nn) => 60000 / nn);
  const sorted = ascending(nnMs);
  const meanNnMs = mean(nnMs);
  const rmssdMs = rmssd(nnMs);
  const sdnnMs = deviation(nnMs, 1);
  const spread = variance(d, 1);
  const sd1Ms = sqrt(spread / 2);
  const sd2Ms = sqrt(2 * variance(nnMs, 1) - spread / 2);
  const above = (limitMs: number): number => d.filter((x) => abs(x) > limitMs).length;
  const nn50 = above(50);
  const nn20 = above(20);
  const smallest = sorted[0] as number;
  const largest = sorted[sorted.length - 1] as number;
  return {
    count: nnMs.length,
    meanNnMs,
    medianNnMs: median(nnMs),
    rangeNnMs: largest - smallest,
    meanOfRatesBpm: mean(rates),
    rateOfMeanBpm: 60000 / meanNnMs,
    minRateBpm: 60000 / largest,
    maxRateBpm: 60000 / smallest,
    sdRateBpm: deviation(rates, 0),
    sdnnMs,
    rmssdMs,
    lnRmssd: ln(rmssdMs),
    sdsdMs: deviation(d, 0),
    nn50,
    nn20,
    pnn50: (100 * nn50) / d.length,
    pnn20: (100 * nn20) / d.length,
    cvsd: rmssdMs / meanNnMs,
    cvnni: sdnnMs / meanNnMs,
    sd1Ms,
    sd2Ms,
    csi: sd2Ms / sd1Ms,
    cvi: ln(16 * sd1Ms * sd2Ms) / LN10,
    modifiedCsi: (4 * sd2Ms * sd2Ms) / sd1Ms,
  };
}

/** Root mean square of successive differences, ms; NaN with fewer than two intervals. */
export function rmssd(nnMs: readonly number[]): number {
  if (nnMs.length < 2) return NaN;
  let sum = 0;
  for (let i = 1; i < nnMs.length; i++) {
    const d = (nnMs[i] as number) - (nnMs[i - 1] as number);
    sum += d * d;
  }
  return sqrt(sum / (nnMs.length - 1));
}

/** HRV triangular index: count by the tallest bin of the histogram, bins of 8 ms from 300 ms (near the Task Force's 1/128 s). */
export function triangularIndex(nnMs: readonly number[]): number {
  const bins = new Map<number, number>();
  let tallest = 0;
  for (const nn of nnMs) {
    const bin = floor((nn - 300) / 8);
    const height = (bins.get(bin) ?? 0) + 1;
    bins.set(bin, height);
    if (height > tallest) tallest = height;
  }
  return nnMs.length / tallest;
}

/**
 * Sample entropy -ln(A/B): B counts pairs of templates of length m within the tolerance (Chebyshev distance, r = 0.2 SD with divisor n),
 * A those of length m + 1; no self-matches. Takes n^2 steps. Infinity when nothing matches at m + 1.
 */
export function sampleEntropy(nnMs: readonly number[], m = 2, tolerance = 0.2 * deviation(nnMs, 0)): number {
  const n = nnMs.length - m;
  let a = 0;
  let b = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      let k = 0;
      while (k <= m && abs((nnMs[i + k] as number) - (nnMs[j + k] as number)) <= tolerance) k++;
      if (k >= m) b++;
      if (k > m) a++;
    }
  }
  return -ln(a / b);
}
