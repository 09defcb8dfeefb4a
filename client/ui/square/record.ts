/** What happened on the square tonight, in words: pure. */
import type { GovernanceSeen } from '../../../shared/dream/observe.ts';
import type { Welcome } from '../../../shared/protocol/messages.ts';
import type { LinkFrame } from '../../net/link.ts';
import { whoName } from '../named.ts';
import type { Speech } from '../speech.ts';

export type Entry = GovernanceSeen['record'][number];

export interface Told {
  readonly says: string;
  /** the reason as its agent gives it, or who chose; '' for none */
  readonly why: string;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A clause by its sentence, a broken rule by its own, a breach of the story by its name. */
export function aboutWords(speech: Speech, id: string, { clauses }: Welcome['place'], charter: LinkFrame['common']['charter']): string {
  const rules = [...charter, ...clauses.flatMap((c) => c.adds)];
  const clause = clauses.find((c) => c.id === id);
  if (clause) return clause.says;
  const rule = rules.find((r) => r.id === id);
  if (rule) return speech.say('record.broken', { rule: rule.says }) ?? rule.says;
  const name = id.slice(id.indexOf('.') + 1).replaceAll(/[-_]/g, ' ');
  return name === '' ? (speech.say('record.something') ?? '') : `“${capital(name)}.”`;
}

export function entryWords(speech: Speech, entry: Entry, welcome: Welcome, seen: LinkFrame): Told {
  const about = entry.about === '' ? '' : aboutWords(speech, entry.about, welcome.place, seen.common.charter);
  const by = capital(whoName(entry.by, welcome, seen));
  const own = entry.by === welcome.me ? '.own' : '';
  const say = (key: string): string => speech.say(`record.${key}`, { about, by }) ?? '';
  switch (entry.what) {
    case 'council':
      return { says: say(entry.act), why: entry.human ? say(`holder${own}`) : say(`${entry.act}.why`) };
    case 'proposed':
      return { says: entry.by === '' || entry.by === 'dream' ? say('proposed') : say(own ? 'proposed.own' : 'proposed.by'), why: '' };
    case 'surge':
      return { says: say('surge'), why: '' };
    case 'counted':
      return { says: entry.about === '' ? say('counted.none') : say('counted'), why: '' };
  }
}

/** How long ago, in whole minutes. */
export function agoWords(speech: Speech, tick: number, now: number, tickRate: number): string {
  const minutes = Math.floor(Math.max(0, now - tick) / tickRate / 60);
  return (minutes === 0 ? speech.say('record.now') : speech.say('record.minutes', { n: minutes })) ?? '';
}
