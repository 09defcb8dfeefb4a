import { describe, expect, test } from 'vitest';
import { createCast } from '../../../shared/citizens/cast.ts';
import { explain } from '../../../shared/dream/causes.ts';
import type { CompiledAgentRule } from '../../../shared/dream/compiled.ts';
import { causesOf } from '../../../shared/dream/observe.ts';
import { lookAt, wouldDo } from '../../../shared/dream/orchestration/agents.ts';
import { holderOf, roleHeldBy } from '../../../shared/dream/orchestration/roles.ts';
import { stepDream } from '../../../shared/dream/tick.ts';
import { createDream } from '../../../shared/dream/world.ts';
import { Night } from '../narrative/night.ts';
import { smallScenario } from '../smallDream.ts';

const ROLE = 'orchestrator' as const;
const elysia = { ...smallScenario().cast[0], lines: { handover: ['Take the glass.'], takeback: ['I have it again.'] } };
const cast = [elysia, ...smallScenario().cast.slice(1)] as ReturnType<typeof smallScenario>['cast'];

function night(people = 2): Night {
  const n = new Night({ cast });
  n.join('a:elysia', 0, 0, 'agent', 'elysia');
  for (let i = 1; i <= people; i++) n.join(`p${i}`, i, 0);
  return n;
}
const holder = (n: Night) => holderOf(n.world, n.dream.scenario, ROLE);

describe('a role', () => {
  test('goes from its agent to a person and back: one line each, 3 s, sand and cooldowns stay', () => {
    const n = night();
    expect(holder(n)).toBe('a:elysia');
    expect(n.do('deck', 'a:elysia', { act: 'gather', about: 'islet', amount: 0 })).toBeNull();
    const { sand } = n.world.orchestration.roles[ROLE];
    expect(n.do('role.take', 'p1', { role: ROLE })).toBeNull();
    expect(holder(n)).toBe('p1');
    expect(roleHeldBy(n.world, n.dream.scenario, 'a:elysia')).toBe('');
    expect(n.do('deck', 'p1', { act: 'ease', about: '', amount: 0.2 })?.rule).toBe('deck.fading');
    n.run(3);
    expect(n.do('deck', 'p1', { act: 'gather', about: 'islet', amount: 0 })?.rule).toBe('deck.cooldown');
    expect(n.world.orchestration.roles[ROLE].sand).toBeGreaterThanOrEqual(sand);
    expect(n.do('deck', 'a:elysia', { act: 'ease', about: '', amount: 0.2 })?.rule).toBe('deck.none');
    expect(n.effects.filter((e) => e.text === 'Take the glass.' && e.to === 'p1')).toHaveLength(1);
    expect(n.do('role.return', 'p1', { role: ROLE })).toBeNull();
    expect(holder(n)).toBe('a:elysia');
    n.step();
    expect(n.effects.filter((e) => e.text === 'I have it again.' && e.to === 'p1')).toHaveLength(1);
  });

  test('is one for each person, and each for one person', () => {
    const n = night();
    n.do('role.take', 'p1', { role: ROLE });
    expect(n.do('role.take', 'p1', { role: 'steward' })?.rule).toBe('role.one');
    expect(n.do('role.take', 'p2', { role: ROLE })?.rule).toBe('role.taken');
    expect(n.do('role.return', 'p2', { role: ROLE })?.rule).toBe('role.none');
  });

  test('goes back after 60 s in which nobody could see anything of the holder; private acts do not count', () => {
    const n = night();
    n.do('role.take', 'p1', { role: ROLE });
    n.run(50);
    n.do('emote', 'p1', { emote: 'wave' });
    n.run(50);
    expect(holder(n)).toBe('p1');
    n.do('limit.set', 'p1', { lines: [], veils: [], ceiling: 0.5 });
    n.run(12);
    expect(holder(n)).toBe('a:elysia');
    expect(n.of('role.returned')[0]?.data.how).toBe('silence');
  });

  test('is called back by half of the people, not by fewer and not by agents', () => {
    const n = night(5);
    n.do('role.take', 'p1', { role: ROLE });
    expect(n.do('role.recall', 'a:elysia', { role: ROLE })?.rule).toBe('role.agent');
    for (const who of ['p2', 'p3']) n.do('role.recall', who, { role: ROLE });
    expect(n.do('role.recall', 'p3', { role: ROLE })?.rule).toBe('role.recalled');
    expect(holder(n)).toBe('p1');
    n.do('role.recall', 'p4', { role: ROLE });
    expect(holder(n)).toBe('a:elysia');
  });

  test('is free at once when its holder wakes, and when they are erased their name is on no sign', () => {
    const n = night();
    n.do('role.take', 'p1', { role: ROLE });
    n.run(3);
    n.do('deck', 'p1', { act: 'ease', about: '', amount: 0.1 });
    n.do('erase', 'p1', {});
    expect(holder(n)).toBe('a:elysia');
    expect(n.world.orchestration.signs.map((s) => s.by)).toEqual(['']);
  });

  test('"why?" says who did it and by which right', () => {
    const n = night();
    n.do('role.take', 'p1', { role: ROLE });
    n.run(3);
    n.do('deck', 'p1', { act: 'gather', about: 'islet', amount: 0 });
    const lines = explain(n.world.causes, 'p2', causesOf(n.world, 'p2', 'arrow'));
    expect(lines[0]).toMatchObject({ type: 'deck.gather', by: 'p1' });
    expect(lines.map((l) => l.type)).toContain('role.taken');
  });
});

