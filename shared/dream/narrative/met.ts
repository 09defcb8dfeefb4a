/** Names under which the night keeps what somebody met (`narrative.seen`), each put together once: a text just made is looked up ten times as slowly. */
import type { ThingId, Who } from '../ids.ts';
import type { World } from '../world.ts';

const names = new WeakMap<World, Map<Who, Map<ThingId, string>>>();

/** What one person's meetings are called: thing -> name. */
export function meetingsOf(world: World, who: Who): (thing: ThingId) => string {
  let all = names.get(world);
  if (!all) {
    all = new Map();
    names.set(world, all);
  }
  let mine = all.get(who);
  if (!mine) {
    mine = new Map();
    all.set(who, mine);
  }
  const known = mine;
  return (thing) => {
    let name = known.get(thing);
    if (name === undefined) {
      name = `${thing}|${who}`;
      known.set(thing, name);
    }
    return name;
  };
}

/** What the meeting of a person and a thing is called. */
export const meetingOf = (world: World, thing: ThingId, who: Who): string => meetingsOf(world, who)(thing);
