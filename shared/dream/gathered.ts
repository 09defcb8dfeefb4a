/** What is one's own, gathered once for everybody: looking through all scenes, pairs and hands for each of five hundred takes longer than the tick. */
import { max } from '../kernel/math.ts';
import type { Who } from './ids.ts';
import { type Speakers, speakersOf } from './narrative/reach.ts';
import type { World } from './world.ts';

export interface Gathered {
  readonly speakers: Speakers;
  /** best tune with anybody, 0..1 */
  readonly tunes: ReadonlyMap<Who, number>;
  readonly hands: ReadonlyMap<Who, readonly Who[]>;
  readonly scenes: ReadonlyMap<Who, World['narrative']['scenes']>;
  readonly fragments: ReadonlyMap<Who, World['narrative']['fragments']>;
}

function put<T>(map: Map<Who, T[]>, who: Who, item: T): void {
  const list = map.get(who);
  if (list) list.push(item);
  else map.set(who, [item]);
}

export function gatherOwn(world: World): Gathered {
  const tunes = new Map<Who, number>();
  for (const { a, b, g } of world.affect.pairs) {
    tunes.set(a, max(tunes.get(a) ?? 0, g));
    tunes.set(b, max(tunes.get(b) ?? 0, g));
  }
  const hands = new Map<Who, Who[]>();
  for (const { a, b } of world.space.hands) {
    put(hands, a, b);
    put(hands, b, a);
  }
  return { speakers: speakersOf(world), tunes, hands, scenes: scenesByPerson(world), fragments: heldByPerson(world) };
}

/** Whose each open scene is, in the order they opened. */
export function scenesByPerson({ narrative }: World): Gathered['scenes'] {
  const scenes = new Map<Who, World['narrative']['scenes']>();
  for (const scene of narrative.scenes) put(scenes, scene.who, scene);
  return scenes;
}

/** Who holds each fragment, offered ones too. */
export function heldByPerson({ narrative }: World): Gathered['fragments'] {
  const fragments = new Map<Who, World['narrative']['fragments']>();
  for (const fragment of narrative.fragments) if (fragment.heldBy !== '') put(fragments, fragment.heldBy, fragment);
  return fragments;
}
