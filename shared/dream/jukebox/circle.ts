/** A person's circle: whose hands they hold, and who sits at the same hearth. */
import type { Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { partnersOf } from '../space/surroundings.ts';

/** A hearth gathers who is this near, m. */
const HEARTH_RADIUS = 4;

/** The people of somebody's circle among `dreamers`, themselves first; alone when nobody is with them. */
export function circleOf(now: Moment, who: Who, dreamers: readonly Who[]): Who[] {
  const { avatars, hands } = now.world.space;
  const me = avatars[who];
  if (!me) return [who];
  const circle = new Set<Who>([who]);
  if (hands.length > 0) for (const other of partnersOf(now.world, who)) circle.add(other);
  for (const hearth of now.scenario.symbols) {
    if (hearth.kind !== 'hearth' || !isNear(me, hearth)) continue;
    for (const other of dreamers) {
      const at = avatars[other];
      if (at && isNear(at, hearth)) circle.add(other);
    }
  }
  return [...circle];
}

function isNear(a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): boolean {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) <= HEARTH_RADIUS * HEARTH_RADIUS;
}
