/** What the acts bring about that need something to stand there first: a wound, a storylet that fits, clauses, threads, a hearth, tracks, the mirror. */
import { describe, expect, test } from 'vitest';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { common, own } from '../../../shared/dream/observe.ts';
import { lookAt } from '../../../shared/dream/orchestration/agents.ts';
import type { DeckName } from '../../../shared/dream/orchestration/table.ts';
import { stepDream } from '../../../shared/dream/tick.ts';
import { createDream } from '../../../shared/dream/world.ts';
import { command, Night } from '../narrative/night.ts';
import { smallScenario } from '../smallDream.ts';
import { GENTLE } from './gentle.ts';

type Role = 'orchestrator' | 'narrator' | 'steward' | 'engineer';
const small = smallScenario();
const [listen] = small.storylets;
const event = (id: string, requires: CompiledScenario['storylets'][number]['requires'] = []) => ({
  ...(listen as CompiledScenario['storylets'][number]),
  ...{ id, symbol: '', once: true, intensity: 0.2, requires },
});
const clause = (id: string) => ({ id, says: `${id}.`, now: 'It holds.', adds: [], removes: [], does: {} });

function held(role: Role, extra: Partial<CompiledScenario> = {}): Night {
  const night = new Night(extra);
  night.join('p1', 4, 0);
  night.join('p2', 6, 0);
  night.do('role.take', 'p1', { role });
  night.run(3);
  night.world.orchestration.roles[role].sand = 100;
  return night;
}
const play = (night: Night, act: DeckName, about = '', amount = 0) =>
  night.do('deck', 'p1', { act: act as 'pause', about, amount }) ?? night.step().refused[0]?.refusal ?? null;
const deckOf = (night: Night) => own(night.world, night.dream.scenario, 'p1')?.deck;

test('the wound that a person chose before dusk is the one the night turns toward', () => {
  const wounds = [
    { id: 'w1', name: 'One', open: 0.9, themes: [] },
    { id: 'w2', name: 'Two', open: 0.3, themes: [] },
  ];
  const dream = createDream(smallScenario({ wounds, cast: [] }), 1);
  const say = (...commands: Parameters<typeof stepDream>[1][number][]) => stepDream(dream, commands);
  say(command('join', 'p1', { kind: 'person', name: 'Ada', shape: 'moon', cloth: 'teal', cast: '', spawn: '' }));
  say(command('role.take', 'p1', { role: 'orchestrator' }));
  for (let i = 0; i < 70; i++) say();
  const wound = command('deck', 'p1', { act: 'wound', about: 'w2', amount: 0 });
  expect(own(dream.world, dream.scenario, 'p1')?.deck).toMatchObject({
    acts: { wound: { no: '', about: ['w1', 'w2'] } },
    names: { w2: 'Two' },
  });
  expect(say(command('deck', 'p1', { act: 'ease', about: '', amount: 0.2 })).refused[0]?.refusal.rule).toBe('deck.when');
  expect(say(wound).refused).toEqual([]);
  const began = say(command('night.begin', 'dream', {}));
  const chose = [...began.events, ...say().events].find((e) => e.type === 'backstage.chose' && e.about === 'w2');
  expect(chose?.data.reason).toBe('asked for');
  expect(dream.world.orchestration.backstage.wound).toBe('w2');
  expect(say(wound).refused[0]?.refusal.rule).toBe('deck.when');
});

