/**
 * The group's intensity as a deck may show it. It holds measured bodies, so it counts at least five real people who agreed to steer the group, moves
 * once in 10 s by steps of .05, and stays as it was while only one person came or went since.
 */
import { round } from '../../kernel/math.ts';
import { ticks } from '../ids.ts';
import type { Moment } from '../moment.ts';

export const FEWEST = 5;
const EVERY_SECONDS = 10;
const STEP = 0.05;
/** Values of two minutes are kept. */
const KEPT = 12;

/** Once a second. */
export function stepShown(now: Moment): void {
  const { world } = now;
  const { shown } = world.orchestration;
  if (now.tick - shown.tick < ticks(EVERY_SECONDS)) return;
  const people = now.dreamers().filter((who) => world.people.byId[who]?.kind === 'person' && world.governance.consents[who]?.group).length;
  shown.tick = now.tick;
  shown.past = [...shown.past, shown.value].slice(-KEPT);
  if (people < FEWEST) {
    shown.value = -1;
    shown.people = people;
    return;
  }
  const apart = people - shown.people;
  if (shown.value >= 0 && (apart === 1 || apart === -1)) return;
  shown.value = round(world.orchestration.intensity / STEP) * STEP;
  shown.people = people;
}
