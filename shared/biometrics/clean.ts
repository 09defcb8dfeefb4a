/**
 * Beat intervals with false, missed, extra and early beats found and mended, after Lipponen & Tarvainen 2019 (J Med Eng Technol 43:173),
 * then a range rule for what is left. Written from the published formulas: thresholds that follow the person's own variability, no fixed
 * percentages. Ends: a difference before the first or after the newest beat counts as 0, so a beat whose successors have not come yet is
 * judged by its own deviation and by the past only, and judged again when they come.
 */
import { abs, max, min } from '../kernel/math.ts';
import { ascending, median, quantileOfSorted } from './statistics.ts';

/** What no beat of a person sitting or walking leaves, ms: 200 down to 30 bpm. */
export const RR_MIN_MS = 300;
export const RR_MAX_MS = 2000;

const ALPHA = 5.2;
const THRESHOLD_BEATS = 91;
const MEDIAN_BEATS = 11;
const ECTOPIC_SLOPE = 0.13;
const ECTOPIC_OFFSET = 0.17;
const DEVIATION_LIMIT = 3;
/** Ours: no threshold below 10 ms, so that a perfectly even series (a metronome, a sensor that repeats itself) does not divide by 0. */
const THRESHOLD_FLOOR_MS = 10;

/** `misplaced` is the paper's "long or short": a beat found at the wrong moment. */
export type BeatVerdict = 'normal' | 'ectopic' | 'missed' | 'extra' | 'misplaced' | 'range';

export interface CleanBeats {
  /** mended intervals, ms, oldest first; may be one longer (a missed beat put in) or shorter (an extra one taken out) for each mend */
  readonly nnMs: readonly number[];
  /** one verdict for each interval that came in */
  readonly verdicts: readonly BeatVerdict[];
  /** share of intervals with a verdict other than normal, 0..1; 0 for none */
  readonly artefactShare: number;
}

/** x in a window of `size` centred on i, shrinking at the ends. */
function around(x: readonly number[], i: number, size: number): readonly number[] {
  const half = (size - 1) / 2;
  return x.slice(max(0, i - half), min(x.length, i + half + 1));
}

/** 5.2 times the quartile deviation of |x| in the 91 beats around each beat, ms. */
function thresholds(x: readonly number[]): number[] {
  const size = x.map(abs);
  return size.map((_, i) => {
    const sorted = ascending(around(size, i, THRESHOLD_BEATS));
    return max(THRESHOLD_FLOOR_MS, (ALPHA * (quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25))) / 2);
  });
}

/** The verdict on each interval (ms, finite, at least 0) by differences and deviations from the running median. */
export function classifyBeats(rrMs: readonly number[]): BeatVerdict[] {
  const rr = (i: number): number => rrMs[i] as number;
  const difference = rrMs.map((v, i) => (i === 0 ? 0 : v - rr(i - 1)));
  const th1 = thresholds(difference);
  const medians = rrMs.map((_, i) => median(around(rrMs, i, MEDIAN_BEATS)));
  const deviation = rrMs.map((v, i) => {
    const m = v - (medians[i] as number);
    return m < 0 ? 2 * m : m;
  });
  const th2 = thresholds(deviation);
  const d = (i: number): number => (difference[i] ?? 0) / (th1[i] ?? 1);

  const verdictOf = (i: number): BeatVerdict => {
    const di = d(i);
    const side = di > 0 ? max(d(i - 1), d(i + 1)) : min(d(i - 1), d(i + 1));
    if (di > 1 && side < -ECTOPIC_SLOPE * di - ECTOPIC_OFFSET) return 'ectopic';
    if (di < -1 && side > -ECTOPIC_SLOPE * di + ECTOPIC_OFFSET) return 'ectopic';

    const limit = th2[i] as number;
    const middle = medians[i] as number;
    const long = di > 1 && min(d(i + 1), d(i + 2)) < -1;
    const short = di < -1 && max(d(i + 1), d(i + 2)) > 1;
    if (short && i + 1 < rrMs.length && abs(rr(i) + rr(i + 1) - middle) < limit) return 'extra';
    if (long && abs(rr(i) / 2 - middle) < limit) return 'missed';
    return long || short || abs((deviation[i] as number) / limit) > DEVIATION_LIMIT ? 'misplaced' : 'normal';
  };
  return rrMs.map((_, i) => verdictOf(i));
}

