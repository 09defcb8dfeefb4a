/** A small dream with a charter of one rule, three clauses and a council, for the tests of the square. */
import type { CastMember, CharterRule, CompiledClause, CompiledScenario } from '../../../shared/dream/compiled.ts';
import { breach } from '../../../shared/dream/governance/legitimacy.ts';
import { Moment } from '../../../shared/dream/moment.ts';
import { Night } from '../narrative/night.ts';
import { SMALL_GOVERNANCE } from '../smallDream.ts';

export const paper: CharterRule = {
  id: 'cap',
  says: 'The guide is gentle.',
  theme: '',
  kind: '',
  by: 'guide',
  most: 0.2,
  every: 0,
  binding: false,
};
export const clause = (id: string, more: Partial<CompiledClause> = {}): CompiledClause => ({
  id,
  says: `${id}.`,
  now: 'It changes.',
  adds: [],
  removes: [],
  does: {},
  ...more,
});
export const clauses = [
  clause('hold-it', { adds: [{ ...paper, binding: true }], does: { guide: 'ask' } }),
  clause('seats'),
  clause('erase'),
];
export const council: CastMember = {
  id: 'board',
  name: 'The board',
  kind: 'agent',
  role: 'council',
  shape: 'bell',
  cloth: 'stone',
  temper: 'ordinary',
  home: '',
  lines: {},
};
export const governance = { ...SMALL_GOVERNANCE, charter: [paper], clauses, statements: [{ id: 'fair', text: 'This is fair.' }] };

export function square(people: number, more: Partial<CompiledScenario> = {}): Night {
  const night = new Night({ governance, cast: [council], ...more });
  for (let i = 1; i <= people; i++) night.join(`p${i}`, i - 3, 4);
  return night;
}

/** Presence of five minutes without living through them. */
export function longHere(night: Night): void {
  for (const p of Object.values(night.world.people.byId)) p.joinedTick = -6000;
}

/** The guide does something to somebody, as a system asks for it. */
export function guideDoes(night: Night, to: string, intensity: number): void {
  const because = [night.world.narrative.actBecause[0] ?? ''];
  new Moment(night.dream).effect({
    kind: 'question',
    to,
    by: 'guide',
    source: 'probe',
    intensity,
    text: 'Look.',
    soft: 'Look, if you like.',
    because,
  });
  night.step();
}

export function breachFor(night: Night, ...who: string[]): void {
  breach(new Moment(night.dream), 'cap', 'guide', who, night.world.narrative.actBecause);
}
