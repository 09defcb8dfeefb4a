/** What is one's own, gathered once for everybody: looking through all scenes, pairs and hands for each of five hundred takes longer than the tick. */
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
  const tunes = bestTunes(world);
  const hands = new Map<Who, Who[]>();
  for (const { a, b } of world.space.hands) {
    put(hands, a, b);
    put(hands, b, a);
  }
  return { speakers: speakersOf(world), tunes, hands, scenes: scenesByPerson(world), fragments: heldByPerson(world) };
}

/** How well each who breathes in tune with somebody does so with the best of them. */
export function bestTunes({ affect }: World): ReadonlyMap<Who, number> {
  const tunes = new Map<Who, number>();
  for (const { a, b, g } of affect.pairs) {
    if (g > (tunes.get(a) ?? -1)) tunes.set(a, g);
    if (g > (tunes.get(b) ?? -1)) tunes.set(b, g);
  }
  return tunes;
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
