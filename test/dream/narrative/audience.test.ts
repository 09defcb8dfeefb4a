import { Compiler } from 'inkjs/full';
import { describe, expect, test } from 'vitest';
import type { CompiledStorylet } from '../../../shared/dream/compiled.ts';
import { own } from '../../../shared/dream/observe.ts';
import { smallScenario } from '../smallDream.ts';
import { Night } from './night.ts';

const listen = smallScenario().storylets[0] as CompiledStorylet;
const shared = (more: Partial<CompiledStorylet>): CompiledStorylet => ({ ...listen, once: true, ...more });
const scenesOf = (night: Night) => night.world.narrative.scenes;

/** p1 and p2 at the fountain, p3 20 m off on the plaza, p4 on the islet, an agent beside p1. */
function five(more: Partial<CompiledStorylet>): Night {
  const night = new Night({ storylets: [shared(more)] });
  for (const [who, x, y] of [
    ['p1', 0, -6],
    ['p2', 2, -5],
    ['p3', 0, 14],
    ['p4', 42, 0],
  ] as const)
    night.join(who, x, y);
  night.join('a:elysia', 1, -5, 'agent', 'elysia');
  night.step();
  return night;
}

describe('an audience', () => {
  test.each([
    ['one', ['p1']],
    ['near', ['p1', 'p2']],
    ['region', ['p1', 'p2', 'p3']],
    ['all', ['p1', 'p2', 'p3', 'p4']],
  ] as const)('%s has it before them', (audience, who) => {
    const night = five({ audience });
    expect(night.do('act', 'p1', { target: 'fountain' })).toBeNull();
    expect(scenesOf(night).map((s) => s.who)).toEqual(who);
    expect(new Set(scenesOf(night).map((s) => s.group)).size).toBe(1);
  });

  test('each has their own form, and a line of one changes nothing for another', () => {
    const seen = (lined: boolean) => {
      const night = five({ audience: 'near', decide: 'together' });
      night.do('limit.set', 'p1', { lines: lined ? ['loneliness'] : [], veils: [], ceiling: 0.6 });
      night.do('act', 'p1', { target: 'fountain' });
      night.do('choose', 'p2', { scene: scenesOf(night).find((s) => s.who === 'p2')?.id ?? '', choice: 'answer', words: '' });
      night.run(45);
      return {
        own: own(night.world, night.dream.scenario, 'p2'),
        scene: night.events.filter((e) => e.by === 'p2').map((e) => e.type),
        night,
      };
    };
    const [with_, without] = [seen(true), seen(false)];
    expect(with_.night.effects.find((e) => e.to === 'p1' && e.kind === 'question')?.verdict.outcome).toBe('substituted');
    expect(with_.own).toEqual(without.own);
    expect(with_.scene).toEqual(without.scene);
  });

  test('comes by itself for all when it comes for one', () => {
    const night = five({ symbol: '', audience: 'all' });
    night.run(5, () => scenesOf(night).length > 0);
    expect(
      scenesOf(night)
        .map((s) => s.who)
        .sort(),
    ).toEqual(['p1', 'p2', 'p3', 'p4']);
  });
});

