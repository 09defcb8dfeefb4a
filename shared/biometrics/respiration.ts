/**
 * Breathing rate and phase from the heart alone: respiratory sinus arrhythmia. The beat intervals are resampled at 4 Hz (Task Force 1996
 * convention), trend taken out, tapered (Hann), and the peak of their spectrum in 0.15-0.4 Hz is the breath. Slow, paced breathing lies
 * below that band, where the blood pressure's own 0.1 Hz wave lives too: there only a peak that holds nearly all power counts.
 * No clear peak: null, never a guess.
 */
import { atan2, cos, floor, max, min, mod, round, sin, TAU } from '../kernel/math.ts';
import { mean } from './statistics.ts';

const SAMPLE_HZ = 4;
const STEP_HZ = 1 / 240;
/** bands: usual breathing, and with paced breathing at 4.8 to 9 a minute */
const USUAL = { low: 0.15, high: 0.4, share: 0.45 };
const PACED = { low: 0.075, high: 0.4, share: 0.8 };
/** a peak's own power is taken within this distance: the Hann window's main lobe over 60 s */
const LOBE_HZ = 2 / 60;
const MIN_SPAN_S = 30;
const PHASE_CYCLES = 3;

export interface Breath {
  /** breaths a minute, 4.5 to 24 */
  readonly perMinute: number;
  /** where in the breath the newest beat lies, turns in [0, 1): 0 in-breath begins, 0.5 out-breath; the rate's wave is taken as sin */
  readonly phase: number;
  /** share of the band's power in the peak, 0..1 */
  readonly clarity: number;
}

/** Intervals (ms) as samples of rate change at 4 Hz: -RR at each interval's middle, linear between, no trend; s from the first. */
function resample(nnMs: readonly number[]): { x: number[]; spanS: number; endS: number } {
  const at: number[] = [];
  let t = 0;
  for (const nn of nnMs) {
    at.push((t + nn / 2) / 1000);
    t += nn;
  }
  const start = at[0] ?? 0;
  const last = at[at.length - 1] ?? 0;
  const n = floor((last - start) * SAMPLE_HZ) + 1;
  const x: number[] = [];
  let k = 0;
  for (let i = 0; i < n; i++) {
    const now = start + i / SAMPLE_HZ;
    while (k + 2 < at.length && (at[k + 1] as number) < now) k++;
    const t0 = at[k] as number;
    const t1 = at[k + 1] ?? t0 + 1;
    const a = nnMs[k] as number;
    x.push(-(a + (((nnMs[k + 1] ?? a) - a) * (now - t0)) / (t1 - t0)));
  }
  return { x: detrended(x), spanS: last - start, endS: t / 1000 - start };
}

/** The least-squares line taken out. */
function detrended(x: readonly number[]): number[] {
  const centre = (x.length - 1) / 2;
  const level = mean(x);
  let sxy = 0;
  let sxx = 0;
  for (let i = 0; i < x.length; i++) {
    sxy += (i - centre) * ((x[i] as number) - level);
    sxx += (i - centre) * (i - centre);
  }
  const slope = sxx > 0 ? sxy / sxx : 0;
  return x.map((v, i) => v - level - slope * (i - centre));
}

/** Cosine and sine sums of x at `hz`, by rotation; x[0] is time 0. */
function project(x: readonly number[], hz: number): { c: number; s: number } {
  const stepCos = cos((TAU * hz) / SAMPLE_HZ);
  const stepSin = sin((TAU * hz) / SAMPLE_HZ);
  let re = 1;
  let im = 0;
  let c = 0;
  let s = 0;
  for (const v of x) {
    c += v * re;
    s += v * im;
    const next = re * stepCos - im * stepSin;
    im = re * stepSin + im * stepCos;
    re = next;
  }
  return { c, s };
}

interface Line {
  readonly hz: number;
  readonly power: number;
}

/** The clear peak of a band: inside it, above both neighbours, holding the band's share of power; refined by a parabola. */
function clearPeak(lines: readonly Line[], band: { low: number; high: number; share: number }): { hz: number; clarity: number } | null {
  let top = -1;
  for (let i = 0; i < lines.length; i++) {
    const { hz, power } = lines[i] as Line;
    if (hz >= band.low && hz <= band.high && (top < 0 || power > (lines[top] as Line).power)) top = i;
  }
  const peak = lines[top];
  const before = lines[top - 1];
  const after = lines[top + 1];
  // At the edge of the band what looks like a peak is the slope of something outside it.
  if (!peak || !before || !after || before.power >= peak.power || after.power >= peak.power) return null;
  let inLobe = 0;
  let inBand = 0;
  for (const { hz, power } of lines) {
    if (hz < band.low || hz > band.high) continue;
    inBand += power;
    if (hz >= peak.hz - LOBE_HZ && hz <= peak.hz + LOBE_HZ) inLobe += power;
  }
  const clarity = inBand > 0 ? inLobe / inBand : 0;
  if (clarity < band.share) return null;
  const bend = before.power - 2 * peak.power + after.power;
  return { hz: peak.hz + (STEP_HZ * 0.5 * (before.power - after.power)) / bend, clarity };
}

/** The breath in cleaned intervals (ms) that span 30 s or more (60 s for +-0.5 a minute); null when no peak is clear. */
export function breathOf(nnMs: readonly number[]): Breath | null {
  if (nnMs.length < 8) return null;
  const { x, spanS, endS } = resample(nnMs);
  if (spanS < MIN_SPAN_S) return null;
  const tapered = x.map((v, i) => v * (0.5 - 0.5 * cos((TAU * i) / (x.length - 1))));
  const lines: Line[] = [];
  for (let k = round(PACED.low / STEP_HZ) - 1; k <= round(PACED.high / STEP_HZ) + 1; k++) {
    const { c, s } = project(tapered, k * STEP_HZ);
    lines.push({ hz: k * STEP_HZ, power: c * c + s * s });
  }
  const peak = clearPeak(lines, PACED) ?? clearPeak(lines, USUAL);
  if (!peak) return null;

  // Phase by the last whole cycles only, so that an error of the rate cannot turn it far.
  const tail = min(x.length, max(2, round((PHASE_CYCLES / peak.hz) * SAMPLE_HZ)));
  const { c, s } = project(x.slice(x.length - tail), peak.hz);
  const sinceTail = endS - (x.length - tail) / SAMPLE_HZ;
  const phase = mod(atan2(c, s) / TAU + peak.hz * sinceTail, 1);
  return { perMinute: peak.hz * 60, phase, clarity: peak.clarity };
}
