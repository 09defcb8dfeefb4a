/** The night in plain sentences: what happened, what the gate said, and the names of things. */
import { type TheatreEvent, type TheatreNight, type TheatreWhyLine, WHOLE } from '../../../shared/protocol/theatre.ts';
import { type Speech, told } from '../../ui/speech.ts';

/** What each rule of the gate means, after "because". */
const RULES: Readonly<Record<string, string>> = {
  'floor.gone': 'they were not dreaming any more',
  'floor.stopped': 'they had laid the stop card',
  'floor.hidden': 'one of the two keeps the other out',
  'floor.line': 'they drew a line there: it must not reach them',
  'floor.veil': 'they asked for a veil over it',
  'floor.ceiling': 'it was stronger than they allow',
  'floor.comfort': 'it would not have been kind to the eyes or the ears',
  'charter.open': 'nothing stood against it',
};

export function ruleSentence(rule: string): string {
  return RULES[rule] ?? `the rule ${rule} says so`;
}

export interface Names {
  person(id: string): string;
  /** '' for what has no name */
  thing(id: string): string;
}

/** @param who whose eyes: to a single viewer, others stay unnamed here, as in an answer to their own "why?" */
export function namesOf(night: TheatreNight, who: string): Names {
  const { place } = night;
  const named = night.people.filter((p) => who === WHOLE || p.id === who || p.kind === 'agent');
  const people = new Map(named.map((p) => [p.id, p.name.trim() || p.id]));
  const stranger = (id: string): string => (who === WHOLE ? id : 'someone');
  const things = new Map<string, string>();
  for (const a of place.acts) things.set(a.id, a.title);
  for (const r of place.regions) things.set(r.id, r.name);
  for (const b of place.bridges) things.set(b.id, 'the bridge');
  for (const s of place.symbols) things.set(s.id, s.name);
  const kinds: readonly (readonly [prefix: string, name: string])[] = [
    ['sh', 'the shadow'],
    ['ln', 'a lantern'],
    ['th', 'a thread'],
    ['fr', 'a fragment'],
  ];
  const kindOf = (id: string): string => kinds.find(([prefix]) => new RegExp(`^${prefix}\\d`).test(id))?.[1] ?? '';
  return {
    person: (id) =>
      id === 'dream' ? 'the dream' : id === 'guide' ? 'the guide' : id === '' ? 'someone' : (people.get(id) ?? stranger(id)),
    thing: (id) => things.get(id) ?? (kindOf(id) || people.get(id) || ''),
  };
}

/** A cause as a sentence: the language's own if it has one, else the plain facts. */
export function causeSentence(speech: Speech, names: Names, line: Pick<TheatreWhyLine, 'type' | 'by' | 'about' | 'own'>): string {
  const params = { by: names.person(line.by), about: names.thing(line.about) || 'it' };
  const key = `why.${line.type}`;
  return (
    (line.own ? speech.say(`${key}.own`, params) : null) ??
    speech.say(key, params) ??
    `${params.by} · ${line.type.replaceAll('.', ' ')}${line.about ? ` · ${params.about}` : ''}`
  );
}

const quoted = (speech: Speech, text: string): string => (text === '' ? '' : ` “${told(speech, text)}”`);

/** The id of a storylet as words: `n1.first-shadow` is the first shadow. */
export const spoken = (storylet: string): string => (storylet.split('.').at(-1) ?? '').replaceAll(/[_-]/g, ' ');

/** Something of the log as a sentence. */
export function eventSentence(speech: Speech, names: Names, e: TheatreEvent): string {
  const by = names.person(e.by);
  const to = names.person(e.to);
  const source = names.thing(e.about) || by;
  const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  if (e.outcome === 'refused') return upper(`${source} was kept from ${to}: ${ruleSentence(e.rule)}.`);
  if (e.outcome === 'softened') return upper(`${source} reached ${to} softened: ${ruleSentence(e.rule)}.${quoted(speech, e.text)}`);
  if (e.outcome === 'substituted')
    return upper(`${to} was shown something else for ${source}: ${ruleSentence(e.rule)}.${quoted(speech, e.text)}`);
  if (e.type === 'effect.words' || e.type === 'effect.question') return upper(`${by}:${quoted(speech, e.text) || ' …'}`);
  if (e.outcome === 'allowed') return upper(`${source} reached ${to}: ${ruleSentence(e.rule)}.`);
  if (e.type === 'act.opened' && e.text) return `A new hour opens: ${e.text}.`;
  if (e.type === 'scene.opened') return upper(`${spoken(e.text) || 'a scene'} opens${e.to === '' ? '' : ` for ${to}`}.`);
  if (e.type === 'scene.closed' && e.to !== '') return upper(`it closes again for ${to}.`);
  if (e.type === 'shadow.formed' && e.text) return `A shadow of ${e.text} gathers.`;
  return causeSentence(speech, names, { type: e.type, by: e.by, about: e.about, own: false });
}

/** What a viewer may be told of the log: their own part, and what is no private act of somebody else. */
export function toldTo(e: TheatreEvent, who: string): boolean {
  if (who === WHOLE) return true;
  // what was kept from somebody tells of their limits: to nobody but the whole view, not even to whom it was kept from
  if (e.outcome !== '') return e.to === who && e.outcome !== 'refused';
  return e.to === '' ? !e.hidden || e.by === who : e.to === who;
}
