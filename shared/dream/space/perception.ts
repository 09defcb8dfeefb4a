/** Who perceives whom: a uniform grid over everybody present, and a band of hysteresis so that nobody flickers at the edge of sight. */
import { Grid } from '../../kernel/grid.ts';
import type { Who } from '../ids.ts';
import type { World } from '../world.ts';
import { MURMUR, SIGHT, SIGHT_SLACK, SPEECH } from './rules.ts';

export { MURMUR, SIGHT, SPEECH } from './rules.ts';

/** Positions of a tick for neighbour queries: dreaming people and embers; built once a tick and asked many times. */
export class Perception {
  private readonly grid = new Grid<Who>(SIGHT / 2);
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    for (const who of world.people.order) {
      const a = world.space.avatars[who];
      if (a && world.people.byId[who]?.state !== 'awake') this.grid.add(a.x, a.y, who);
    }
  }

  /** Everybody within `radius` metres of a point, in the order they joined. */
  near(x: number, y: number, radius: number): Who[] {
    return this.grid.near(x, y, radius);
  }

  /** Everybody else within `radius` of a person; empty when that person is nowhere. */
  around(who: Who, radius: number): Who[] {
    const a = this.world.space.avatars[who];
    return a ? this.grid.near(a.x, a.y, radius).filter((other) => other !== who) : [];
  }

  seenBy(who: Who): Who[] {
    return this.around(who, SIGHT);
  }

  /** Who hears this person speak: 12 m. */
  hearing(who: Who): Who[] {
    return this.around(who, SPEECH);
  }

  /** Who overhears a murmur: 4 m. */
  overhearing(who: Who): Who[] {
    return this.around(who, MURMUR);
  }

  /** As `seenBy`, but who was in sight before stays until 10 % beyond it; `before` is the last answer for this viewer. */
  keptInSight(who: Who, before: ReadonlySet<Who>): Who[] {
    const a = this.world.space.avatars[who];
    if (!a) return [];
    return this.around(who, SIGHT * (1 + SIGHT_SLACK)).filter((other) => before.has(other) || this.within(other, a.x, a.y, SIGHT));
  }

  private within(who: Who, x: number, y: number, radius: number): boolean {
    const a = this.world.space.avatars[who];
    return a !== undefined && (a.x - x) * (a.x - x) + (a.y - y) * (a.y - y) <= radius * radius;
  }
}