describe('deciding together', () => {
  const voteOf = (night: Night, who: string, choice: string) =>
    night.do('choose', who, { scene: scenesOf(night).find((s) => s.who === who)?.id ?? '', choice, words: '' });

  test('the most votes win, at once when all chose, and it is done once with the votes as causes', () => {
    const night = five({ audience: 'region', decide: 'together' });
    night.do('act', 'p1', { target: 'fountain' });
    voteOf(night, 'p1', 'answer');
    voteOf(night, 'p2', 'leave');
    voteOf(night, 'p3', 'answer');
    expect(own(night.world, night.dream.scenario, 'p2')?.scenes[0]?.votes).toEqual({ counts: { answer: 2, leave: 1 }, mine: 'leave' });
    night.run(1);
    expect(scenesOf(night)).toEqual([]);
    expect(night.world.narrative.groups).toEqual([]);
    expect(night.world.narrative.facts.listened).toBe(1);
    // a fragment is not divided: all who chose have one
    expect(night.world.narrative.fragments.map((f) => f.by)).toEqual(['p1', 'p2', 'p3']);
    const [decided] = night.of('scene.decided');
    expect(decided?.data).toEqual({ votes: 3, most: 2 });
    expect(decided?.because).toEqual(expect.arrayContaining(night.of('scene.voted').map((e) => e.id)));
    expect(JSON.stringify(night.events)).not.toContain('answer');
  });

  test('a vote said again counts instead of the first; who says nothing is waited for until the time is over', () => {
    const night = five({ audience: 'near', decide: 'together' });
    night.do('act', 'p1', { target: 'fountain' });
    voteOf(night, 'p1', 'answer');
    voteOf(night, 'p1', 'leave');
    expect(night.run(60, () => scenesOf(night).length === 0)).toBeGreaterThan(38);
    night.step();
    expect(night.world.narrative.facts.listened).toBeUndefined();
    expect(night.world.narrative.shadows).toHaveLength(1);
  });

  test('a tie falls by the seed, both ways', () => {
    const won = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const night = new Night({ storylets: [shared({ audience: 'near', decide: 'together' })] }, seed);
      night.join('p1', 0, -6);
      night.join('p2', 2, -5);
      night.do('act', 'p1', { target: 'fountain' });
      voteOf(night, 'p1', 'answer');
      voteOf(night, 'p2', 'leave');
      night.run(1);
      return night.world.narrative.facts.listened ?? 0;
    });
    expect(new Set(won)).toEqual(new Set([0, 1]));
  });

  test('a talk goes on for all by the same choice, its tags are done once', () => {
    const ink = new Compiler(
      'She turns the sand.\n+ [Wait] -> a\n+ [Go] -> b\n== a\nWe wait. # fact n.waited 1\n+ [On] -> DONE\n== b\nWe go. # fact n.gone 1\n-> DONE\n',
    )
      .Compile()
      .ToJson() as string;
    const night = new Night({ storylets: [], dialogues: [{ id: 'sand', speaker: 'elysia', ink, decide: 'together' }] });
    night.join('a:elysia', 2, 2, 'agent', 'elysia');
    for (const [who, x] of [
      ['p1', 2],
      ['p2', 3],
      ['p3', 4],
    ] as const)
      night.join(who, x, 3);
    expect(night.do('act', 'p1', { target: 'sand' })).toBeNull();
    expect(scenesOf(night).map((s) => s.who)).toEqual(['p1', 'p2', 'p3']);
    voteOf(night, 'p1', 'c0');
    voteOf(night, 'p2', 'c0');
    voteOf(night, 'p3', 'c1');
    night.run(1);
    expect(scenesOf(night).map((s) => s.text)).toEqual(['We wait.', 'We wait.', 'We wait.']);
    expect(night.world.narrative.facts['n.waited']).toBe(1);
    for (const who of ['p1', 'p2', 'p3']) voteOf(night, who, 'c0');
    night.run(1);
    expect(scenesOf(night)).toEqual([]);
    expect(night.world.narrative.groups).toEqual([]);
  });
});

describe('when a person may meet it', () => {
  test('again only after its cooldown', () => {
    const night = new Night({ storylets: [{ ...listen, once: false, cooldown: 60 }] });
    night.join('p1', 0, -6);
    night.do('act', 'p1', { target: 'fountain' });
    night.do('choose', 'p1', { scene: scenesOf(night)[0]?.id ?? '', choice: 'answer', words: '' });
    expect(night.do('act', 'p1', { target: 'fountain' })?.rule).toBe('act.nothing');
    night.run(60);
    expect(night.do('act', 'p1', { target: 'fountain' })).toBeNull();
  });

  test('alone counts the seconds without anybody within 6 m, and begins anew', () => {
    const night = new Night({ storylets: [shared({ symbol: '', requires: [{ fact: 'alone', min: 20, max: 1e9 }] })] });
    night.join('p1', 0, -6);
    night.join('p2', 2, -6);
    night.run(30);
    expect(scenesOf(night)).toEqual([]);
    night.put('p2', 0, 10);
    expect(night.run(40, () => scenesOf(night).length > 0)).toBeGreaterThan(18);
  });

  test('one that waits for a theme of their own fits nobody while the guide has none', () => {
    const night = new Night({ storylets: [shared({ theme: 'own' })] });
    night.join('p1', 0, -6);
    expect(night.do('act', 'p1', { target: 'fountain' })).toBeNull();
    expect(scenesOf(night)).toEqual([]);
  });

  test('a fact that moves opens an act within a second and a storylet within four', () => {
    const night = new Night({
      acts: [
        { id: 'a', title: 'A', palette: 'dusk', opensWhen: [], afterSeconds: 0 },
        { id: 'b', title: 'B', palette: 'dawn', opensWhen: [[{ fact: 'n.told', min: 1, max: 1e9 }]], afterSeconds: 900 },
      ],
      storylets: [shared({ symbol: '', requires: [{ fact: 'n.told', min: 1, max: 1e9 }] })],
    });
    night.join('p1', 0, 6);
    night.run(60);
    expect(night.world.narrative.act).toBe(0);
    night.world.narrative.facts['n.told'] = 1;
    const tick = night.world.tick;
    night.run(4, () => scenesOf(night).length > 0 && night.world.narrative.act === 1);
    expect(scenesOf(night)).toHaveLength(1);
    expect((night.of('act.opened').at(-1)?.tick ?? 0) - tick).toBeLessThanOrEqual(20);
  });
});
