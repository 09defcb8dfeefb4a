/** Roles and decks in words: who holds what, what an act costs and is about, what somebody signed. Pure. */

import type { DeckSeen, RolesSeen } from '../../../shared/dream/orchestration/seen.ts';
import { DECK, type DeckAct, type DeckName } from '../../../shared/dream/orchestration/table.ts';
import type { Welcome } from '../../../shared/protocol/messages.ts';
import { label } from '../../citizen/frame.ts';
import type { LinkFrame } from '../../net/link.ts';
import { thingName, whoName } from '../named.ts';
import { whereFrom } from '../notice.ts';
import type { Speech } from '../speech.ts';

/** Something an act may be about, under the heading of its kind. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly group: string;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const roleName = (speech: Speech, role: string): string => speech.say(`role.${role}`) ?? capital(role);

/** Acts of a role, in the order of the table. */
export function actsOf(role: string): DeckName[] {
  return (Object.keys(DECK) as DeckName[]).filter((act) => DECK[act].role === role);
}

export const costWords = (sand: number): string => (sand === 0 ? 'free' : `${sand} sand`);

/** Who plays a role, as this page may know them. */
export function holderWords({ by, human }: RolesSeen['roles'][number], welcome: Welcome, seen: LinkFrame): string {
  if (by === '') return 'Nobody now.';
  if (by === welcome.me) return 'You.';
  const name = capital(whoName(by, welcome, seen));
  return human ? `${name}, a person.` : `${name}, its agent.`;
}

/** A use of a deck as everybody may read it: the sentence that answers "why?". */
export function signWords(speech: Speech, sign: RolesSeen['signs'][number], welcome: Welcome, seen: LinkFrame | null): string {
  const about = sign.about === '' ? '' : (thingName(sign.about, welcome.place) ?? 'something');
  if (sign.by === welcome.me) {
    const name = speech.say(`deck.${sign.act}`) ?? sign.act;
    return about && about !== 'something' ? `You: ${name}, ${about}.` : `You: ${name}.`;
  }
  const by = capital(whoName(sign.by, welcome, seen));
  return speech.say(`why.deck.${sign.act}`, { by, about }) ?? `${by} uses a deck.`;
}

/** How much an act is asked for, in its unit. */
export function amountWords(unit: string, amount: number): string {
  const signed = amount > 0 ? `+${amount}` : `−${-amount}`;
  switch (unit) {
    case 's':
      return `${amount} s`;
    case 'turn':
      return amount === 0 ? 'as it is' : `${signed} s`;
    case 'of 1':
      return `${Math.round(amount * 100)} %`;
    case 'times':
      return amount === 0 ? 'silent' : `${amount} ×`;
    case 'a minute':
      return `${amount} a minute`;
    default:
      return String(amount);
  }
}

/** A step of the slider where the act takes any value. */
export function stepOf({ step, unit }: NonNullable<DeckAct['amount']>): number {
  if (step > 0) return step;
  return unit === 'of 1' ? 0.05 : unit === 'a minute' ? 0.5 : 1;
}

/** Where a slider stands at first: a mild use. */
const FIRST: Partial<Record<DeckName, number>> = { pause: 10, ease: 0.2, amplify: 0.1, turn: 30, mute: 60, gain: 1, pacer: 6, reorder: 0 };
export const firstAmount = (act: DeckName): number => FIRST[act] ?? DECK[act].amount?.least ?? 0;

const pretty = (id: string): string => capital(id.slice(id.indexOf('.') + 1).replaceAll(/[-_.]/g, ' '));

/** Everything that an act may be about now, nearest or likeliest first; empty when it is about nothing. */
export function choicesFor(
  act: DeckName,
  deck: DeckSeen,
  { place, me }: Welcome,
  seen: LinkFrame,
  lineOf: (thread: string) => string,
): Choice[] {
  const card: DeckAct = DECK[act];
  const listed = deck.acts[act]?.about ?? [];
  const self = seen.people[0] ?? { x: 0, y: 0 };
  const byDistance = <T extends { readonly x: number; readonly y: number }>(things: readonly T[]): T[] =>
    [...things].sort((a, b) => Math.hypot(a.x - self.x, a.y - self.y) - Math.hypot(b.x - self.x, b.y - self.y));
  const symbols = place.symbols.map((s) => ({ id: s.id, name: capital(s.name), group: 'Things' }));
  switch (card.about) {
    case 'symbol':
      return symbols;
    case 'place':
      return [
        ...byDistance(seen.common.shadows.filter((s) => !s.gone)).map((s) => ({
          id: s.id,
          name: `A shadow, ${whereFrom(self, s)}`,
          group: 'Shadows',
        })),
        ...symbols,
        ...place.regions.map((r) => ({ id: r.id, name: capital(r.name), group: 'Places' })),
        ...place.bridges.map((b) => ({ id: b.id, name: `Bridge to ${regionName(place, b.to)}`, group: 'Bridges' })),
        ...byDistance(seen.common.lanterns)
          .slice(0, 8)
          .map((l) => ({ id: l.id, name: `A lantern, ${whereFrom(self, l)}`, group: 'Lanterns' })),
      ];
    case 'track':
      return [
        { id: '', name: 'All strings', group: '' },
        ...place.tracks.filter((t) => t.scope !== 'own').map((t) => ({ id: t.id, name: capital(t.name), group: '' })),
      ];
    case 'person':
      return byDistance(seen.people.filter((p) => p.id !== me && p.kind !== 'agent'))
        .slice(0, 40)
        .map((p) => ({ id: p.id, name: `${capital(label(seen.names[p.id], p.kind))}, ${whereFrom(self, p)}`, group: '' }));
    case 'clause':
      return listed.map((id) => ({ id, name: place.clauses.find((c) => c.id === id)?.says ?? id, group: '' }));
    case 'thread':
      return [...seen.common.threads]
        .sort((a, b) => a.place - b.place)
        .map((t) => ({ id: t.id, name: `${t.place + 1}. ${lineOf(t.id) || `a thread of ${t.cloth}`}`, group: '' }));
    case 'event':
    case 'top':
      return listed.map((id) => ({ id, name: deck.names[id] ? `${pretty(id)}: ${deck.names[id]}` : pretty(id), group: '' }));
    case 'question':
    case 'wound':
      return listed.map((id) => ({ id, name: deck.names[id] || pretty(id), group: '' }));
    case 'nothing':
      return [];
  }
}

const regionName = (place: Welcome['place'], id: string): string => place.regions.find((r) => r.id === id)?.name ?? id;

/** What hinders an act now, '' when nothing does; `left` is how long it still rests, s. */
export function hindrance(act: DeckName, deck: DeckSeen, sand: number, tick: number, tickRate: number): { says: string; left: number } {
  const state = deck.acts[act];
  const card: DeckAct = DECK[act];
  const left = Math.max(0, Math.ceil(((state?.fromTick ?? 0) - tick) / tickRate));
  if (deck.phase === 'fading') return { says: 'Control is still passing over to you.', left };
  if (state?.no) return { says: `${capital(state.no)}.`, left };
  if (left > 0) return { says: `It rests: ${left} s.`, left };
  if (sand < card.sand) return { says: `${card.sand - sand} sand short. What people do together brings more.`, left: 0 };
  return { says: '', left: 0 };
}
