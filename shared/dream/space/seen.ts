/** What all see of the ground: bridges, lanterns, loose things and held hands; and the palms that are open to one person. */
import type { ThingId, Who } from '../ids.ts';
import { hidesEither } from '../people/seen.ts';
import type { World } from '../world.ts';

export interface GroundSeen {
  readonly bridges: readonly { readonly id: ThingId; readonly length: number; readonly fixed: boolean }[];
  readonly lanterns: readonly {
    readonly id: ThingId;
    readonly x: number;
    readonly y: number;
    readonly glow: number;
    readonly cycle: number;
  }[];
  readonly hands: readonly { readonly a: Who; readonly b: Who; readonly tune: number }[];
}

export type LooseSeen = readonly {
  readonly id: ThingId;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly heldBy: Who;
}[];

export type OffersSeen = readonly { readonly id: ThingId; readonly by: Who; readonly untilTick: number }[];

export function groundSeen(world: World): GroundSeen {
  const { space } = world;
  return {
    bridges: Object.values(space.bridges).map((b) => ({ id: b.id, length: b.length, fixed: b.fixed })),
    lanterns: space.lanterns.map((l) => ({ id: l.id, x: l.x, y: l.y, glow: l.glow, cycle: l.cycle })),
    hands: handsSeen(world),
  };
}

export function looseSeen({ space }: World): LooseSeen {
  return space.loose.map((l) => ({ id: l.id, x: l.x, y: l.y, angle: l.angle, heldBy: l.heldBy }));
}

/** Open palms that somebody may take. */
export function offersFor(world: World, who: Who): OffersSeen {
  return world.space.offers
    .filter((o) => o.by !== who && (o.to === who || (o.to === '' && nearEnough(world, who, o.by))) && !hidesEither(world, who, o.by))
    .map((o) => ({ id: o.id, by: o.by, untilTick: o.untilTick }));
}

const pairKey = (a: Who, b: Who): string => (a < b ? `${a}|${b}` : `${b}|${a}`);

function handsSeen({ space, affect }: World): GroundSeen['hands'] {
  if (space.hands.length === 0) return [];
  const tunes = new Map(affect.pairs.map((p) => [pairKey(p.a, p.b), p.g]));
  return space.hands.map((h) => ({ a: h.a, b: h.b, tune: tunes.get(pairKey(h.a, h.b)) ?? 0 }));
}

/** An open palm is answered from at most 4 m. */
function nearEnough(world: World, a: Who, b: Who): boolean {
  const p = world.space.avatars[a];
  const q = world.space.avatars[b];
  return p !== undefined && q !== undefined && (p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y) <= 16;
}
