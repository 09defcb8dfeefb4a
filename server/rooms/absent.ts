/**
 * People of a night that was taken up again who are not back yet. They stand still where they were, hands held, for a while; who has not come by
 * then becomes an ember like anybody whose line broke.
 */
import { TICK_RATE, type Who } from '../../shared/dream/ids.ts';
import type { World } from '../../shared/dream/world.ts';
import type { DreamHost } from '../host/host.ts';
import { STILL } from './lane.ts';

/** Time to come back in, ticks (20 s): a page tries several times a second at first, and every few seconds later. */
const GRACE_TICKS = 20 * TICK_RATE;

export class Absent {
  private readonly people = new Set<Who>();
  private until = 0;

  /** Everybody dreaming in a night that was taken up again is on their way; nobody holds their keys meanwhile. */
  expect(host: DreamHost): void {
    const { world } = host.dream;
    this.until = world.tick + GRACE_TICKS;
    for (const { id, kind, state } of Object.values(world.people.byId)) {
      if (kind !== 'person' || state !== 'dreaming') continue;
      this.people.add(id);
      if (moves(world, id)) host.enqueue({ type: 'move', by: id, body: { ...STILL } });
    }
  }

  /** Somebody is back. */
  back(who: Who): void {
    this.people.delete(who);
  }

  /** Once a tick. */
  step(host: DreamHost): void {
    if (this.people.size === 0 || host.dream.world.tick < this.until) return;
    for (const who of this.people) host.enqueue({ type: 'drop', by: who, body: {} });
    this.people.clear();
  }

  clear(): void {
    this.people.clear();
  }
}

function moves(world: World, who: Who): boolean {
  const input = world.space.avatars[who]?.input;
  return input !== undefined && (input.mx !== 0 || input.my !== 0 || input.float || input.breath);
}
