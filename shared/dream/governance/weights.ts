/**
 * How much a voice weighs, in surges and votes: people by their presence, full after five minutes, so that opening ten windows gains nothing at once;
 * simulated citizens together at most as much as the people together, and nothing once three people are present. Where nobody real is, they weigh one each.
 */
import { min } from '../../kernel/math.ts';
import { ticks, type Who } from '../ids.ts';
import type { World } from '../world.ts';

/** Presence that counts in full, s. */
const PRESENCE_SECONDS = 300;
/** From this many people on, simulated citizens weigh nothing. */
const PEOPLE_ALONE = 3;

export interface Weights {
  /** who is present and weighs something -> weight, at most 1 */
  readonly byWho: ReadonlyMap<Who, number>;
  readonly total: number;
  /** dreaming now */
  readonly people: number;
  readonly simulated: number;
}

export function weightsNow(world: World): Weights {
  const byWho = new Map<Who, number>();
  const simulated: Who[] = [];
  let people = 0;
  let total = 0;
  for (const id of world.people.order) {
    const p = world.people.byId[id];
    if (p?.state !== 'dreaming' || p.kind === 'agent') continue;
    if (p.kind === 'simulated') {
      simulated.push(id);
      continue;
    }
    people++;
    // one tick at least: who has just come is there
    const weight = min(1, (world.tick - p.joinedTick + 1) / ticks(PRESENCE_SECONDS));
    byWho.set(id, weight);
    total += weight;
  }
  const each = people === 0 ? 1 : people >= PEOPLE_ALONE || simulated.length === 0 ? 0 : min(1, total / simulated.length);
  if (each > 0) {
    for (const id of simulated) byWho.set(id, each);
    total += each * simulated.length;
  }
  return { byWho, total, people, simulated: simulated.length };
}
