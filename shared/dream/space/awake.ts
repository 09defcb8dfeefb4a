/** Which loose things take part in this tick's physics, and which avatars they may meet. What sleeps costs a few comparisons. */
import { abs, hypot, max } from '../../kernel/math.ts';
import type { CompiledLoose } from '../compiled.ts';
import type { Avatar, Loose, Space } from './model.ts';
import { AVATAR_RADIUS } from './rules.ts';
import { radiusOf } from './shapes.ts';

/** Avatars enter matter within this of an awake thing, m. */
const AVATAR_REACH = 2;
/** A walking avatar this near the edge of a sleeping thing wakes it, m. */
const WAKE_GAP = 0.25;
/** Ticks of rest before a thing sleeps, and what counts as rest: m/s and rad/s. */
export const SLEEP_TICKS = 20;
export const REST_SPEED = 0.02;
export const REST_SPIN = 0.02;
/** A door is shut within this, rad. */
export const SHUT_ANGLE = 0.02;

/** Who can touch loose things: neither in the mist nor above them. */
export function onFoot(everyone: readonly Avatar[]): Avatar[] {
  return everyone.filter((a) => a.mist === 0 && a.z <= AVATAR_RADIUS);
}

/** Awake already, met by somebody walking, or a door left open with nobody in it. */
export function staysAwake(walkers: readonly Avatar[], thing: Loose, plan: CompiledLoose): boolean {
  if (thing.still < SLEEP_TICKS) return true;
  const touch = radiusOf(plan) + AVATAR_RADIUS + WAKE_GAP;
  const reach = max(touch, AVATAR_REACH);
  let someone = false;
  for (const a of walkers) {
    const dx = a.x - thing.x;
    if (dx > reach || dx < -reach) continue;
    const dy = a.y - thing.y;
    const d2 = dx * dx + dy * dy;
    if (d2 < touch * touch && a.vx * a.vx + a.vy * a.vy > REST_SPEED * REST_SPEED) return true;
    if (d2 < AVATAR_REACH * AVATAR_REACH) someone = true;
  }
  return plan.kind === 'door' && !someone && abs(thing.angle - plan.angle) > SHUT_ANGLE;
}

/** The awake and the sleeping ones they may touch, in the order of the scenario. */
export function withNeighbours(space: Space, plans: readonly CompiledLoose[], awake: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < space.loose.length; i++) {
    const thing = space.loose[i] as Loose;
    if (thing.heldBy !== '') continue;
    const r = radiusOf(plans[i] as CompiledLoose);
    const near = (j: number): boolean => {
      const other = space.loose[j] as Loose;
      return hypot(other.x - thing.x, other.y - thing.y) < r + radiusOf(plans[j] as CompiledLoose) + WAKE_GAP;
    };
    if (awake.includes(i) || awake.some(near)) out.push(i);
  }
  return out;
}

/** Avatars within 2 m of something awake: the only ones that enter matter. */
export function walkersNear(walkers: readonly Avatar[], space: Space, plans: readonly CompiledLoose[], awake: readonly number[]): Avatar[] {
  const out: Avatar[] = [];
  for (const a of walkers) {
    for (const i of awake) {
      const thing = space.loose[i] as Loose;
      const reach = AVATAR_REACH + radiusOf(plans[i] as CompiledLoose);
      if ((a.x - thing.x) * (a.x - thing.x) + (a.y - thing.y) * (a.y - thing.y) > reach * reach) continue;
      out.push(a);
      break;
    }
  }
  return out;
}