describe('the narrator', () => {
  const storylets = [
    ...small.storylets,
    event('s.far', [{ fact: 'never', min: 1, max: 9 }]),
    event('s.near', [{ fact: 'spoken', min: 1, max: 9 }]),
  ];

  test('picks among what fits now, and it opens before whom it fits', () => {
    const night = held('narrator', { storylets });
    expect(deckOf(night)?.acts.pick?.about).toEqual([]);
    night.world.narrative.facts.spoken = 1;
    // nothing comes by itself now: what opens, the narrator opened
    night.world.orchestration.pause = { untilTick: night.world.tick + 200, because: [] };
    expect(deckOf(night)).toMatchObject({ acts: { pick: { no: '', about: ['s.near'] } }, names: { 's.near': event('').text } });
    expect(play(night, 'pick', 's.far')?.rule).toBe('deck.about');
    expect(play(night, 'pick', 's.near')).toBeNull();
    const used = night.of('deck.pick')[0]?.id ?? '';
    expect(night.of('scene.opened').some((e) => e.because.includes(used))).toBe(true);
    expect(night.world.narrative.scenes.map((s) => [s.who, s.storylet])).toEqual(['p1', 'p2'].map((who) => [who, 's.near']));
  });

  test('moves a thread; those from there on make room', () => {
    const night = held('narrator');
    const thread = { by: 'p2', cloth: 'teal', with: '', words: '', theme: 'belonging', because: night.world.narrative.actBecause };
    night.world.narrative.threads.push(
      ...([0, 1, 2].map((place) => ({ ...thread, id: `th${place}`, place })) as unknown as typeof night.world.narrative.threads),
    );
    expect(play(night, 'reorder', 'th2', 0)).toBeNull();
    const places = Object.fromEntries(night.world.narrative.threads.map((t) => [t.id, t.place]));
    expect(places).toEqual({ th2: 0, th0: 1, th1: 2 });
    expect(play(night, 'reorder', 'th9', 0)?.rule).toBe('deck.about');
  });

  test('names the cloth, for all but who is hidden from them', () => {
    const night = held('narrator');
    night.do('hide', 'p2', { who: 'p1', on: true });
    night.join('p3', 8, 0);
    expect(night.do('deck.words', 'p1', { act: 'title', words: '  What the tide gave back ' })).toBeNull();
    const name = (who: string) => own(night.world, night.dream.scenario, who)?.clothName;
    expect([name('p3'), name('p2')]).toEqual(['What the tide gave back', '']);
    expect(night.do('deck.words', 'p1', { act: 'title', words: '   ' })?.rule).toBe('deck.empty');
  });

  test('opens a circle with a question of their choice; who sits down is asked it, and an empty one is gone after a while', () => {
    const hearth = { id: 'hearth', kind: 'hearth', name: 'the hearth', verb: 'sit', x: 4, y: 2, region: 'plaza', theme: null } as const;
    const questions = ['First?', 'Second?', 'Third?'].map((text) => ({ text, theme: null, intensity: 0.1 }));
    const open = () => {
      const night = held('narrator', { symbols: [...small.symbols, hearth], questions });
      expect(play(night, 'circle', 'q2')).toBeNull();
      return night;
    };
    const night = open();
    expect(night.effects.filter((e) => e.text === 'caption.circle').map((e) => e.to)).toEqual(['p1', 'p2']);
    expect(deckOf(night)?.acts.circle).toMatchObject({ no: 'no hearth is free' });
    night.join('s1', 5, 2, 'simulated');
    for (const who of ['p1', 'p2', 's1']) expect(night.do('circle.sit', who, { at: 'hearth' })).toBeNull();
    night.run(22);
    expect(own(night.world, night.dream.scenario, 'p2')?.circle?.question).toBe('Third?');
    expect(night.of('circle.opened')[0]?.by).toBe('p1');
    const empty = open();
    empty.run(92);
    expect(empty.world.narrative.circles).toEqual([]);
    expect(empty.of('circle.parted')).toHaveLength(1);
  });

  test('has no circle to open where no hearth is', () => {
    const night = held('narrator');
    expect(play(night, 'circle', 'q0')?.rule).toBe('deck.hearth');
    expect(night.world.orchestration.roles.narrator.sand).toBeGreaterThan(99);
  });
});

describe('the steward', () => {
  const governance = { ...small.governance, clauses: [clause('ask'), clause('show')] };

  test('calls a vote on a clause once in an act; nothing is paid for one that cannot be put', () => {
    const night = held('steward', { governance });
    night.do('propose', 'p2', { clause: 'show' });
    expect(deckOf(night)?.acts.vote?.about).toEqual(['ask']);
    expect(play(night, 'vote', 'show')?.rule).toBe('propose.waiting');
    expect(night.world.orchestration.roles.steward.sand).toBeGreaterThan(99);
    expect(play(night, 'vote', 'ask')).toBeNull();
    night.run(1);
    expect(common(night.world, night.dream.scenario).governance.vote?.options).toEqual(['show', 'ask']);
    expect(play(night, 'vote', 'ask')?.rule).toBe('deck.times');
  });

  test('publishes the mirror once the light has answered, and not before', () => {
    const night = held('steward');
    expect(play(night, 'mirror')?.rule).toBe('deck.mirror');
    night.world.guide.mask.exposedTick = night.world.tick;
    expect(play(night, 'mirror')).toBeNull();
    expect(night.world.guide.mask.mirror).toBe(true);
    expect(play(night, 'mirror')?.rule).toBe('deck.mirror');
  });
});

