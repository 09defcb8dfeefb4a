/** Numbers and pure formulas of movement, hands, bridges and lanterns (play.md section 1). Metres, seconds, radians. */
import { max, min, sqrt } from '../../kernel/math.ts';

/** Walking speed aimed at, m/s. */
export const WALK_SPEED = 4.2;
/** Speed aimed at while floating, m/s. */
export const FLOAT_SPEED = 3.6;
/** How fast the velocity nears its aim, 1/s: with input, and coasting without (about 3 m of way). */
export const APPROACH = 3.0;
export const COAST = 1.4;
/** Below this, without input, one stands, m/s. */
export const STANDSTILL = 0.001;
export const GLIDE_FACTOR = 1.35;
export const COLD_FACTOR = 0.75;
export const CARRY_FACTOR = 0.85;

/** Height of a float, m, and the time to reach it, s. */
export const FLOAT_HEIGHT = 2.2;
export const FLOAT_RISE_SECONDS = 0.6;
/** Seconds of lift of who is at no ease and holds no hand; ease and hands add to it. */
export const LIFT_SECONDS = 2;
export const LIFT_PER_EASE = 1;
export const LIFT_PER_HAND = 0.5;
/** Lift that comes back by itself on solid ground, s/s. */
export const LIFT_RETURN = 0.15;
/** Leaving the ground needs this much lift, s: a held key does not make one hop on the last drop. */
export const LIFT_TO_START = 0.4;
/** The mist's way back to one's last ground, s. */
export const MIST_SECONDS = 3;
/** Half width of a body against colliders and loose things, m. */
export const AVATAR_RADIUS = 0.35;

/** Most seconds of lift at an ease of 0..1 with 0..2 hands held. */
export function liftMax(ease: number, hands: number): number {
  return LIFT_SECONDS + LIFT_PER_EASE * ease + LIFT_PER_HAND * hands;
}

/** Speed aimed at, m/s. */
export function aimedSpeed(floating: boolean, glide: boolean, cold: boolean, carrying: boolean): number {
  const base = floating ? FLOAT_SPEED : glide ? WALK_SPEED * GLIDE_FACTOR : WALK_SPEED;
  return base * (cold ? COLD_FACTOR : 1) * (carrying ? CARRY_FACTOR : 1);
}

/** An out-breath after a counted in-breath glides for at most this long, s. */
export const GLIDE_SECONDS = 6;

/** What one reaches with E or H, m. */
export const REACH_M = 2.5;
export const PALM_SECONDS = 8;
export const PALM_AGAIN_SECONDS = 4;
export const REFUSED_SECONDS = 30;
export const HANDS_EACH = 2;
/** The spring between hands pulls from here, m, with this strength, 1/s2; and lets go there, m. */
export const HANDS_SLACK = 1.8;
export const HANDS_SPRING = 6;
export const HANDS_BREAK = 4.5;
/** Pulled this far apart by somebody walking away counts as strain, m: leading a willing partner stays below it. */
export const HANDS_TAUT = 3.0;
export const STRAIN_SECONDS = 1.5;
/** Hands of somebody who left let go after this, s. */
export const LEAVING_SECONDS = 2;

/** Pads at both ends of a bridge, m. */
export const PAD_M = 5;
/** Fastest growth of a bridge, m/s. */
export const BRIDGE_CAP = 0.9;
export const BRIDGE_UNUSED_SECONDS = 60;
/** More people than this in a region open its next bridge at double speed. */
export const CROWD = 40;

/** Growth of a bridge in m/s for `n` breathers in tune `g` 0..1; `rate` is the knob bridgeRate (.3). */
export function bridgeGrowth(n: number, g: number, rate: number, crowded = false): number {
  return min(BRIDGE_CAP, rate * sqrt(n) * g) * (crowded ? 2 : 1);
}

export const LANTERN_REACH = 6;
export const LANTERN_APART = 4;
export const LANTERNS_ALIVE = 3;
export const LANTERN_AGAIN_SECONDS = 45;
export const LANTERN_GLOW_MAX = 5;
/** Breath cycle of a lantern whose planter's breath is unknown or not shown, s. */
export const LANTERN_CYCLE = 10;

/** Who is seen, heard and overheard, m. */
export const SIGHT = 40;
export const SPEECH = 12;
export const MURMUR = 4;
/** Who was seen is kept in sight up to this much farther, as a share. */
export const SIGHT_SLACK = 0.1;

/** Smallest distance of point (x, y) to the segment a-b, m. */
export function toSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const len2 = dx * dx + dy * dy;
  const t = len2 > 0 ? max(0, min(1, ((x - ax) * dx + (y - ay) * dy) / len2)) : 0;
  const ex = ax + t * dx - x;
  const ey = ay + t * dy - y;
  return sqrt(ex * ex + ey * ey);
}
