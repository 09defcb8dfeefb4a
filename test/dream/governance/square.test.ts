/** Breaches, voices, surges, votes and the council in a small dream. */
import { describe, expect, test } from 'vitest';
import { councilWill } from '../../../shared/dream/governance/council.ts';
import { movedBy } from '../../../shared/dream/governance/legitimacy.ts';
import { AS_IT_WAS } from '../../../shared/dream/governance/model.ts';
import { weightsNow } from '../../../shared/dream/governance/weights.ts';
import { heldCauses } from '../../../shared/dream/held.ts';
import { Moment } from '../../../shared/dream/moment.ts';
import type { Night } from '../narrative/night.ts';
import { breachFor, guideDoes, longHere, paper, square } from './smallSquare.ts';

describe('the charter', () => {
  test('on paper: what exceeds it passes and is a breach that costs .06 by the share who learn; binding: the gate softens it', () => {
    const night = square(4);
    guideDoes(night, 'p1', 0.2);
    expect(night.of('breach.happened')).toEqual([]);
    guideDoes(night, 'p1', 0.5);
    expect(night.effects.at(-1)?.verdict).toMatchObject({ outcome: 'allowed', intensity: 0.5 });
    expect(night.of('breach.happened')[0]).toMatchObject({ by: 'guide', about: 'cap' });
    expect(night.world.governance.legitimacy).toBeCloseTo(0.7 - 0.06 / 4, 9);
    night.world.governance.charter = [{ ...paper, binding: true }];
    guideDoes(night, 'p2', 0.5);
    expect(night.effects.at(-1)?.verdict).toMatchObject({
      outcome: 'softened',
      rule: 'charter.cap',
      intensity: 0.2,
      text: 'Look, if you like.',
    });
    expect(night.of('breach.happened').length).toBe(1);
  });

  test('a breach is judged as it was asked: limits of who it met change nothing that others could see', () => {
    const seen = [0.2, 0.85].map((ceiling) => {
      const night = square(4);
      night.do('limit.set', 'p1', { lines: [], veils: [], ceiling });
      guideDoes(night, 'p1', 0.5);
      return [night.world.governance.legitimacy, night.of('breach.happened').length];
    });
    expect(seen[0]).toEqual(seen[1]);
  });

  test('at most once in so long: another source is refused, the same goes on; never is refused', () => {
    const night = square(1);
    const ask = (source: string): unknown => {
      const because = night.world.narrative.actBecause;
      new Moment(night.dream).effect({ kind: 'sound', to: 'p1', by: 'guide', source, text: '.', because });
      night.step();
      return night.effects.at(-1)?.verdict.rule;
    };
    night.world.governance.charter = [{ ...paper, binding: true, most: 1, every: 10 }];
    expect([ask('a'), ask('b'), ask('a')]).toEqual(['charter.open', 'charter.cap', 'charter.open']);
    night.run(11);
    expect(ask('b')).toBe('charter.open');
    night.world.governance.charter = [{ ...paper, binding: true, most: 0 }];
    expect(ask('c')).toBe('charter.cap');
    expect(night.effects.at(-1)?.verdict.outcome).toBe('refused');
  });
});

test('word of a breach goes from mouth to mouth at 12 m in 8 s, and no farther', () => {
  const night = square(3);
  night.put('p1', -10, 0);
  night.put('p2', 0, 0);
  night.put('p3', 11, 0);
  breachFor(night, 'p1');
  const known = () => [...(night.world.governance.breaches[0]?.known ?? [])];
  night.run(6);
  expect(known()).toEqual(['p1']);
  night.run(4);
  expect(known()).toEqual(['p1', 'p2']);
  night.run(9);
  expect(known()).toEqual(['p1', 'p2', 'p3']);
  expect(night.world.governance.legitimacy).toBeCloseTo(0.64, 9);
  expect(night.world.narrative.facts).toMatchObject({ breaches: 1 });
  // spoken of in causes, and nowhere without them
  for (const type of ['breach.learned', 'legitimacy.moved'] as const)
    for (const e of night.of(type)) expect(night.roots.get(e.id)?.open).toEqual([]);
});

