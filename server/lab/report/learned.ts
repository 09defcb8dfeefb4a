/** Whether a night's people learned to soothe: Bayesian knowledge tracing over the shadows to which hands came, in the order they came. */
import type { DreamEvent } from '../../../shared/dream/events.ts';
import { type Tracing, trace } from '../../../shared/dream/guide/inference.ts';
import { TICK_RATE } from '../../../shared/dream/ids.ts';

/** Corbett & Anderson's usual starting values: of a skill that few bring along and that may succeed by luck or fail by slip. */
const SOOTHING: Tracing = { known: 0.2, learn: 0.1, guess: 0.2, slip: 0.1 };
/** A shadow soothed within so long of the first hands was soothed well (play.md section 10), s. */
const WELL_SECONDS = 180;

export interface Learned {
  /** shadows that hands came to, and of those, soothed in time */
  readonly tried: number;
  readonly done: number;
  /** how likely it is known at the end, 0..1 */
  readonly likely: number;
}

/** @param events of a whole night, in order @param tick at which it ended: hands that came later than 180 s before, to a shadow that still stands, say nothing */
export function learnedSoothing(events: readonly DreamEvent[], tick: number): Learned {
  const gone = new Map<string, number>();
  for (const e of events) if (e.type === 'shadow.soothed') gone.set(e.about, e.tick);
  const seen = new Set<string>();
  let [tried, done, likely] = [0, 0, SOOTHING.known];
  for (const e of events) {
    if (e.type !== 'shadow.soothing' || seen.has(e.about)) continue;
    seen.add(e.about);
    const end = gone.get(e.about);
    if (end === undefined && tick - e.tick < WELL_SECONDS * TICK_RATE) continue;
    const well = end !== undefined && end - e.tick <= WELL_SECONDS * TICK_RATE;
    tried++;
    if (well) done++;
    likely = trace(likely, well, SOOTHING);
  }
  return { tried, done, likely };
}
