/** What each of a crowd looks through at a thought, put in order once a tick: whose a scene is, and whose a fragment. */
import type { Who } from '../dream/ids.ts';
import type { Fragment, Scene } from '../dream/narrative/model.ts';
import type { World } from '../dream/world.ts';

interface Glance {
  readonly tick: number;
  readonly scenes: ReadonlyMap<Who, readonly Scene[]>;
  readonly held: ReadonlyMap<Who, readonly Fragment[]>;
}

/** by world; the world stands still while its cast acts */
const glances = new WeakMap<World, Glance>();
const NO_SCENES: readonly Scene[] = [];
const NO_FRAGMENTS: readonly Fragment[] = [];

function glanceAt(world: World): Glance {
  const known = glances.get(world);
  if (known?.tick === world.tick) return known;
  const glance = {
    tick: world.tick,
    scenes: byPerson(world.narrative.scenes, (s) => s.who),
    held: byPerson(world.narrative.fragments, (f) => f.heldBy),
  };
  glances.set(world, glance);
  return glance;
}

function byPerson<T>(things: readonly T[], whose: (thing: T) => Who): Map<Who, T[]> {
  const of = new Map<Who, T[]>();
  for (const thing of things) {
    const who = whose(thing);
    if (who === '') continue;
    const mine = of.get(who);
    if (mine) mine.push(thing);
    else of.set(who, [thing]);
  }
  return of;
}

/** Scenes open before somebody, in the order they opened. */
export function scenesOf(world: World, who: Who): readonly Scene[] {
  return glanceAt(world).scenes.get(who) ?? NO_SCENES;
}

/** Fragments that somebody holds, those they offered too. */
export function heldBy(world: World, who: Who): readonly Fragment[] {
  return glanceAt(world).held.get(who) ?? NO_FRAGMENTS;
}
