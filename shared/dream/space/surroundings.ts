/** What a person's step depends on, read from the world; `modifiers` and partners go on the wire to that person alone. */
import type { Breath } from '../affect/model.ts';
import { countedAt, outSeconds } from '../affect/rules.ts';
import { TICK_SECONDS, type Who } from '../ids.ts';
import { ringRadius } from '../narrative/rules.ts';
import type { World } from '../world.ts';
import type { Avatar } from './model.ts';
import { GLIDE_SECONDS, LANTERN_REACH } from './rules.ts';

/** Bits of `modifiers`. */
export const GLIDE_BIT = 1;
export const COLD_BIT = 2;
export const CARRYING_BIT = 4;

/** On the out-breath after a full in-breath, for at most 6 s. */
export function isGliding(world: World, who: Who): boolean {
  return glides(world.affect.breath[who], world.tick);
}

function glides(b: Breath | undefined, tick: number): boolean {
  const out = outSeconds(b, tick);
  return out >= 0 && out <= GLIDE_SECONDS && countedAt(b, b?.outTick ?? 0);
}

/** What modifiers read that is the same for everybody in a tick: cold rings (radius squared, m2) and who carries something. */
export interface Scenery {
  readonly rings: readonly { readonly x: number; readonly y: number; readonly r2: number }[];
  readonly carriers: ReadonlySet<Who>;
}

/** Gathered once a tick by the step: looking through shadows and loose things for each of fifty people took a twentieth of the tick. */
export function sceneryOf(world: World): Scenery {
  const rings: { x: number; y: number; r2: number }[] = [];
  for (const s of world.narrative.shadows) {
    if (s.goneTick > 0) continue;
    const ring = ringRadius((world.tick - s.bornTick) * TICK_SECONDS);
    rings.push({ x: s.x, y: s.y, r2: ring * ring });
  }
  const carriers = new Set<Who>();
  for (const thing of world.space.loose) if (thing.heldBy !== '') carriers.add(thing.heldBy);
  return { rings, carriers };
}

/** Who holds whose hands; gathered once a tick by the step, which asks for everybody. */
export function joinedHands(world: World): ReadonlyMap<Who, readonly Who[]> {
  const joined = new Map<Who, Who[]>();
  const hold = (who: Who, other: Who): void => {
    const list = joined.get(who);
    if (list) list.push(other);
    else joined.set(who, [other]);
  };
  for (const h of world.space.hands) {
    hold(h.a, h.b);
    hold(h.b, h.a);
  }
  return joined;
}

/** In the cold ring of a standing shadow; a lantern's light halves the ring. */
function isCold(world: World, { rings }: Scenery, x: number, y: number): boolean {
  for (const s of rings) {
    const d2 = (s.x - x) * (s.x - x) + (s.y - y) * (s.y - y);
    if (d2 < s.r2 && (d2 < s.r2 / 4 || !isLit(world, x, y))) return true;
  }
  return false;
}

/** Within the light of a lantern, or of a loaf that was set down. */
export function isLit(world: World, x: number, y: number): boolean {
  for (const l of world.space.lanterns) {
    if ((l.x - x) * (l.x - x) + (l.y - y) * (l.y - y) <= LANTERN_REACH * LANTERN_REACH) return true;
  }
  for (const l of world.space.loose) {
    if (!l.glows || l.heldBy !== '') continue;
    if ((l.x - x) * (l.x - x) + (l.y - y) * (l.y - y) <= LANTERN_REACH * LANTERN_REACH) return true;
  }
  return false;
}

/** The people at somebody's hands, at most two. */
export function partnersOf(world: World, who: Who): Who[] {
  const out: Who[] = [];
  for (const h of world.space.hands) {
    if (h.a === who) out.push(h.b);
    else if (h.b === who) out.push(h.a);
  }
  return out;
}

/** Glides average among held hands: one's own glide counts for two when at least half of those joined glide. */
function glidesTogether(world: World, own: Breath | undefined, partners: readonly Who[]): boolean {
  let gliding = glides(own, world.tick) ? 1 : 0;
  for (const other of partners) if (isGliding(world, other)) gliding++;
  return gliding > 0 && gliding * 2 >= partners.length + 1;
}

/** Bits of what changes this person's step now: 1 glide, 2 cold, 4 carrying. */
export function modifiersOf(world: World, who: Who, scenery = sceneryOf(world)): number {
  const avatar = world.space.avatars[who];
  return avatar ? modifiersAt(world, avatar, world.affect.breath[who], scenery, partnersOf(world, who)) : 0;
}

/** The same for the step, which has looked everything up already. */
export function modifiersAt(world: World, avatar: Avatar, breath: Breath | undefined, scenery: Scenery, partners: readonly Who[]): number {
  const glide = glidesTogether(world, breath, partners) ? GLIDE_BIT : 0;
  const cold = scenery.rings.length > 0 && isCold(world, scenery, avatar.x, avatar.y) ? COLD_BIT : 0;
  return glide + cold + (scenery.carriers.size > 0 && scenery.carriers.has(avatar.id) ? CARRYING_BIT : 0);
}

/** Ease of a breath, 0 before the first one. */
export function easeOf(breath: Breath | undefined): number {
  return breath?.ease ?? 0;
}

/** A full in-breath that turned outward in the tick before: lift is whole again, on the ground. */
export function refillsNow(breath: Breath | undefined, tick: number): boolean {
  return countedAt(breath, tick - 1);
}
