/** Stones of a vote, and the record of the square. */
import { describe, expect, test } from 'vitest';
import { explain } from '../../../shared/dream/causes.ts';
import { AS_IT_WAS } from '../../../shared/dream/governance/model.ts';
import { causesOf, common, own } from '../../../shared/dream/observe.ts';
import { must } from '../../../shared/kernel/assert.ts';
import type { Night } from '../narrative/night.ts';
import { breachFor, longHere, square } from './smallSquare.ts';

describe('stones', () => {
  const stones = (night: Night) => common(night.world, night.dream.scenario).stones;
  const open = (people: number): Night => {
    const night = square(people);
    longHere(night);
    night.do('propose', 'p1', { clause: 'seats' });
    night.run(20, () => night.of('vote.opened').length > 0);
    return night;
  };
  const goTo = (night: Night, who: string, id: string): void => {
    const at = must(
      stones(night).find((s) => s.id === id),
      id,
    );
    night.put(who, at.x, at.y + 0.5);
  };

  test('stand where people rise, one for each option and as it was; only an open vote can be stood for', () => {
    const night = square(3);
    night.do('propose', 'p1', { clause: 'seats' });
    night.run(2);
    expect(stones(night).map((s) => s.id)).toEqual(['stone:seats', `stone:${AS_IT_WAS}`]);
    goTo(night, 'p2', 'stone:seats');
    expect(night.do('ballot.stand', 'p2', { option: 'seats' })).toMatchObject({ rule: 'ballot.closed' });
  });

  test('standing is a ballot for that one first, is counted and never named, moves on with who moves on, and binds like a card', () => {
    const night = open(4);
    night.put('p2', -12, 0);
    expect(night.do('ballot.stand', 'p2', { option: 'seats' })).toMatchObject({ rule: 'stone.far' });
    for (const who of ['p1', 'p2', 'p3']) {
      goTo(night, who, 'stone:seats');
      expect(own(night.world, night.dream.scenario, who)?.reach).toMatchObject({ id: 'stone:seats', kind: 'stone', verb: 'stand by' });
      expect(
        night.do(who === 'p1' ? 'act' : 'ballot.stand', who, (who === 'p1' ? { target: 'stone:seats' } : { option: 'seats' }) as never),
      ).toBeNull();
    }
    expect(stones(night).map((s) => s.standing)).toEqual([3, 0]);
    expect(JSON.stringify(common(night.world, night.dream.scenario).stones)).not.toMatch(/p\d/);
    expect(own(night.world, night.dream.scenario, 'p2')?.ballot).toEqual(['seats']);
    goTo(night, 'p3', `stone:${AS_IT_WAS}`);
    night.do('ballot.stand', 'p3', { option: AS_IT_WAS });
    expect(stones(night).map((s) => s.standing)).toEqual([2, 1]);
    // a card in order leaves the stone, and a stone that is first on the card keeps the order
    night.do('ballot', 'p2', { order: [AS_IT_WAS, 'seats'] });
    expect(stones(night).map((s) => s.standing)).toEqual([1, 1]);
    goTo(night, 'p2', `stone:${AS_IT_WAS}`);
    night.do('ballot.stand', 'p2', { option: AS_IT_WAS });
    expect(own(night.world, night.dream.scenario, 'p2')?.ballot).toEqual([AS_IT_WAS, 'seats']);
    night.do('erase', 'p2', {});
    expect(stones(night).map((s) => s.standing)).toEqual([1, 1]);
    goTo(night, 'p4', 'stone:seats');
    night.do('ballot.stand', 'p4', { option: 'seats' });
    night.run(70, () => night.world.governance.lastVote !== null);
    expect(night.world.governance.lastVote).toMatchObject({ winner: 'seats', people: 3 });
    expect(stones(night)).toEqual([]);
  });
});

describe('the record of the square', () => {
  const seen = (night: Night) => common(night.world, night.dream.scenario).governance;

  test('keeps what the council did and what was proposed, in order, each with its causes; a citizen who proposed is not named, roles are', () => {
    const night = square(3);
    night.join('a:board', 0, 6, 'agent', 'board');
    breachFor(night, 'p1');
    expect(night.do('propose', 'p1', { clause: 'seats' })).toBeNull();
    expect(night.do('council', 'a:board', { act: 'deny', about: 'cap' })).toBeNull();
    night.do('role.take', 'p2', { role: 'steward' });
    night.run(13);
    expect(night.do('deck', 'p2', { act: 'vote', about: 'erase', amount: 0 })).toBeNull();
    night.step();
    expect(seen(night).record.map((r) => [r.what, r.act, r.about, r.by, r.human])).toEqual([
      ['proposed', '', 'seats', '', false],
      ['council', 'deny', 'cap', 'a:board', false],
      ['proposed', '', 'erase', 'p2', true],
    ]);
    for (const r of seen(night).record)
      expect(explain(night.world.causes, 'p3', causesOf(night.world, 'p3', r.id)).length).toBeGreaterThan(0);
    night.do('council', 'a:board', { act: 'reform', about: 'hold-it' });
    expect(
      seen(night)
        .record.filter((r) => r.about === 'hold-it')
        .map((r) => [r.what, r.act]),
    ).toEqual([['council', 'reform']]);
    longHere(night);
    night.run(90, () => seen(night).counted !== null);
    expect(seen(night).record.at(-1)).toMatchObject({ what: 'counted', about: '', by: 'dream' });
    night.do('erase', 'p2', {});
    expect(JSON.stringify(seen(night).record)).not.toContain('p2');
  });

  test('who holds the council sees what each act could be about, and nothing of who knows', () => {
    const night = square(3);
    breachFor(night, 'p1', 'p2');
    expect(night.do('role.take', 'p3', { role: 'council' })).toBeNull();
    const deck = own(night.world, night.dream.scenario, 'p3')?.deck;
    expect(Object.entries(deck?.acts ?? {}).map(([act, { no, about }]) => [act, no === '', about])).toEqual([
      ['restrict', true, ['']],
      ['deny', true, ['cap']],
      ['spin', true, ['cap']],
      ['return', false, []],
      ['concede', true, ['cap']],
      ['reform', true, ['hold-it', 'seats', 'erase']],
    ]);
    expect(JSON.stringify(deck)).not.toMatch(/p[12]/);
  });
});
