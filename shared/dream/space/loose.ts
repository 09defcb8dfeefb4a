/** Taking and setting down loose lanterns and shards. What is carried is out of matter and goes where its carrier goes. */
import { hypot } from '../../kernel/math.ts';
import { type Refusal, refuse } from '../commands.ts';
import type { CauseId, ThingId, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { Loose } from './model.ts';
import { AVATAR_RADIUS, REACH_M } from './rules.ts';

/** Takes a loose lantern or shard in reach; one at a time. */
export function takeLoose(now: Moment, who: Who, id: ThingId, cause: CauseId): Refusal | null {
  const { avatars, loose } = now.world.space;
  const a = avatars[who];
  const i = loose.findIndex((l) => l.id === id);
  const thing = loose[i];
  if (!a || !thing || now.scenario.loose[i]?.kind === 'door') return refuse('loose.none', 'that cannot be taken', '');
  if (thing.heldBy !== '') return refuse('loose.held', 'somebody carries it', '');
  if (loose.some((l) => l.heldBy === who)) return refuse('loose.full', 'you carry something already', 'set it down first');
  if (hypot(thing.x - a.x, thing.y - a.y) > REACH_M) return refuse('loose.far', `things are taken from ${REACH_M} m`, 'go nearer');
  thing.heldBy = who;
  now.event('loose.taken', who, thing.id, [cause]);
  follow(now, thing);
  return null;
}

/** Sets down what is carried, a step ahead of the feet. */
export function setLoose(now: Moment, who: Who, cause: CauseId): Refusal | null {
  const thing = now.world.space.loose.find((l) => l.heldBy === who);
  if (!thing) return refuse('loose.empty', 'you carry nothing', '');
  const a = now.world.space.avatars[who];
  follow(now, thing);
  if (a) {
    const speed = hypot(a.vx, a.vy);
    const step = AVATAR_RADIUS * 2;
    thing.x += speed > 0.1 ? (a.vx / speed) * step : 0;
    thing.y += speed > 0.1 ? (a.vy / speed) * step : step;
  }
  thing.heldBy = '';
  thing.still = 0;
  now.event('loose.set', who, thing.id, [cause]);
  return null;
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
