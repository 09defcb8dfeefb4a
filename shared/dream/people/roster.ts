/** Who plays a cast member: asked for every talk that anybody might reach, so it is looked up and not searched for. */
import type { Who } from '../ids.ts';
import type { People, Person } from './model.ts';

type Roster = Readonly<Record<Who, Person>>;

/** By roster, good while as many people are in it: nobody leaves it and nobody changes parts. */
const parts = new WeakMap<Roster, { readonly people: number; readonly byCast: ReadonlyMap<string, readonly Who[]> }>();

/** Everybody who came as this cast member, in the order they came; nobody for ''. */
export function playersOf({ byId, order: people }: People, cast: string): readonly Who[] {
  let known = parts.get(byId);
  if (known?.people !== people.length) {
    const byCast = new Map<string, Who[]>();
    for (const who of people) {
      const part = byId[who]?.cast ?? '';
      if (part !== '') byCast.set(part, [...(byCast.get(part) ?? []), who]);
    }
    known = { people: people.length, byCast };
    parts.set(byId, known);
  }
  return known.byCast.get(cast) ?? [];
}
