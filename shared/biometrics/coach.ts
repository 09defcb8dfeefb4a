/**
 * One search of the breath coach while it runs: paces in turn, each as long as the form says, beats kept by pace, what each did to the heart.
 * Plain data, no clock of its own; it lives where the beats are, in the sensor's worker, and says to the page no more than `CoachSaid`.
 */
import { min, round } from '../kernel/math.ts';
import { LOST_MS, STALE_MS } from './reading.ts';
import { assessPace, COACH_PACES, nextPace, PACE_SECONDS, type PacedStretch, resonanceOf } from './resonance.ts';

/** whole: two minutes a pace as published; short: 80 s a pace, of which 65 are looked at */
export type CoachForm = 'whole' | 'short';
export const FORM_SECONDS: Readonly<Record<CoachForm, number>> = { whole: PACE_SECONDS, short: 80 };
/** while a pace is breathed it is looked at so often, whether the signal still serves, ms */
const LOOK_MS = 5000;

/** What the person may see of a pace that has been breathed. */
export interface PaceHeard {
  /** breaths a minute */
  readonly perMinute: number;
  /** mean over the breaths of highest minus lowest heart rate, bpm, to .1 */
  readonly swingBpm: number;
  /** share of the heart's movement that went with the breath, 0..1, to .01 */
  readonly share: number;
}

export interface CoachSaid {
  readonly is: 'pacing' | 'found' | 'none';
  readonly form: CoachForm;
  /** while pacing: breaths a minute now, how many s of it have passed, and how many it takes; else 0 */
  readonly perMinute: number;
  readonly seconds: number;
  readonly ofSeconds: number;
  readonly heard: readonly PaceHeard[];
  /** the person's pace, breaths a minute, to .05, and whether the true one may lie beyond what was breathed; null unless found */
  readonly found: { readonly perMinute: number; readonly atEdge: boolean } | null;
  /** why nothing was found: the signal was mended too often, a pace was too short, no pace moved the heart, no beats came; '' otherwise */
  readonly reason: 'artefacts' | 'short' | 'still' | 'lost' | '';
}

export interface CoachRun {
  readonly form: CoachForm;
  done: PacedStretch[];
  heard: PaceHeard[];
  perMinute: number;
  rrMs: number[];
  /** when this pace began, when the last beat came, when it was last looked at, ms */
  sinceMs: number;
  beatMs: number;
  lookedMs: number;
  over: CoachSaid | null;
}

/** A search that begins now with the fastest pace. */
export function beginCoach(form: CoachForm, nowMs: number): CoachRun {
  const perMinute = COACH_PACES[0];
  return { form, done: [], heard: [], perMinute, rrMs: [], sinceMs: nowMs, beatMs: nowMs, lookedMs: nowMs, over: null };
}

/** One interval, ms. After 3 s of silence this pace begins anew: a stretch has no gap. */
export function coachBeat(run: CoachRun, rrMs: number, nowMs: number): void {
  if (nowMs - run.beatMs >= STALE_MS) Object.assign(run, { rrMs: [], sinceMs: nowMs, lookedMs: nowMs });
  else run.rrMs.push(rrMs);
  run.beatMs = nowMs;
}

/** What the coach says now; moves on to the next pace, or ends, when it is time. */
export function coachAt(run: CoachRun, nowMs: number): CoachSaid {
  if (run.over) return run.over;
  if (nowMs - run.beatMs >= LOST_MS) return end(run, 'lost');
  const whole = FORM_SECONDS[run.form];
  const seconds = (nowMs - run.sinceMs) / 1000;
  if (seconds >= whole) {
    const stretch = { perMinute: run.perMinute, rrMs: run.rrMs };
    const { peakTroughBpm, waveShare } = assessPace(stretch);
    run.done.push(stretch);
    run.heard.push({ perMinute: run.perMinute, swingBpm: round(10 * peakTroughBpm) / 10, share: round(100 * waveShare) / 100 });
    const next = nextPace(run.done);
    if (next === null) return end(run, null);
    Object.assign(run, { perMinute: next, rrMs: [], sinceMs: nowMs, lookedMs: nowMs });
  } else if (nowMs - run.lookedMs >= LOOK_MS) {
    run.lookedMs = nowMs;
    if (assessPace({ perMinute: run.perMinute, rrMs: run.rrMs }).stop) return end(run, 'artefacts');
  }
  return {
    ...said(run, 'pacing'),
    perMinute: run.perMinute,
    seconds: min(whole, round((nowMs - run.sinceMs) / 1000)),
    ofSeconds: whole,
  };
}

const said = ({ form, heard }: CoachRun, is: CoachSaid['is']): CoachSaid => ({
  is,
  form,
  perMinute: 0,
  seconds: 0,
  ofSeconds: 0,
  heard: [...heard],
  found: null,
  reason: '',
});

/** The end of the search; the beats go with it. */
function end(run: CoachRun, reason: 'artefacts' | 'lost' | null): CoachSaid {
  const result = reason ? null : resonanceOf(run.done);
  run.over =
    result?.kind === 'found'
      ? { ...said(run, 'found'), found: { perMinute: result.perMinute, atEdge: result.atEdge } }
      : { ...said(run, 'none'), reason: reason ?? result?.reason ?? 'short' };
  run.done = [];
  run.rrMs = [];
  return run.over;
}
