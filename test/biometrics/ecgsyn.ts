/**
 * RR intervals of ECGSYN (McSharry, Clifford, Tarassenko & Smith 2003, IEEE TBME 50:289, its rrprocess), for tests: two Gaussian bands in the
 * spectrum, random phases, so that LF/HF is what was asked for whatever the seed. Written from the paper's formulas.
 */
import { transform } from '../../shared/biometrics/fourier.ts';
import { deviation } from '../../shared/biometrics/statistics.ts';
import { type StreamState, uniform } from '../../shared/kernel/random.ts';

export interface RrProcess {
  /** LF / HF */
  lfHf: number;
  /** mean and standard deviation of the rate, bpm */
  hrMean: number;
  hrSd: number;
  /** how many intervals; a power of two */
  count: number;
  /** centres and widths of the bands, Hz */
  lowHz: number;
  highHz: number;
  widthHz: number;
}

const USUAL: RrProcess = { lfHf: 0.5, hrMean: 60, hrSd: 1, count: 256, lowHz: 0.1, highHz: 0.25, widthHz: 0.01 };

/** Intervals in ms, one for each second of the process. */
export function rrProcess(random: StreamState, given: Partial<RrProcess> = {}): number[] {
  const { lfHf, hrMean, hrSd, count, lowHz, highHz, widthHz } = { ...USUAL, ...given };
  const bell = (hz: number, centre: number): number => {
    const width = 2 * Math.PI * widthHz;
    const z = (2 * Math.PI * (hz - centre)) / width;
    return Math.exp(-0.5 * z * z) / (width * Math.sqrt(2 * Math.PI));
  };
  const re = new Float64Array(count);
  const im = new Float64Array(count);
  for (let k = 1; k < count / 2; k++) {
    const hz = k / count;
    const amplitude = 0.5 * Math.sqrt(lfHf * bell(hz, lowHz) + bell(hz, highHz));
    const phase = 2 * Math.PI * uniform(random);
    for (const [at, sign] of [
      [k, 1],
      [count - k, -1],
    ] as const) {
      re[at] = amplitude * Math.cos(phase);
      im[at] = sign * amplitude * Math.sin(phase);
    }
  }
  transform(re, im, true);
  const scale = (60_000 * hrSd) / (hrMean * hrMean) / deviation([...re], 0);
  return [...re].map((x) => 60_000 / hrMean + scale * x);
}

/** Periodogram power in [low, high) Hz of values one second apart, in unit^2 on any one scale. */
export function periodogramPower(x: readonly number[], low: number, high: number): number {
  const re = Float64Array.from(x);
  const im = new Float64Array(x.length);
  transform(re, im);
  let sum = 0;
  for (let k = 1; k < x.length / 2; k++) {
    const hz = k / x.length;
    if (hz >= low && hz < high) sum += (re[k] as number) ** 2 + (im[k] as number) ** 2;
  }
  return sum;
}
