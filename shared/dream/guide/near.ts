/** Who is near the light, and who counts as somebody who could see it. */
import type { Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { nearestLight } from './lights.ts';
import type { Light } from './model.ts';
import { NOTE_METRES } from './rules.ts';

/** True for who dreams within so far of a light: of any, or of this one. */
export function isNear(world: World, who: Who, metres = NOTE_METRES, of: Light | null = null): boolean {
  const at = world.space.avatars[who];
  if (!at || world.people.byId[who]?.state !== 'dreaming') return false;
  const { x, y } = of ?? nearestLight(world.guide, at);
  return (at.x - x) * (at.x - x) + (at.y - y) * (at.y - y) <= metres * metres;
}

/** Everybody dreaming but the dream's own agents. */
export const players = (now: Moment): Who[] => now.dreamers().filter((who) => now.world.people.byId[who]?.kind !== 'agent');
