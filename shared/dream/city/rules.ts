/** How far a night moves a wound. Own numbers; all are shares 0..1. */
import { clamp, min, roundTo } from '../../kernel/math.ts';
import type { WoundResult } from './model.ts';

/** All shadows of its themes soothed close it by so much ... */
export const SOOTHED_CLOSES = 0.25;
/** ... a whole cloth that speaks of it by so much (half a cloth counts in full) ... */
export const WOVEN_CLOSES = 0.15;
/** ... and how the night ended adds this. */
export const ENDING_MOVES: Readonly<Record<string, number>> = { dawn: -0.05, restless: 0, broken: 0.1 };
/** A wound nobody came near opens by this. */
export const DENIED_OPENS = 0.05;
/** From here on down it counts as repaired. */
export const REPAIRED = 0.1;

export function moveWound(night: { open: number; soothedShare: number; wovenShare: number; ending: string }): {
  open: number;
  by: number;
  result: WoundResult;
} {
  const { soothedShare, wovenShare } = night;
  const denied = soothedShare === 0 && wovenShare === 0;
  const closes = SOOTHED_CLOSES * clamp(soothedShare, 0, 1) + WOVEN_CLOSES * min(1, 2 * wovenShare);
  const open = roundTo(clamp(night.open - closes + (ENDING_MOVES[night.ending] ?? 0) + (denied ? DENIED_OPENS : 0), 0, 1), 6);
  const result = denied ? 'denied' : open <= REPAIRED ? 'repaired' : soothedShare > 0 ? 'faced' : 'shared';
  return { open, by: roundTo(open - night.open, 6), result };
}
