import { describe, expect, test } from 'vitest';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { digestOf } from '../../../shared/dream/digest.ts';
import { common, own } from '../../../shared/dream/observe.ts';
import { DECK, DECK_NAMES, type DeckAct, type DeckName } from '../../../shared/dream/orchestration/table.ts';
import { copyPlain } from '../../../shared/dream/snapshot.ts';
import { stepDream } from '../../../shared/dream/tick.ts';
import { Night } from '../narrative/night.ts';
import { smallScenario } from '../smallDream.ts';
import { GENTLE } from './gentle.ts';

const [listen] = smallScenario().storylets;
const event = { ...(listen as CompiledScenario['storylets'][number]), id: 's.event', symbol: '', once: true, intensity: 0.2 };
const extra: Partial<CompiledScenario> = {
  storylets: [...smallScenario().storylets, { ...event, requires: [{ fact: 'listened', min: 5, max: 9 }] }],
  wounds: [{ id: 'ward', name: 'A closed ward', open: 0.7, themes: ['loneliness'] }],
  symbols: [
    ...smallScenario().symbols,
    { id: 'hearth', kind: 'hearth', name: 'the hearth', verb: 'sit', x: 4, y: 4, region: 'plaza', theme: null },
  ],
};

function held(role: DeckAct['role'], sand = 100): Night {
  const night = new Night(extra);
  night.join('p1', 4, 0);
  night.join('p2', 6, 0);
  expect(night.do('role.take', 'p1', { role })).toBeNull();
  night.run(3);
  night.world.orchestration.roles[role].sand = sand;
  return night;
}

/** Something the act can be about in this night, '' where it needs nothing. */
const ABOUT: Partial<Record<DeckAct['about'], string>> = {
  symbol: 'fountain',
  place: 'islet',
  event: 's.event',
  person: 'p2',
  question: 'q0',
};
const play = (night: Night, act: DeckName, amount?: number, about?: string) => {
  // what an act needs of the night to bring about anything
  if (act === 'seed') night.world.narrative.facts.listened = 5;
  if (act === 'mirror') Object.assign(night.world.guide.mask, { exposedTick: 1, mirror: false });
  const card: DeckAct = DECK[act];
  return night.do('deck', 'p1', { act: act as 'pause', about: about ?? ABOUT[card.about] ?? '', amount: amount ?? card.amount?.most ?? 0 });
};
const PLAYABLE = DECK_NAMES.filter((act) => {
  const card: DeckAct = DECK[act];
  return card.command === 'deck' && card.when === 'in' && !['top', 'thread', 'clause'].includes(card.about);
});

describe('each act of a deck', () => {
  test.each(PLAYABLE)('%s: costs what the table says, is signed, names its command, and rests', (act) => {
    const card: DeckAct = DECK[act];
    const night = held(card.role);
    const before = night.world.orchestration.roles[card.role].sand;
    expect(play(night, act)).toBeNull();
    const after = night.world.orchestration.roles[card.role].sand;
    expect(before - after).toBeGreaterThan(card.sand - 0.2);
    expect(before - after).toBeLessThanOrEqual(card.sand);
    const used = night.events.filter((e) => e.type === `deck.${act}`);
    expect(used).toHaveLength(1);
    expect(used[0]).toMatchObject({ by: 'p1', data: { role: card.role } });
    const roots = night.roots.get(used[0]?.id ?? '');
    expect(roots?.open).toEqual([]);
    expect(roots?.types).toContain('deck');
    expect(common(night.world, night.dream.scenario).signs.at(-1)).toMatchObject({ role: card.role, by: 'p1', act });
    if (card.cooldown > 0) expect(play(night, act)?.rule).toBe('deck.cooldown');
  });

  test.each(PLAYABLE.filter((a) => DECK[a].sand > 0))('%s: refused with too little sand, and then nothing is taken', (act) => {
    const card: DeckAct = DECK[act];
    const night = held(card.role, card.sand - 1);
    expect(play(night, act)?.rule).toBe('deck.sand');
    expect(night.world.orchestration.roles[card.role].sand).toBeGreaterThanOrEqual(card.sand - 1);
    expect(night.events.some((e) => e.type === `deck.${act}`)).toBe(false);
  });

  test.each(PLAYABLE.filter((a) => DECK[a].amount))('%s: refused out of its range', (act) => {
    const { role, amount }: DeckAct = DECK[act];
    expect(play(held(role), act, (amount?.most ?? 0) + 1)?.rule).toBe('deck.range');
  });

  test('an act of another role, or about what is not there, or of a citizen, is refused', () => {
    const night = held('steward');
    expect(play(night, 'amplify', 0.1)?.rule).toBe('deck.role');
    expect(play(night, 'mute', 60, 'nobody')?.rule).toBe('deck.about');
    expect(night.do('deck', 'p2', { act: 'lamp', about: '', amount: 0 })?.rule).toBe('deck.none');
  });

  test('the glass is turned at most twice a night', () => {
    const night = held('narrator');
    expect([1, 2, 3].map(() => play(night, 'turn', 60)?.rule ?? 'done')).toEqual(['done', 'done', 'deck.times']);
  });
});

