/** Who is seen, by whom: everybody as all see them, who is in sight of one viewer, and who has hidden whom. */
import type { ThingId, Who } from '../ids.ts';
import { SIGHT } from '../space/perception.ts';
import type { World } from '../world.ts';
import type { Cloth, PersonKind, Shape } from './model.ts';

export interface PersonSeen {
  readonly id: Who;
  readonly kind: PersonKind;
  readonly shape: Shape;
  readonly cloth: Cloth;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly vx: number;
  readonly vy: number;
  /** keyed breath held in, or a measured one whose owner shows it to those near: its rhythm only */
  readonly breathIn: boolean;
  readonly palm: boolean;
  readonly ember: boolean;
  readonly carries: number;
}

/** What a viewer may see of what `common` lists, ids only, by kind. */
export interface Visible {
  readonly people: readonly Who[];
  readonly loose: readonly ThingId[];
}

/** How many dream now, agents too. */
export function dreamingIn({ people }: World): number {
  let n = 0;
  for (const id of people.order) if (people.byId[id]?.state === 'dreaming') n++;
  return n;
}

/** Everybody in the place, in the order they came; palms and what they carry are gathered once for all. */
export function peopleSeen(world: World): PersonSeen[] {
  const palms = new Set(world.space.offers.map((o) => o.by));
  const carries = new Map<Who, number>();
  for (const f of world.narrative.fragments) if (f.heldBy !== '' && f.offered) carries.set(f.heldBy, (carries.get(f.heldBy) ?? 0) + 1);
  const out: PersonSeen[] = [];
  for (const id of world.people.order) {
    const seen = personSeen(world, id, palms.has(id), carries.get(id) ?? 0);
    if (seen) out.push(seen);
  }
  return out;
}

function personSeen(world: World, id: Who, palm: boolean, carries: number): PersonSeen | null {
  const p = world.people.byId[id];
  const a = world.space.avatars[id];
  if (!p || !a || p.state === 'awake') return null;
  return {
    id,
    kind: p.kind,
    shape: p.shape,
    cloth: p.cloth,
    x: a.x,
    y: a.y,
    z: a.z,
    vx: a.vx,
    vy: a.vy,
    breathIn: shownBreath(world, id),
    palm,
    ember: p.state === 'ember',
    carries,
  };
}

/** A keyed breath is public; a measured one shows only by consent to those near. */
function shownBreath(world: World, id: Who): boolean {
  const breath = world.affect.breath[id];
  if (!breath) return false;
  if (breath.measured && !world.governance.consents[id]?.near) return world.space.avatars[id]?.input.breath ?? false;
  return breath.in;
}

/** Who and which loose things `viewer` may see now: in sight, and neither hides the other. Oneself first. */
export function visible(world: World, viewer: Who): Visible {
  const me = world.space.avatars[viewer];
  if (!me) return { people: [], loose: [] };
  const inSight = (x: number, y: number): boolean => (x - me.x) * (x - me.x) + (y - me.y) * (y - me.y) <= SIGHT * SIGHT;
  const people = world.people.order.filter((id) => {
    if (id === viewer) return false;
    const a = world.space.avatars[id];
    return a !== undefined && world.people.byId[id]?.state !== 'awake' && inSight(a.x, a.y) && !hidesEither(world, viewer, id);
  });
  return { people: [viewer, ...people], loose: world.space.loose.filter((l) => inSight(l.x, l.y)).map((l) => l.id) };
}

/** True when one of the two hides the other: then neither sees the other. */
export function hidesEither(world: World, a: Who, b: Who): boolean {
  return (world.governance.hidden[a]?.includes(b) ?? false) || (world.governance.hidden[b]?.includes(a) ?? false);
}