describe('the engineer', () => {
  const group = small.tracks.filter((t) => t.scope === 'group');
  const tracks = [...small.tracks, ...group.map((t) => ({ ...t, id: 'second' }))];
  const gains = (night: Night) => Object.fromEntries(night.world.jukebox.tracks.map((t) => [t.id, t.gain]));

  test('turns one track or all shared ones, mutes one, never an own one, and rolls all back', () => {
    const night = held('engineer', { tracks });
    expect(play(night, 'gain', 'second', 0)).toBeNull();
    expect(gains(night)).toEqual({ 'own-light': 1, 'group-tempo': 1, second: 0 });
    expect(play(night, 'gain', 'own-light', 0)?.rule).toBe('deck.about');
    night.run(5);
    expect(play(night, 'gain', 'second', 0)?.rule).toBe('deck.stands');
    expect(play(night, 'gain', '', 0.5)).toBeNull();
    expect(gains(night)).toEqual({ 'own-light': 1, 'group-tempo': 0.5, second: 0.5 });
    const turned = night.of('track.turned').map((e) => [e.about, e.because[0]]);
    expect(turned[0]).toEqual(['second', night.of('deck.gain')[0]?.id]);
    expect(play(night, 'rollback')).toBeNull();
    expect(gains(night)).toEqual({ 'own-light': 1, 'group-tempo': 1, second: 1 });
  });

  test('sets the pace of all, moves the colours a step', () => {
    const night = held('engineer');
    expect(play(night, 'pacer', '', 5)).toBeNull();
    expect(night.effects.filter((e) => e.text === 'pace:5').map((e) => e.to)).toEqual(['p1', 'p2']);
    const before = night.world.narrative.palette.to;
    expect(play(night, 'palette', '', 1)).toBeNull();
    expect(night.world.narrative.palette).toMatchObject({ from: before, to: 'ritual' });
  });
});

const seeding = {
  id: 'quiet',
  role: 'orchestrator',
  when: [],
  does: 'seed',
  about: '@chosen',
  amount: 0,
  words: '',
  weight: 1,
  why: 'Quiet.',
} as const;

test('an agent does not seed again and again what fits nobody: it takes another of the three, or says that it waits', () => {
  const night = new Night({
    storylets: [...small.storylets, event('s.a', [{ fact: 'a', min: 1, max: 9 }]), event('s.b', [{ fact: 'b', min: 1, max: 9 }])],
    orchestration: { ...small.orchestration, agents: [seeding] },
  });
  night.join('p1', 0, 0);
  night.run(11);
  expect([...night.world.orchestration.backstage.storylets].sort()).toEqual(['s.a', 's.b']);
  const looks = () => lookAt(night.world, night.dream.scenario, 'orchestrator')[0];
  expect(looks()).toMatchObject({ state: 'deck.fits', says: 'it could come to nobody now' });
  night.world.narrative.facts.b = 1;
  expect(looks()).toMatchObject({ state: 'ready', about: 's.b' });
});

test('an agent lights one sleeping symbol after the other, each while no other light stands', () => {
  const lights = { ...seeding, does: 'spotlight', about: '@symbol' } as const;
  const symbols = ['one', 'two'].map((id) => ({ ...(small.symbols[0] as CompiledScenario['symbols'][number]), id }));
  const storylets = symbols.map((s) => ({ ...event(`s.${s.id}`), symbol: s.id }));
  const night = new Night({ symbols, storylets, orchestration: { ...small.orchestration, agents: [lights] } });
  night.join('a:elysia', 0, 0, 'agent', 'elysia');
  const looks = () => lookAt(night.world, night.dream.scenario, 'orchestrator')[0];
  const light = (about: string) => night.do('deck', 'a:elysia', { act: 'spotlight', about, amount: 0 });
  expect(looks()).toMatchObject({ state: 'ready', about: 'one' });
  expect(light('one')).toBeNull();
  night.run(20);
  expect(looks()?.state).toBe('about');
  expect(light('one')?.rule).toBe('deck.stands');
  night.run(30);
  expect(looks()).toMatchObject({ state: 'ready', about: 'two' });
});

test('what all of them felt in one tick is learned once', () => {
  const night = held('orchestrator');
  night.join('p3', 8, 0);
  night.world.governance.charter.push(GENTLE);
  play(night, 'amplify', '', 0.2);
  expect(night.of('breach.learned').map((e) => e.data)).toEqual([{ learned: 3, share: 1 }]);
  expect(night.of('legitimacy.moved')).toHaveLength(1);
  expect(night.world.governance.breaches[0]?.known).toEqual(['p1', 'p2', 'p3']);
  expect(night.world.governance.legitimacy).toBeCloseTo(0.7 - 0.06, 9);
});

test('the deck of an orchestrator shows where the curve leads, scenario first, then what was drawn', () => {
  const night = held('orchestrator', {
    orchestration: {
      ...small.orchestration,
      curve: [
        [0, 0.2],
        [1, 0.2],
        [2, 0.6],
      ],
    },
  });
  const ahead = deckOf(night)?.ahead ?? [];
  expect(ahead[0]).toBeCloseTo(0.2, 9);
  expect(ahead.at(-1)).toBeCloseTo(0.6, 9);
  night.do('deck.curve', 'p1', { a: 0.1, b: 0.3, c: 0.5, d: 0.7, e: 0.85 });
  expect(deckOf(night)?.ahead.map((y) => Math.round(y * 100))).toEqual([10, 30, 50, 70, 85]);
  night.run(9);
  expect(deckOf(night)).toMatchObject({ group: -1, past: [-1] });
});
