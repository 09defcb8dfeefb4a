/**
 * Bodies as an aggregate: from five real people on who agreed to steer the group, nothing that others see may tell whose body it was. Then bodies
 * speak for all, not for the place they stand at, and fall silent together when one person joins or leaves the aggregate, until a second one does:
 * the difference of two looks is never one person's (Dwork & Roth 2014, section 1.1, on differencing). With fewer people bodies act where they stand.
 */
import type { Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { takeBack } from './field.ts';

/** Real, consenting people that make an aggregate. */
export const AGGREGATE_OF = 5;

/** Who may steer the group with their body now: real people only, simulated ones hide nobody. */
function consenting(now: Moment): Who[] {
  const out: Who[] = [];
  for (const { id, person, given } of now.present()) {
    if (person.kind === 'person' && person.state === 'dreaming' && given?.group !== undefined) out.push(id);
  }
  return out;
}

/** True when bodies may act where they stand: too few for an aggregate. */
export function areFew(world: World): boolean {
  return world.affect.together.state === 'few';
}

/** True while bodies say nothing to the group, because one person joined or left since the aggregate was last taken. */
export function areSilent(world: World): boolean {
  return world.affect.together.state === 'silent';
}

/** How many are in one of two lists only. */
function changesOf(before: readonly Who[], now: readonly Who[]): number {
  if (before.length === now.length && before.every((who, i) => who === now[i])) return 0;
  return now.filter((who) => !before.includes(who)).length + before.filter((who) => !now.includes(who)).length;
}

/** Each tick, before anything asks a body: one change of the aggregate silences it, a second one takes it anew. */
export function stepTogether(now: Moment): void {
  const { affect } = now.world;
  const { together } = affect;
  const here = consenting(now);
  const changes = changesOf(together.of, here);
  const guarded = together.state !== 'few';
  if (!guarded && here.length < AGGREGATE_OF) {
    together.of = here;
  } else if (!guarded) {
    // what they gave where they stand goes at once, and for all of them
    for (const who of here) takeBack(affect.field, who);
    affect.together = { state: 'open', of: here };
  } else if (changes === 1) {
    together.state = 'silent';
  } else {
    affect.together = { state: here.length < AGGREGATE_OF ? 'few' : 'open', of: here };
  }
}
