/** The breath key of a simulated citizen, tick by tick. */

import { TICK_RATE } from '../dream/ids.ts';
import type { World } from '../dream/world.ts';
import { below } from '../kernel/random.ts';
import type { Member } from './member.ts';

/** The dream's pacer: six a minute, in 4 s, out 6 s. */
const CYCLE = 10 * TICK_RATE;
const INWARD = 4 * TICK_RATE;
/** A simulated citizen is this much behind at most, in ticks (.6 s): company in tune, never perfect. */
const LATE = 12;

/** Whether the key is held at this tick. */
export function breathKey(world: World, member: Member): boolean {
  const plan = member.breath;
  const held = member.input.breath;
  if (plan.mode === 'off') return false;
  if (plan.mode === 'pacer') {
    const want = (((world.tick - plan.late) % CYCLE) + CYCLE) % CYCLE < INWARD;
    if (want !== held) plan.late = below(member.rng, LATE);
    return want;
  }
  const other = world.space.avatars[plan.with]?.input.breath ?? false;
  plan.behind = other === held ? 0 : plan.behind + 1;
  if (plan.behind <= plan.late) return held;
  plan.behind = 0;
  plan.late = below(member.rng, LATE);
  return other;
}
