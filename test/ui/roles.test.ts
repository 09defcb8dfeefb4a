import { expect, test } from 'vitest';
import { aheadPath, HIGH, intensityAt, keyed, MOST, pastPath, ROOM, WIDE, xOf, yOf } from '../../client/ui/roles/curve.ts';
import { actsOf, amountWords, choicesFor, firstAmount, hindrance, holderWords, signWords } from '../../client/ui/roles/words.ts';
import type { DeckSeen } from '../../shared/dream/orchestration/seen.ts';
import { DECK, DECK_NAMES, type DeckAct } from '../../shared/dream/orchestration/table.ts';
import { speechFor } from '../../shared/i18n/index.ts';
import { fakeLink } from './fakeLink.ts';

const speech = speechFor('en');
const link = fakeLink();
const seen = { common: link.common, people: link.people, own: link.own, names: link.names };
const deck = (part: Partial<DeckSeen> = {}): DeckSeen => ({
  role: 'orchestrator',
  acts: {},
  names: {},
  group: -1,
  past: [],
  ahead: [],
  phase: 'build',
  ...part,
});

test('a height of the curve is the intensity it was drawn for, never above what is allowed; each point has room for a finger on a phone', () => {
  for (const y of [0, 0.2, 0.55, 0.85]) expect(intensityAt(yOf(y))).toBeCloseTo(y, 9);
  expect([intensityAt(-50), intensityAt(HIGH + 50)]).toEqual([MOST, 0]);
  expect(ROOM * (350 / WIDE)).toBeGreaterThanOrEqual(44);
  expect(xOf(120) + ROOM / 2).toBeLessThanOrEqual(WIDE);
});

test('keys move a point by steps and stay within the range', () => {
  expect([keyed('ArrowUp', 0.3), keyed('ArrowDown', 0.02), keyed('End', 0.1), keyed('a', 0.1)]).toEqual([0.35, 0, MOST, null]);
});

test('where too few agreed the measured line has a gap, not a zero', () => {
  expect(pastPath([-1, -1])).toBe('');
  expect(pastPath([0.2, -1, 0.3, 0.4]).match(/M/g)).toHaveLength(2);
  expect(aheadPath(0.2, [0.3]).startsWith(`M${xOf(0).toFixed(1)} ${yOf(0.2).toFixed(1)}L`)).toBe(true);
});

test('every act of every deck has a name, a sentence, an answer to why, and a first amount within its range', () => {
  for (const act of DECK_NAMES) {
    for (const key of [`deck.${act}`, `deck.${act}.does`, `why.deck.${act}`]) expect(speech.say(key), key).not.toBeNull();
    const { amount }: DeckAct = DECK[act];
    if (amount) expect(firstAmount(act) >= amount.least && firstAmount(act) <= amount.most, act).toBe(true);
    expect(actsOf(DECK[act].role)).toContain(act);
  }
});

test('what hinders an act is said: passing over, the deck’s own reason, rest, sand', () => {
  const at = (part: Partial<DeckSeen>, sand = 50) => hindrance('amplify', deck(part), sand, 100, 20).says;
  const can = { no: '', fromTick: 0, about: [] };
  expect(at({ phase: 'fading' })).toBe('Control is still passing over to you.');
  expect(at({ acts: { amplify: { ...can, no: 'people are resting now' } } })).toBe('People are resting now.');
  expect(at({ acts: { amplify: { ...can, fromTick: 190 } } })).toBe('It rests: 5 s.');
  expect(at({ acts: { amplify: can } }, 20)).toBe('5 sand short. What people do together brings more.');
  expect(at({ acts: { amplify: can } })).toBe('');
});

test('what an act may be about has plain names, and never oneself or an agent', () => {
  const choices = (act: Parameters<typeof choicesFor>[0], part: Partial<DeckSeen> = {}) =>
    choicesFor(act, deck(part), link.welcome, seen, () => 'A kettle, far off.');
  expect(choices('gather').map((c) => c.name)).toEqual(expect.arrayContaining(['The fountain', 'The plaza', 'Bridge to The islet']));
  expect(choices('seed', { acts: { seed: { no: '', fromTick: 0, about: ['n1.lost-list'] } } })).toMatchObject([{ name: 'Lost list' }]);
  expect(choices('reorder')).toMatchObject([{ id: 'th1', name: '1. A kettle, far off.' }]);
  expect(choices('mute').map((c) => c.id)).not.toContain('p1');
  expect(choices('gain')).toMatchObject([{ id: '', name: 'All strings' }]);
});

test('who holds a role and what was signed is said with the names this page knows', () => {
  const role = (part: object) => holderWords({ id: 'narrator', by: '', human: false, sand: 0, recall: 0, ...part }, link.welcome, seen);
  expect([role({}), role({ by: 'p1', human: true }), role({ by: 'a:elysia' }), role({ by: 'p9', human: true })]).toEqual([
    'Nobody now.',
    'You.',
    'Elysia, its agent.',
    'Someone, a person.',
  ]);
  const sign = (by: string) =>
    signWords(speech, { id: 'e1', role: 'orchestrator', by, act: 'gather', about: 'fountain', amount: 0 }, link.welcome, seen);
  expect([sign('a:elysia'), sign('p1')]).toEqual(['Elysia, as orchestrator, points to the fountain.', 'You: Gather, the fountain.']);
  expect([amountWords('turn', -30), amountWords('of 1', 0.15), amountWords('times', 0)]).toEqual(['−30 s', '15 %', 'silent']);
});
