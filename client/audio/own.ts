/** The common plan as one person hears it: leant by what their own tracks, circle and ground add to the common parameters. Pure. */
import type { MusicPlan, Params } from '../../shared/dream/jukebox/model.ts';
import { LADDER, leant } from '../../shared/dream/jukebox/rules.ts';

export function ownPlan(plan: MusicPlan, common: Params, own: Params): MusicPlan {
  const step = LADDER.indexOf(plan.mode) + Math.round(own.mode - common.mode);
  return {
    ...leant(plan, own.intensity - common.intensity),
    tempo: plan.tempo + (own.tempo - common.tempo),
    mode: LADDER[Math.min(LADDER.length - 1, Math.max(0, step))] ?? plan.mode,
  };
}
