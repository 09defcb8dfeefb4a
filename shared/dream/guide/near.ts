/** Who is near the light, and who counts as somebody who could see it. */
import type { Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { NOTE_METRES } from './rules.ts';

export function isNear({ guide, space, people }: World, who: Who, metres = NOTE_METRES): boolean {
  const at = space.avatars[who];
  if (!at || people.byId[who]?.state !== 'dreaming') return false;
  return (at.x - guide.x) * (at.x - guide.x) + (at.y - guide.y) * (at.y - guide.y) <= metres * metres;
}

/** Everybody dreaming but the dream's own agents. */
export const players = (now: Moment): Who[] => now.dreamers().filter((who) => now.world.people.byId[who]?.kind !== 'agent');