describe('weights', () => {
  test('presence counts in full after five minutes; simulated ones weigh at most as much as the people, nothing beside three', () => {
    const night = square(1);
    for (let i = 1; i <= 4; i++) night.join(`s${i}`, 0, 0, 'simulated');
    expect(weightsNow(night.world).byWho.get('p1')).toBeLessThan(0.01);
    longHere(night);
    expect([...weightsNow(night.world).byWho.values()]).toEqual([1, 0.25, 0.25, 0.25, 0.25]);
    night.join('p2', 0, 0);
    night.join('p3', 0, 0);
    expect([...weightsNow(night.world).byWho.keys()]).toEqual(['p1', 'p2', 'p3']);
  });

  test('where nobody real is, simulated ones weigh one each', () => {
    const night = square(0);
    for (let i = 1; i <= 4; i++) night.join(`s${i}`, 0, 0, 'simulated');
    expect(weightsNow(night.world).total).toBe(4);
  });
});

describe('a surge', () => {
  const standFor = (night: Night, seconds: number, ...who: string[]): void => {
    for (let s = 0; s < seconds; s += 10) {
      for (const w of who) night.do('voice', w, { on: true });
      night.run(10);
    }
  };

  test('needs a breach that somebody knows of; without, the arc only asks', () => {
    const night = square(4);
    longHere(night);
    standFor(night, 30, 'p1', 'p2', 'p3');
    expect(night.world.governance.voices.p1?.question).toBe(true);
    expect(night.world.narrative.facts.standing).toBe(0);
    expect(night.of('surge.rose')).toEqual([]);
  });

  test('a quarter and three heads for 15 s; then a vote opens; one in four minutes', () => {
    const night = square(8);
    longHere(night);
    breachFor(night, 'p1');
    standFor(night, 30, 'p1', 'p2');
    expect(night.of('surge.rose')).toEqual([]);
    standFor(night, 20, 'p1', 'p2', 'p3');
    expect(night.of('surge.rose').length).toBe(1);
    expect(night.world.governance.vote?.options).toEqual(['hold-it', 'seats', 'erase']);
    standFor(night, 40, 'p1', 'p2', 'p3');
    expect(night.of('surge.rose').length).toBe(1);
    night.run(26);
    expect(night.world.narrative.facts).toMatchObject({ standing: 0, surges: 1 });
  });
});

describe('a vote', () => {
  const opened = (people: number): Night => {
    const night = square(people);
    longHere(night);
    expect(night.do('propose', 'p1', { clause: 'hold-it' })).toBeNull();
    night.run(1.2);
    expect(night.do('propose', 'p2', { clause: 'seats' })).toBeNull();
    expect(night.do('ballot', 'p1', { order: ['seats'] })?.rule).toBe('ballot.closed');
    night.run(12);
    return night;
  };

  test('ranks what was proposed beside "as it was"; what wins binds at once and raises L by .2, or half of what is missing', () => {
    const night = opened(5);
    expect(night.world.governance.vote?.options).toEqual(['hold-it', 'seats']);
    night.do('ballot', 'p1', { order: ['hold-it', AS_IT_WAS, 'seats'] });
    night.do('ballot', 'p2', { order: ['seats', 'hold-it'] });
    night.do('ballot', 'p3', { order: ['hold-it'] });
    expect(night.do('ballot', 'p4', { order: ['erase'] })?.rule).toBe('ballot.option');
    expect(night.do('ballot', 'p4', { order: [] })?.rule).toBe('ballot.empty');
    night.run(60, () => night.of('vote.counted').length > 0);
    expect(night.of('vote.counted')[0]?.data).toMatchObject({ people: 3, peopleHere: 5, simulated: 0, quorum: true });
    const [passed] = night.of('reform.passed');
    expect(passed?.about).toBe('hold-it');
    expect(night.world.governance.charter).toEqual([{ ...paper, binding: true }]);
    expect(night.world.governance.legitimacy).toBeCloseTo(0.85, 9);
    expect(night.roots.get(passed?.id ?? '')?.open).toEqual([]);
    guideDoes(night, 'p1', 0.5);
    expect(night.effects.at(-1)?.verdict.rule).toBe('charter.cap');
    night.run(1);
    expect(night.world.narrative.facts).toMatchObject({ reforms: 1, 'clause.hold-it': 1 });
    expect(night.do('propose', 'p3', { clause: 'hold-it' })?.rule).toBe('propose.in-force');
    expect(night.do('propose', 'p3', { clause: 'seats' })?.rule).toBe('propose.again');
  });

  test('too few ballots: all stays as it was; so it does when that wins', () => {
    const few = opened(5);
    few.do('ballot', 'p1', { order: ['seats'] });
    few.do('ballot', 'p2', { order: ['seats'] });
    few.run(61);
    expect(few.of('reform.failed')[0]?.data.quorum).toBe(false);
    const kept = opened(5);
    for (const who of ['p1', 'p2', 'p3']) kept.do('ballot', who, { order: [AS_IT_WAS, 'seats'] });
    kept.run(61);
    expect(kept.of('reform.failed')[0]?.data.quorum).toBe(true);
    expect(kept.world.governance.legitimacy).toBe(0.7);
  });

  test('statements count once more than half of the dreaming answered', () => {
    const night = square(4);
    expect(night.do('state', 'p1', { statement: 'none', answer: 'agree' })?.rule).toBe('state.unknown');
    for (const who of ['p1', 'p2', 'p2']) night.do('state', who, { statement: 'fair', answer: 'agree' });
    night.run(1);
    expect(night.world.narrative.facts.statements).toBe(0);
    night.do('state', 'p3', { statement: 'fair', answer: 'pass' });
    night.run(1);
    expect(night.world.narrative.facts.statements).toBe(1);
  });
});

