/**
 * The quick channel: a heart that leaves where it was tells so within a few beats, while the rate's 10 s and the RMSSD's 30 s would need as long
 * again to follow. Its own last half minute says what is usual: breath moves a heart too, and what breath does is no turn. How sure it is grows
 * with the way beyond that, so a steady heart is never touched by it (own design; the windows it overtakes are those of `features.ts`).
 */
import { clamp, max, min } from '../kernel/math.ts';

/** Beats that are looked at: three, so that a single odd one is outvoted. */
const NEWEST_BEATS = 3;
/** heart time compared with, ms: it ended so long ago (what the rate's window has not taken in) and is so long, at least and at most */
const BEFORE_MS = 10_000;
const USUAL_LEAST_MS = 15_000;
const USUAL_MOST_MS = 30_000;
/** beyond the usual by this much it is certain, bpm: the least spread of a resting rate */
const CERTAIN_BPM = 5;

export interface Turn {
  /** rate of the newest beats, bpm */
  readonly rateBpm: number;
  /** how sure it is that the heart has left where it was, 0..1; 0 within what it did in the half minute before */
  readonly share: number;
}

/** Whether a heart turns now; null while too little is known, or when one of its newest beats (`sound` false) had to be mended. */
export function turnOf(nnMs: readonly number[], sound: boolean): Turn | null {
  if (!sound || nnMs.length < NEWEST_BEATS) return null;
  const rateAt = (end: number): number =>
    (60000 * NEWEST_BEATS) / ((nnMs[end - 1] as number) + (nnMs[end - 2] as number) + (nnMs[end - 3] as number));
  let high = 0;
  let low = Number.POSITIVE_INFINITY;
  let ago = 0;
  for (let end = nnMs.length; end >= NEWEST_BEATS && ago < BEFORE_MS + USUAL_MOST_MS; end--) {
    if (ago >= BEFORE_MS) {
      const rate = rateAt(end);
      high = max(high, rate);
      low = min(low, rate);
    }
    ago += nnMs[end - 1] as number;
  }
  if (ago < BEFORE_MS + USUAL_LEAST_MS) return null;
  const rateBpm = rateAt(nnMs.length);
  const beyond = rateBpm > high ? rateBpm - high : rateBpm < low ? low - rateBpm : 0;
  return { rateBpm, share: clamp(beyond / CERTAIN_BPM, 0, 1) };
}