/** Classified and mended: missed beats put in, extra beats merged, the other artefacts interpolated. All-bad input gives no intervals. */
export function cleanBeats(rrMs: readonly number[]): CleanBeats {
  const verdicts = classifyBeats(rrMs);
  const holed: (number | null)[] = [];
  for (let i = 0; i < rrMs.length; i++) {
    const rr = rrMs[i] as number;
    switch (verdicts[i]) {
      case 'missed':
        holed.push(inRange(rr / 2), inRange(rr / 2));
        break;
      case 'extra':
        holed.push(inRange(rr + (rrMs[i + 1] as number)));
        i++;
        verdicts[i] = 'normal';
        break;
      case 'normal':
        if (inRange(rr) === null) verdicts[i] = 'range';
        holed.push(inRange(rr));
        break;
      default:
        holed.push(null);
    }
  }
  const bad = verdicts.filter((v) => v !== 'normal').length;
  return { nnMs: fillLinear(holed), verdicts, artefactShare: rrMs.length === 0 ? 0 : bad / rrMs.length };
}

function inRange(rrMs: number): number | null {
  return rrMs >= RR_MIN_MS && rrMs <= RR_MAX_MS ? rrMs : null;
}

/** Intervals outside [low, high] ms become null. */
export function rangeRule(rrMs: readonly number[], lowMs = RR_MIN_MS, highMs = RR_MAX_MS): (number | null)[] {
  return rrMs.map((rr) => (rr >= lowMs && rr <= highMs ? rr : null));
}

/** Holes filled on the line between the nearest values on both sides, by index; at the ends with the nearest. All holes: empty. */
export function fillLinear(holed: readonly (number | null)[]): number[] {
  const out: number[] = [];
  let before = -1;
  for (let i = 0; i < holed.length; i++) {
    const value = holed[i] as number | null;
    if (value === null) continue;
    const start = before < 0 ? value : (holed[before] as number);
    for (let k = before + 1; k < i; k++) out.push(start + ((value - start) * (k - before)) / (i - before));
    out.push(value);
    before = i;
  }
  if (before < 0) return out;
  while (out.length < holed.length) out.push(holed[before] as number);
  return out;
}

/** Each interval is judged against the one before it; the one after a rejected interval is taken unjudged. */
function byPredecessor(rrMs: readonly number[], accept: (previous: number, next: number) => boolean): (number | null)[] {
  let rejected = false;
  return rrMs.map((rr, i) => {
    rejected = i > 0 && !rejected && !accept(rrMs[i - 1] as number, rr);
    return rejected ? null : rr;
  });
}

/** Malik 1989: a change above 20 % of the interval before is rejected (null). Offered for comparison; readings use Lipponen-Tarvainen. */
export function malikRule(rrMs: readonly number[]): (number | null)[] {
  return byPredecessor(rrMs, (previous, next) => abs(next - previous) <= 0.2 * previous);
}

/** Kamath 1995: a rise above 32.5 % or a fall above 24.5 % is rejected. */
export function kamathRule(rrMs: readonly number[]): (number | null)[] {
  return byPredecessor(rrMs, (previous, next) => next - previous <= 0.325 * previous && previous - next <= 0.245 * previous);
}

/** Karlsson 2012: 20 % or more away from the mean of both neighbours is rejected; first and last stay. */
export function karlssonRule(rrMs: readonly number[]): (number | null)[] {
  return rrMs.map((rr, i) => {
    const before = rrMs[i - 1];
    const after = rrMs[i + 1];
    if (before === undefined || after === undefined) return rr;
    const middle = (before + after) / 2;
    return abs(middle - rr) < 0.2 * middle ? rr : null;
  });
}

/** Acar 2000: 20 % or more away from the mean of the last nine accepted is rejected; the first nine are accepted. */
export function acarRule(rrMs: readonly number[]): (number | null)[] {
  const accepted: number[] = [];
  return rrMs.map((rr) => {
    const last = accepted.slice(-9);
    const middle = last.reduce((sum, v) => sum + v, 0) / 9;
    if (last.length === 9 && !(abs(middle - rr) < 0.2 * middle)) return null;
    accepted.push(rr);
    return rr;
  });
}