test('L falls as far as it goes, and rises by at most half of what is missing: many reforms leave some doubt', () => {
  expect(movedBy(0.5, 0.2)).toBeCloseTo(0.7, 9);
  expect(movedBy(0.7, 0.2)).toBeCloseTo(0.85, 9);
  expect(movedBy(0.05, -0.06)).toBe(0);
  let l = 0.7;
  for (let i = 0; i < 6; i++) l = movedBy(l, 0.2);
  expect(l).toBeGreaterThan(0.99);
  expect(l).toBeLessThan(1);
});

describe('the council', () => {
  test('acts only by who holds the role, once in 12 s; a denial costs by those who know, a concession gains', () => {
    const night = square(4);
    night.join('a:board', 0, 0, 'agent', 'board');
    expect(night.do('council', 'p1', { act: 'restrict', about: '' })?.rule).toBe('council.role');
    expect(night.do('council', 'a:board', { act: 'deny', about: 'cap' })?.rule).toBe('council.breach');
    breachFor(night, 'p1', 'p2');
    const before = night.world.governance.legitimacy;
    expect(night.do('council', 'a:board', { act: 'deny', about: 'cap' })).toBeNull();
    expect(night.world.governance.legitimacy).toBeCloseTo(before - 0.015, 9);
    expect(night.do('council', 'a:board', { act: 'concede', about: 'cap' })?.rule).toBe('council.soon');
    night.run(12);
    expect(night.do('council', 'a:board', { act: 'concede', about: 'cap' })).toBeNull();
    expect(night.world.governance.breaches[0]?.answer).toBe('conceded');
  });

  test('of several breaches of a kind answers each, not the first again and again', () => {
    const night = square(4);
    night.join('a:board', 0, 0, 'agent', 'board');
    for (let i = 0; i < 2; i++) {
      breachFor(night, 'p1');
      night.run(13);
    }
    expect(night.world.governance.breaches.length).toBe(2);
    for (let i = 0; i < 2; i++) {
      expect(night.do('council', 'a:board', { act: 'spin', about: 'cap' })).toBeNull();
      night.run(13);
    }
    expect(night.world.governance.breaches.map((b) => b.answer)).toEqual(['spun', 'spun']);
  });

  test('its agent says why it does nothing, denies what few know, restricts voices, and owns what too many know', () => {
    const night = square(8);
    longHere(night);
    const will = () => councilWill(night.world, night.dream.scenario);
    expect(will()).toMatchObject({ act: null, because: 'nobody stands, and every breach that people speak of is answered' });
    breachFor(night, 'p1');
    expect(will()).toMatchObject({ act: 'deny', about: 'cap' });
    night.do('voice', 'p1', { on: true });
    night.run(1.2);
    expect(will().act).toBe('restrict');
    for (const who of ['p2', 'p3']) night.do('voice', who, { on: true });
    night.run(1.2);
    expect(will()).toMatchObject({ act: 'concede', about: 'cap' });
  });
});

test('everything that governance keeps names causes that are held, and an erased person leaves no trace in it', () => {
  const night = square(4);
  longHere(night);
  breachFor(night, 'p1', 'p2');
  night.do('voice', 'p1', { on: true });
  night.do('propose', 'p1', { clause: 'seats' });
  night.run(13);
  night.do('ballot', 'p1', { order: ['seats'] });
  night.do('state', 'p1', { statement: 'fair', answer: 'agree' });
  const held = heldCauses(night.world);
  const { breaches, voices, vote } = night.world.governance;
  for (const id of [...breaches, ...Object.values(voices), ...(vote ? [vote] : [])].flatMap((t) => t.because))
    expect(held.has(id)).toBe(true);
  night.step([{ type: 'erase', by: 'p1', body: {} }]);
  expect(JSON.stringify(night.world.governance)).not.toContain('"p1"');
});