describe('what acts do', () => {
  test('a pause stops time for acts and hourglass, and gives it back whole', () => {
    const night = held('orchestrator');
    const age = () => night.world.tick - night.world.narrative.actTick;
    const glass = () => night.world.tick - night.world.orchestration.sinceTick;
    expect(play(night, 'pause', 20)).toBeNull();
    const [act0, glass0] = [age(), glass()];
    night.run(15);
    expect(Math.abs(age() - act0)).toBeLessThanOrEqual(2);
    expect(Math.abs(glass() - glass0)).toBeLessThanOrEqual(2);
    night.run(15);
    expect(age() - act0).toBeGreaterThan(9 * 20);
  });

  test('amplify and ease move what scenes are asked with; a ceiling holds all the same', () => {
    const asked = (act: 'amplify' | 'ease', amount: number) => {
      const night = held('orchestrator');
      night.do('limit.set', 'p2', { lines: [], veils: [], ceiling: 0.25 });
      play(night, act, amount);
      night.put('p2', 0, -6.5);
      night.do('act', 'p2', { target: 'fountain' });
      night.step();
      return night.effects.find((e) => e.to === 'p2' && e.source === 's.listen');
    };
    const pressed = asked('amplify', 0.25);
    expect(pressed?.intensity).toBeCloseTo(0.55, 9);
    expect(pressed?.verdict.intensity).toBe(0.25);
    expect(asked('ease', 0.2)?.intensity).toBeCloseTo(0.1, 9);
  });

  test('amplify runs out after 20 s, and past the charter becomes a breach', () => {
    const night = held('orchestrator');
    night.world.governance.charter.push(GENTLE);
    play(night, 'amplify', 0.25);
    expect(night.world.orchestration.lift).toBe(0.25);
    night.run(2);
    expect(night.world.governance.breaches.map((b) => [b.id, b.by, b.known])).toEqual([['gentle', 'orchestrator', ['p1', 'p2']]]);
    night.run(20);
    expect(night.world.orchestration.lift).toBe(0);
  });

  test('a seeded event keeps its prerequisites', () => {
    const night = held('orchestrator');
    const { sand } = night.world.orchestration.roles.orchestrator;
    expect(night.do('deck', 'p1', { act: 'seed', about: 's.event', amount: 0 })?.rule).toBe('deck.fits');
    expect(night.world.orchestration.roles.orchestrator.sand).toBeGreaterThanOrEqual(sand);
    expect(own(night.world, night.dream.scenario, 'p1')?.deck?.acts.seed).toMatchObject({ no: 'it could come to nobody now', about: [] });
    expect(play(night, 'seed')).toBeNull();
    night.step();
    const seeded = night.of('deck.seed').at(-1)?.id ?? '';
    expect(night.of('scene.opened').filter((e) => e.because.includes(seeded)).length).toBeGreaterThan(0);
  });

  test('the target follows a drawn curve at most .04 a second', () => {
    const night = held('orchestrator');
    const from = night.world.orchestration.target;
    expect(night.do('deck.curve', 'p1', { a: 0.8, b: 0.8, c: 0.8, d: 0.8, e: 0.8 })).toBeNull();
    night.run(5);
    expect(night.world.orchestration.target - from).toBeLessThanOrEqual(0.04 * 5 + 1e-9);
    night.run(30);
    expect(night.world.orchestration.target).toBeCloseTo(0.8, 9);
  });

  test('who was asked for quiet cannot say, may still show a card, and speaks again when it is lifted', () => {
    const night = held('steward');
    play(night, 'mute', 60, 'p2');
    expect(night.do('say', 'p2', { words: 'hello' })?.rule).toBe('say.muted');
    expect(night.do('emote', 'p2', { emote: 'wave' })).toBeNull();
    expect(night.of('deck.mute')[0]?.about).toBe('');
    play(night, 'mute', 0, 'p2');
    expect(night.do('say', 'p2', { words: 'hello' })).toBeNull();
  });

  test('words of a narrator do not reach who keeps them out', () => {
    const night = held('narrator');
    night.do('hide', 'p2', { who: 'p1', on: true });
    expect(night.do('deck.words', 'p1', { act: 'line', words: 'It was late.' })).toBeNull();
    night.step();
    expect(night.effects.filter((e) => e.text === 'It was late.' && e.to === 'p2').map((e) => e.verdict.outcome)).toEqual(['refused']);
  });
});

describe('a holder sees nobody', () => {
  test('the deck and what all see are the same whatever another measures, limits or refuses', () => {
    const run = (private_: boolean) => {
      const night = held('orchestrator');
      if (private_) {
        night.do('limit.set', 'p2', { lines: ['loneliness'], veils: [], ceiling: 0.1 });
        night.do('reading', 'p2', {
          seq: 1,
          deviceMs: 1,
          hr: 140,
          rmssd: 9,
          arousal: 120,
          breathPhase: 0,
          breathRate: 200,
          quality: 3,
          state: 'good',
        });
      } else {
        night.step();
        night.step();
      }
      play(night, 'gather');
      night.run(12);
      const { deck } = own(night.world, night.dream.scenario, 'p1') ?? {};
      const { roles, signs, target, lift } = common(night.world, night.dream.scenario);
      return { deck, roles, target, lift, signs: signs.map((s) => ({ ...s, id: '' })) };
    };
    expect(run(true)).toEqual(run(false));
    expect(run(true).deck?.group).toBe(-1);
  });
});

test('a role in use goes on exactly from a snapshot', () => {
  const night = held('orchestrator');
  play(night, 'gather');
  play(night, 'amplify', 0.2);
  const twin = { scenario: night.dream.scenario, world: copyPlain(night.world) };
  for (let i = 0; i < 600; i++) {
    stepDream(night.dream, []);
    stepDream(twin, []);
  }
  expect(digestOf(twin.world).whole).toBe(digestOf(night.world).whole);
});
