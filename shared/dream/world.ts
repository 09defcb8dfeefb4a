/** The world: plain data, one slice a system. A dream is a world and the compiled scenario that it runs. */
import { hashOf } from '../kernel/hash.ts';
import { type StreamState, streamOf, tagSeed } from '../kernel/random.ts';
import type { Affect } from './affect/model.ts';
import { beginAffect } from './affect/step.ts';
import { type Causes, noCauses } from './causes.ts';
import { type Carried, carryIn } from './city/carried.ts';
import type { City } from './city/model.ts';
import { beginCity } from './city/step.ts';
import type { CompiledScenario } from './compiled.ts';
import type { PendingEffects } from './effects.ts';
import type { Governance } from './governance/model.ts';
import { beginGovernance } from './governance/step.ts';
import type { Guide } from './guide/model.ts';
import { beginGuide } from './guide/step.ts';
import type { Jukebox } from './jukebox/model.ts';
import { beginJukebox } from './jukebox/step.ts';
import type { Narrative } from './narrative/model.ts';
import { beginNarrative } from './narrative/step.ts';
import type { Orchestration } from './orchestration/model.ts';
import { beginOrchestration } from './orchestration/step.ts';
import type { People } from './people/model.ts';
import type { Space } from './space/model.ts';
import { beginSpace } from './space/step.ts';

/** Number of the world's shape. Another number: a host of one cannot show a night of the other. */
export const WORLD_FORMAT = 3;

export interface World {
  readonly format: typeof WORLD_FORMAT;
  readonly seed: string;
  tick: number;
  /** counter behind the ids of things */
  nextId: number;
  streams: Record<string, StreamState>;
  people: People;
  space: Space;
  affect: Affect;
  jukebox: Jukebox;
  narrative: Narrative;
  guide: Guide;
  orchestration: Orchestration;
  governance: Governance;
  city: City;
  pending: PendingEffects;
  causes: Causes;
}

/** Slices that the digest hashes one by one, in this order. */
export const SLICES = [
  'people',
  'space',
  'affect',
  'jukebox',
  'narrative',
  'guide',
  'orchestration',
  'governance',
  'city',
  'pending',
  'streams',
  'causes',
] as const satisfies readonly (keyof World)[];
export type SliceName = (typeof SLICES)[number];

export interface Dream {
  /** another one only by `adopt` */
  scenario: CompiledScenario;
  world: World;
}

/** A new dream at tick 0, before anybody is in it; `carried` is what the night before handed on. */
export function createDream(scenario: CompiledScenario, seed: string | number, carried?: Carried | null): Dream {
  const tagged = tagSeed(seed);
  const world: World = {
    format: WORLD_FORMAT,
    seed: tagged,
    tick: 0,
    nextId: 1,
    streams: {},
    people: { byId: {}, order: [] },
    space: beginSpace(scenario),
    affect: beginAffect(scenario),
    jukebox: beginJukebox(scenario),
    narrative: beginNarrative(scenario),
    guide: beginGuide(scenario),
    orchestration: beginOrchestration(),
    governance: beginGovernance(scenario),
    city: beginCity(scenario),
    pending: { person: [], world: [] },
    causes: noCauses(),
  };
  if (carried) carryIn(world, scenario, carried);
  return { scenario, world };
}

/** The named random stream of a world, begun at first use. */
export function stream(world: World, name: string): StreamState {
  const found = world.streams[name];
  if (found) return found;
  const made = streamOf(world.seed, name);
  world.streams[name] = made;
  return made;
}

/**
 * An id for what is one person's own business: a scene, a fragment. It does not count up with the others, so that nobody can tell from the number of
 * a thing of theirs what happened to somebody else.
 */
export function ownId(world: World, prefix: string, who: string, isTaken: (id: string) => boolean): string {
  for (let k = 0; ; k++) {
    const id = prefix + hashOf([world.seed, prefix, who, world.tick, k]).slice(0, 8);
    if (!isTaken(id)) return id;
  }
}

/** A new thing's id with its kind's prefix. */
export function newId(world: World, prefix: string): string {
  return `${prefix}${world.nextId++}`;
}
