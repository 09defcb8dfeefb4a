/** Taking and setting down loose lanterns and shards. What is carried is out of matter and goes where its carrier goes. */
import { sqrt } from '../../kernel/math.ts';
import type { CauseId, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { Loose } from './model.ts';
import { AVATAR_RADIUS, REACH_M } from './rules.ts';

/** The loose thing that `who` would take: the nearest free lantern or shard within reach. */
export function looseInReach(now: Pick<Moment, 'world' | 'scenario'>, who: Who): Loose | null {
  const a = now.world.space.avatars[who];
  if (!a) return null;
  let found: Loose | null = null;
  let best = REACH_M * REACH_M;
  for (let i = 0; i < now.world.space.loose.length; i++) {
    const thing = now.world.space.loose[i] as Loose;
    if (thing.heldBy !== '' || now.scenario.loose[i]?.kind === 'door') continue;
    const d2 = (thing.x - a.x) * (thing.x - a.x) + (thing.y - a.y) * (thing.y - a.y);
    if (d2 <= best) {
      best = d2;
      found = thing;
    }
  }
  return found;
}

/** Takes the nearest loose lantern or shard; false if none is in reach or one is carried already. */
export function takeLoose(now: Moment, who: Who, cause: CauseId): boolean {
  if (now.world.space.loose.some((l) => l.heldBy === who)) return false;
  const thing = looseInReach(now, who);
  if (!thing) return false;
  thing.heldBy = who;
  now.event('loose.taken', who, thing.id, [cause]);
  follow(now, thing);
  return true;
}

/** Sets down what is carried, a step ahead of the feet; false if nothing is. */
export function setDownLoose(now: Moment, who: Who, cause: CauseId): boolean {
  const thing = now.world.space.loose.find((l) => l.heldBy === who);
  if (!thing) return false;
  const a = now.world.space.avatars[who];
  follow(now, thing);
  if (a) {
    const speed = sqrt(a.vx * a.vx + a.vy * a.vy);
    const step = AVATAR_RADIUS * 2;
    thing.x += speed > 0.1 ? (a.vx / speed) * step : 0;
    thing.y += speed > 0.1 ? (a.vy / speed) * step : step;
  }
  thing.heldBy = '';
  thing.still = 0;
  now.event('loose.set', who, thing.id, [cause]);
  return true;
}

/** Keeps a carried thing with its carrier, at rest in itself. */
export function follow(now: Moment, thing: Loose): void {
  const a = now.world.space.avatars[thing.heldBy];
  if (!a) return;
  thing.x = a.x;
  thing.y = a.y;
  thing.vx = 0;
  thing.vy = 0;
  thing.spin = 0;
  thing.still = 20;
}
