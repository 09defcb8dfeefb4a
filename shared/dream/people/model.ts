/** The roster: who is in this dream. Names are personal; ids are not. */
import type { Who } from '../ids.ts';

export const SHAPES = ['sprout', 'moon', 'leaf', 'shell', 'nightcap', 'bell'] as const;
export const CLOTHS = ['clay', 'honey', 'sage', 'teal', 'iris', 'mauve', 'stone', 'bark'] as const;
export type Shape = (typeof SHAPES)[number];
export type Cloth = (typeof CLOTHS)[number];
export type PersonKind = 'person' | 'simulated' | 'agent';

export interface Person {
  id: Who;
  kind: PersonKind;
  /** at most 24 characters; 'someone' when none was given */
  name: string;
  shape: Shape;
  cloth: Cloth;
  /** dreaming; ember: the line dropped and they may come back; awake: gone for good */
  state: 'dreaming' | 'ember' | 'awake';
  joinedTick: number;
  /** tick at which an ember goes out; 0 while dreaming */
  emberUntil: number;
  /** cast member they are played from, '' for people */
  cast: string;
}

export interface People {
  byId: Record<Who, Person>;
  /** the ids of `byId` in the order they came; walking it is many times cheaper than asking an object of hundreds for its keys */
  order: Who[];
}
