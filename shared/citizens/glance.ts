/** What each of a crowd looks through at a thought, put in order once a tick: whose a scene is, and whose a fragment. */
import { type Gathered, heldByPerson, scenesByPerson } from '../dream/gathered.ts';
import type { Who } from '../dream/ids.ts';
import type { Fragment, Scene } from '../dream/narrative/model.ts';
import type { World } from '../dream/world.ts';

interface Glance extends Pick<Gathered, 'scenes' | 'fragments'> {
  readonly tick: number;
}

/** by world; the world stands still while its cast acts */
const glances = new WeakMap<World, Glance>();
const NO_SCENES: readonly Scene[] = [];
const NO_FRAGMENTS: readonly Fragment[] = [];

function glanceAt(world: World): Glance {
  const known = glances.get(world);
  if (known?.tick === world.tick) return known;
  const glance = { tick: world.tick, scenes: scenesByPerson(world), fragments: heldByPerson(world) };
  glances.set(world, glance);
  return glance;
}

/** Scenes open before somebody, in the order they opened. */
export function scenesOf(world: World, who: Who): readonly Scene[] {
  return glanceAt(world).scenes.get(who) ?? NO_SCENES;
}

/** Fragments that somebody holds, those they offered too. */
export function heldBy(world: World, who: Who): readonly Fragment[] {
  return glanceAt(world).fragments.get(who) ?? NO_FRAGMENTS;
}
