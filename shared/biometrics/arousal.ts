/**
 * Arousal index against a person's own baseline: A = tanh(sum w_c s_c z_c / sum w_c) over the channels at hand, z = (x - median) / spread
 * with spread = 1.4826 MAD (robust z-score; Huber 1981). RMSSD enters as its logarithm, being log-normal over people and time (Nunan 2010),
 * and with a minus: variability falls as arousal rises. Weights are design constants.
 */
import { max, tanh } from '../kernel/math.ts';
import { median, medianDeviation } from './statistics.ts';

export const CHANNELS = ['rate', 'lnRmssd', 'skinRate', 'skinLevel'] as const;
export type Channel = (typeof CHANNELS)[number];

const WEIGHT: Readonly<Record<Channel, number>> = { rate: 1, lnRmssd: 0.7, skinRate: 0.7, skinLevel: 0.4 };
const DIRECTION: Readonly<Record<Channel, 1 | -1>> = { rate: 1, lnRmssd: -1, skinRate: 1, skinLevel: 1 };

/** MAD to standard deviation under a normal law. */
export const MAD_SCALE = 1.4826;

export interface Baseline {
  readonly middle: number;
  /** robust standard deviation, above 0 */
  readonly spread: number;
}

/**
 * Median and spread of a channel at rest (any number of samples from 1; null with none). `floor`, in the channel's unit, is the least
 * spread: someone who sat still for a minute is not thrown to the ends of the scale by their first step.
 */
export function baselineOf(samples: readonly number[], floor: number): Baseline | null {
  if (samples.length === 0) return null;
  const spread = max(MAD_SCALE * medianDeviation(samples), floor);
  return { middle: median(samples), spread: spread > 0 ? spread : 1 };
}

/** Distance from the baseline in spreads. */
export function zScore(x: number, baseline: Baseline): number {
  return (x - baseline.middle) / baseline.spread;
}

/** Arousal in (-1, 1) from the z-scores at hand; a missing channel leaves its weight to the others; null when all are missing. */
export function arousalIndex(z: Partial<Readonly<Record<Channel, number | null>>>): number | null {
  let sum = 0;
  let weight = 0;
  for (const channel of CHANNELS) {
    const value = z[channel];
    if (value === undefined || value === null || Number.isNaN(value)) continue;
    sum += WEIGHT[channel] * DIRECTION[channel] * value;
    weight += WEIGHT[channel];
  }
  return weight === 0 ? null : tanh(sum / weight);
}

const WHOLE = CHANNELS.reduce((sum, channel) => sum + WEIGHT[channel], 0);

/**
 * How much stands behind an index, 0..1: the weight of the channels at hand by that of all four (0.61 for a heart alone), times quality (grade
 * 0..3) by 3, times how settled the baseline is (0..1). Design choice: a product, so that one 0 is enough for 0.
 */
export function confidenceOf(z: Partial<Readonly<Record<Channel, number | null>>>, quality: number, settled: number): number {
  let weight = 0;
  for (const channel of CHANNELS) {
    const value = z[channel];
    if (value !== undefined && value !== null && !Number.isNaN(value)) weight += WEIGHT[channel];
  }
  return (weight / WHOLE) * (quality / 3) * settled;
}
