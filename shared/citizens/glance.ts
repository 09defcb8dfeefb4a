/** What each of a crowd looks through at a thought, put in order once a tick: whose a scene is, whose a fragment, who sits in which circle, who stands where. */
import { type Gathered, heldByPerson, scenesByPerson } from '../dream/gathered.ts';
import type { Who } from '../dream/ids.ts';
import type { Circle, Fragment, Scene } from '../dream/narrative/model.ts';
import type { Avatar } from '../dream/space/model.ts';
import type { World } from '../dream/world.ts';

/** Each list is made when it is first asked for. */
class Glance {
  readonly tick: number;
  private readonly world: World;
  private ofScenes: Gathered['scenes'] | null = null;
  private ofFragments: Gathered['fragments'] | null = null;
  private ofCircles: ReadonlyMap<Who, Circle> | null = null;
  private standing: readonly Avatar[] | null = null;

  constructor(world: World) {
    this.world = world;
    this.tick = world.tick;
  }

  get scenes(): Gathered['scenes'] {
    this.ofScenes ??= scenesByPerson(this.world);
    return this.ofScenes;
  }

  get fragments(): Gathered['fragments'] {
    this.ofFragments ??= heldNow(this.world);
    return this.ofFragments;
  }

  get circles(): ReadonlyMap<Who, Circle> {
    this.ofCircles ??= circlesByPerson(this.world);
    return this.ofCircles;
  }

  get here(): readonly Avatar[] {
    this.standing ??= standing(this.world);
    return this.standing;
  }
}

/** by world; the world stands still while its cast acts */
const glances = new WeakMap<World, Glance>();
const NO_SCENES: readonly Scene[] = [];
const NO_FRAGMENTS: readonly Fragment[] = [];

function glanceAt(world: World): Glance {
  const known = glances.get(world);
  if (known?.tick === world.tick) return known;
  const glance = new Glance(world);
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

/** Fragments by holder, as long as they lie in the same hands: they seldom change, and are asked for every tick. */
interface Holding {
  readonly fragments: readonly Fragment[];
  readonly by: readonly Who[];
  readonly held: Gathered['fragments'];
}

const holdings = new WeakMap<World, Holding>();

function heldNow(world: World): Gathered['fragments'] {
  const { fragments } = world.narrative;
  const known = holdings.get(world);
  if (known && isSame(known, fragments)) return known.held;
  const held = heldByPerson(world);
  holdings.set(world, { fragments: [...fragments], by: fragments.map((f) => f.heldBy), held });
  return held;
}

function isSame({ fragments, by }: Holding, now: readonly Fragment[]): boolean {
  if (fragments.length !== now.length) return false;
  for (let i = 0; i < now.length; i++) if (fragments[i] !== now[i] || by[i] !== now[i]?.heldBy) return false;
  return true;
}

function circlesByPerson({ narrative }: World): ReadonlyMap<Who, Circle> {
  const circles = new Map<Who, Circle>();
  for (const circle of narrative.circles) for (const who of circle.seats) if (!circles.has(who)) circles.set(who, circle);
  return circles;
}

/** The circle somebody sits in. */
export function circleOf(world: World, who: Who): Circle | undefined {
  return glanceAt(world).circles.get(who);
}

function standing({ people, space }: World): Avatar[] {
  const here: Avatar[] = [];
  for (const id of people.order) {
    const at = space.avatars[id];
    if (at) here.push(at);
  }
  return here;
}

/** Everybody with a body in space, in the order they came. */
export function everyoneIn(world: World): readonly Avatar[] {
  return glanceAt(world).here;
}