describe('backstage', () => {
  test('takes the widest wound, and the seed decides between equals, the same each time', () => {
    const wounds = [
      { id: 'w1', name: 'One', open: 0.4, themes: [] },
      { id: 'w2', name: 'Two', open: 0.8, themes: [] },
      { id: 'w3', name: 'Three', open: 0.8, themes: [] },
    ];
    const made = (seed: number) => {
      const n = new Night({ wounds, cast: [] }, seed);
      n.step();
      return n;
    };
    const chosen = (seed: number) => made(seed).world.orchestration.backstage.wound;
    const all = Array.from({ length: 20 }, (_, i) => chosen(i));
    expect(new Set(all)).toEqual(new Set(['w2', 'w3']));
    expect(all.map((_, i) => chosen(i))).toEqual(all);
    const n = made(1);
    expect(n.of('backstage.chose')[0]?.data).toMatchObject({ what: 'wound', open: 0.8, reason: 'widest, by the seed' });
    for (const e of n.of('backstage.chose')) expect(n.roots.get(e.id)?.types).toContain('night.begin');
  });
});

describe('the four', () => {
  test('choose themselves once they have come; who does not come in 10 s is chosen for', () => {
    const wounds = [{ id: 'w1', name: 'One', open: 0.4, themes: [] }];
    const here = new Night({ cast, wounds });
    expect(here.of('backstage.chose')).toEqual([]);
    here.join('a:elysia', 0, 0, 'agent', 'elysia');
    here.step();
    expect(here.of('backstage.chose')[0]?.by).toBe('a:elysia');
    const away = new Night({ cast, wounds });
    away.run(11);
    expect(away.of('backstage.chose')[0]?.by).toBe('dream');
  });
});

describe('an agent', () => {
  const rule = (part: Partial<CompiledAgentRule>): CompiledAgentRule => ({
    id: 'r',
    role: ROLE,
    when: [],
    does: 'ease',
    about: '',
    amount: 0.2,
    words: '',
    weight: 1,
    why: 'Because.',
    ...part,
  });
  const scenario = smallScenario({
    cast,
    orchestration: {
      ...smallScenario().orchestration,
      agents: [
        rule({ id: 'never', when: [{ fact: 'soothed', min: 9, max: 1e9 }], weight: 9 }),
        rule({ id: 'dear', does: 'amplify', amount: 0.1, weight: 3 }),
        rule({ id: 'free' }),
      ],
    },
  });

  function run(seconds: number) {
    const dream = createDream(scenario, 5);
    const players = createCast(scenario, { seed: 5, size: 1 });
    const used: { tick: number; type: string }[] = [];
    stepDream(dream, [{ type: 'night.begin', by: 'dream', body: {} }]);
    for (let i = 0; i < seconds * 20; i++) {
      const result = stepDream(dream, players.act(dream));
      expect(result.refused).toEqual([]);
      for (const e of result.events) if (e.type.startsWith('deck.')) used.push({ tick: e.tick, type: e.type });
    }
    return { dream, used };
  }

  test('plays its deck by commands, at most once in 12 s, 2 to 5 s after the reason was there', () => {
    const { used } = run(120);
    expect(used.length).toBeGreaterThan(4);
    expect(used[0]?.type).toBe('deck.amplify');
    for (let i = 1; i < used.length; i++) {
      const gap = ((used[i]?.tick ?? 0) - (used[i - 1]?.tick ?? 0)) / 20;
      expect(gap).toBeGreaterThanOrEqual(14);
      expect(gap).toBeLessThanOrEqual(12 + 5 + 2);
    }
  });

  test('says why it does nothing, rule by rule', () => {
    const { dream } = run(3);
    const states = () => Object.fromEntries(lookAt(dream.world, scenario, ROLE).map((l) => [l.rule.id, l.state]));
    const { roles } = dream.world.orchestration;
    Object.assign(roles[ROLE], { sand: 1, lastTick: -1e9 });
    expect(states()).toEqual({ never: 'facts', dear: 'deck.sand', free: 'ready' });
    expect(wouldDo(lookAt(dream.world, scenario, ROLE))?.rule.id).toBe('free');
    roles[ROLE].lastTick = dream.world.tick;
    expect(states()).toEqual({ never: 'facts', dear: 'recent', free: 'recent' });
    roles[ROLE].holder = 'p1';
    expect(new Set(Object.values(states()))).toEqual(new Set(['held']));
  });
});
