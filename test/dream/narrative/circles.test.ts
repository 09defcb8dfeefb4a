import { describe, expect, test } from 'vitest';
import { openDigestOf } from '../../../shared/dream/digest.ts';
import { own } from '../../../shared/dream/observe.ts';
import { smallScenario } from '../smallDream.ts';
import { Night } from './night.ts';

const HEARTH = { id: 'hearth', kind: 'hearth', name: 'the hearth', verb: 'sit', x: 6, y: 6, region: 'plaza', theme: null } as const;

function atHearth(people = 3, overrides: ConstructorParameters<typeof Night>[0] = {}): Night {
  const night = new Night({ symbols: [...smallScenario().symbols, HEARTH], storylets: [], ...overrides });
  for (let i = 1; i <= people; i++) night.join(`p${i}`, 5 + i * 0.4, 5);
  return night;
}
const circle = (night: Night) => night.world.narrative.circles[0];
const sitAll = (night: Night, n: number) => {
  for (let i = 1; i <= n; i++) expect(night.do('circle.sit', `p${i}`, { at: 'hearth' })).toBeNull();
};
const until = (night: Night, phase: string) => night.run(200, () => circle(night)?.phase === phase);

describe('a circle', () => {
  test('goes through all its parts in their lengths, and leaves a fragment to each who agreed', () => {
    const night = atHearth();
    sitAll(night, 3);
    expect(circle(night)?.phase).toBe('settle');
    expect(until(night, 'question')).toBeCloseTo(20, 0);
    expect(own(night.world, night.dream.scenario, 'p1')?.circle).toMatchObject({
      question: 'What did you carry in tonight?',
      seats: ['p1', 'p2', 'p3'],
    });
    expect(until(night, 'turn')).toBeCloseTo(8, 0);
    expect(night.do('circle.turn', 'p2', { words: 'not yet' })?.rule).toBe('circle.turn');
    night.do('circle.turn', 'p1', { words: 'a blue kettle' });
    night.step();
    expect(night.effects.filter((e) => e.text === 'a blue kettle').map((e) => e.to)).toEqual(['p1', 'p2', 'p3']);
    night.do('circle.turn', 'p2', { words: 'a wet coat' });
    // silence is a turn as well
    expect(until(night, 'silence')).toBeCloseTo(25, 0);
    expect(until(night, 'gift')).toBeCloseTo(15, 0);
    expect(night.do('circle.gift', 'p3', { card: 'bread' })).toBeNull();
    expect(night.do('circle.gift', 'p3', { card: 'bread' })?.rule).toBe('circle.gave');
    expect(own(night.world, night.dream.scenario, 'p1')?.circle?.card).toBe('bread');
    expect(until(night, 'summary')).toBeCloseTo(10, 0);
    const line = circle(night)?.lines.find((l) => l.by === 'p2')?.id ?? '';
    expect(night.do('circle.strike', 'p1', { line })?.rule).toBe('circle.line');
    expect(night.do('circle.strike', 'p2', { line })).toBeNull();
    expect(JSON.stringify(night.world.narrative.circles)).not.toContain('wet coat');
    night.run(16);
    expect(circle(night)).toBeUndefined();
    expect(night.world.narrative.fragments.map((f) => [f.by, f.words])).toEqual([
      ['p1', 'a blue kettle'],
      ['p3', ''],
    ]);
    night.run(1);
    expect(night.world.narrative.facts.circles).toBe(1);
    expect(JSON.stringify(night.events)).not.toMatch(/kettle|coat|bread/);
  });

  test('needs three, or two of whom one is simulated', () => {
    const night = atHearth(2);
    sitAll(night, 2);
    expect(circle(night)?.phase).toBe('gather');
    night.join('s:maris', 5, 6, 'simulated');
    const pair = atHearth(1);
    pair.join('s:maris', 5, 6, 'simulated');
    sitAll(pair, 1);
    expect(pair.do('circle.sit', 's:maris', { at: 'hearth' })).toBeNull();
    expect(circle(pair)?.phase).toBe('settle');
  });

  test('holds seven; who comes then, or after it was settled, sits in another', () => {
    const night = atHearth(8);
    sitAll(night, 8);
    expect(night.world.narrative.circles.map((c) => c.seats.length)).toEqual([7, 1]);
  });

  test('a turn is lengthened twice and no more; passing says nothing', () => {
    const night = atHearth();
    sitAll(night, 3);
    until(night, 'turn');
    expect(night.do('circle.more', 'p1', {})).toBeNull();
    expect(night.do('circle.more', 'p1', {})).toBeNull();
    expect(night.do('circle.more', 'p1', {})?.rule).toBe('circle.more');
    expect(night.run(100, () => circle(night)?.turn === 'p2')).toBeGreaterThan(74);
    expect(night.do('circle.pass', 'p2', {})).toBeNull();
    expect(circle(night)).toMatchObject({ turn: 'p3', lines: [] });
  });

  test('who walks off takes their words along; with one left it comes apart and leaves nothing', () => {
    const night = atHearth();
    sitAll(night, 3);
    until(night, 'turn');
    night.do('circle.turn', 'p1', { words: 'a blue kettle' });
    night.put('p1', -10, 0);
    night.run(1);
    expect(circle(night)).toMatchObject({ seats: ['p2', 'p3'], lines: [] });
    night.do('circle.sit', 'p2', { at: '' });
    expect(circle(night)).toBeUndefined();
    expect(night.of('circle.parted')).toHaveLength(1);
    expect(night.world.narrative.fragments).toEqual([]);
  });

  test('a stop card ends it for all, and its theme stays away; a line gives the question other clothes', () => {
    const questions = [{ text: 'Who is not here?', theme: 'loneliness', intensity: 0.3 }];
    const night = atHearth(3, { questions });
    night.do('limit.set', 'p2', { lines: ['loneliness'], veils: [], ceiling: 0.6 });
    sitAll(night, 3);
    until(night, 'question');
    const question = (who: string) => own(night.world, night.dream.scenario, who)?.circle?.question;
    expect([question('p1'), question('p2')]).toEqual(['Who is not here?', 'an empty bench in the sun']);
    night.do('stop', 'p1', {});
    expect(circle(night)).toBeUndefined();
    expect(night.world.governance.stopped.p3).toEqual(['loneliness']);
  });

  test('erasure takes seat and words; words are in no open digest', () => {
    const night = atHearth();
    sitAll(night, 3);
    until(night, 'turn');
    night.do('circle.turn', 'p1', { words: 'a blue kettle' });
    night.run(1);
    const digest = openDigestOf(night.world).slices.narrative;
    const line = circle(night)?.lines[0];
    if (line) line.words = 'other words';
    expect(openDigestOf(night.world).slices.narrative).toBe(digest);
    night.do('erase', 'p1', {});
    expect(JSON.stringify(night.world.narrative)).not.toContain('other words');
    expect(circle(night)?.seats).toEqual(['p2', 'p3']);
  });

  test('E at a hearth sits down', () => {
    const night = atHearth(1);
    night.world.narrative.symbols.hearth = { id: 'hearth', awake: true, wokenBy: '', wokenTick: 0, because: [] };
    night.put('p1', 5.5, 6);
    expect(own(night.world, night.dream.scenario, 'p1')?.reach).toMatchObject({ id: 'hearth', kind: 'sit' });
    night.do('act', 'p1', { target: '' });
    expect(circle(night)?.seats).toEqual(['p1']);
  });
});
