/** What a page calls the things and people it is told of by their ids. Pure. */
import type { Welcome } from '../../shared/protocol/messages.ts';
import type { LinkFrame } from '../net/link.ts';

/** A thing in plain words; null when the page knows nothing of that id. */
export function thingName(id: string, place: Welcome['place']): string | null {
  if (id.startsWith('stone:')) return 'a stone';
  if (id.startsWith('string:')) return place.tracks.find((t) => t.id === id.slice(7))?.name ?? 'a string';
  const known = [...place.symbols, ...place.regions, ...place.tracks].find((thing) => thing.id === id)?.name;
  // as it stands in a sentence
  if (known !== undefined) return known.replace(/^(The|An|A) /, (article) => article.toLowerCase());
  const clause = place.clauses.find((c) => c.id === id)?.says;
  if (clause !== undefined) return clause;
  if (place.bridges.some((b) => b.id === id)) return 'the bridge';
  for (const [prefix, name] of KINDS) if (id.startsWith(prefix)) return name;
  return null;
}

/** Ids that the dream makes up begin with their kind. */
const KINDS = [
  ['sh', 'the shadow'],
  ['ln', 'a lantern'],
  ['th', 'a thread'],
  ['fr', 'a fragment'],
] as const;

/** Somebody, or whatever else a cause names. */
export function whoName(id: string, { place, me }: Pick<Welcome, 'place' | 'me'>, seen: LinkFrame | null): string {
  if (id === me) return 'you';
  if (id === 'guide') return 'the guide';
  if (id === 'dream') return 'the dream';
  if (id === '') return 'someone';
  return seen?.names[id] ?? thingName(id, place) ?? 'someone';
}

/** Words of the dream as a sentence. */
export function sentenceOf(text: string): string {
  const t = text.trim();
  return t === '' ? '' : t.charAt(0).toUpperCase() + t.slice(1) + (/[.!?…]$/.test(t) ? '' : '.');
}
