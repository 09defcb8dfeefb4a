import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../server/lab/simulate.ts';
import { PATTERNS, patternNames } from '../../server/store/dreams.ts';
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import type { World } from '../../shared/dream/world.ts';
import { Monitor } from '../../shared/expectations/monitor.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';

/** Pattern -> the storylet its symbol opens, and those that come by themselves to company. */
const EXPECTED: Readonly<Record<string, { readonly first: string; readonly later: readonly string[] }>> = {
  'circle-at-the-hearth': { first: 'hearth.seat', later: ['hearth.turn'] },
  'confession-well': { first: 'well.lean', later: ['well.rises'] },
  'stones-by-standing': { first: 'stones.question', later: ['stones.yes', 'stones.no', 'stones.count'] },
  'tea-bench': { first: 'tea.sit', later: ['tea.cup', 'tea.quiet'] },
};
const NAMES = Object.keys(EXPECTED);

const read = async (name: string) => {
  const source = await loadScenarioFiles(join(PATTERNS, name));
  const { scenario, findings } = compileScenario(source);
  expect(findings, name).toEqual([]);
  return { source, scenario: scenario as CompiledScenario };
};

it('has the patterns that this test knows', async () => {
  expect(await patternNames()).toEqual(NAMES);
});

describe.each(NAMES)('%s', (name) => {
  let source: Awaited<ReturnType<typeof loadScenarioFiles>>;
  let scenario: CompiledScenario;
  let starter: CompiledScenario;
  beforeAll(async () => {
    ({ source, scenario } = await read(name));
    starter = (await read('starter')).scenario;
  });

  it('stands on the ground of the starter, unchanged, and adds a place, a storylet, a talk and what must hold', () => {
    for (const kind of ['regions', 'bridges', 'symbols', 'colliders', 'spawns'] as const) {
      expect(scenario[kind]).toEqual(expect.arrayContaining([...starter[kind]]));
    }
    expect(scenario.regions.length).toBeGreaterThan(starter.regions.length);
    expect(scenario.dialogues.length).toBeGreaterThan(starter.dialogues.length);
    expect(scenario.expectations.length).toBeGreaterThan(starter.expectations.length);
    for (const s of scenario.storylets)
      expect([s.choices.length >= 2, s.soft !== '', s.intensity <= scenario.knobs.ceiling], s.id).not.toContain(false);
  });

  it('is found by four simulated citizens, and goes on for company that stays', () => {
    const { first, later } = EXPECTED[name] as (typeof EXPECTED)[string];
    const opened = new Set<string>();
    for (const seed of ['1', '2', '3']) {
      if (later.every((id) => opened.has(id))) break;
      const monitor = new Monitor(scenario);
      simulate({
        scenario,
        source,
        seed,
        citizens: 4,
        minutes: 8,
        onTick: (dream, result) => {
          const { world } = dream;
          monitor.observe(dream, result);
          for (const scene of world.narrative.scenes) opened.add(scene.storylet);
          const next = opened.has(first) ? later.find((id) => !opened.has(id)) : undefined;
          if (next !== undefined) gather(world, scenario, next);
        },
      });
      const failed = monitor.verdicts().filter((v) => !v.holds);
      expect(failed, `seed ${seed}: what the pattern itself expects`).toEqual([]);
    }
    expect([...opened]).toEqual(expect.arrayContaining([first, ...later]));
  });
});

/** Everybody stands where a storylet waits for them, and what choices should have brought about has come about. */
function gather(world: World, { storylets, symbols }: CompiledScenario, id: string): void {
  for (const { fact, min } of storylets.find((s) => s.id === id)?.requires ?? []) {
    const symbol = fact.startsWith('at.') ? symbols.find((s) => s.id === fact.slice(3)) : undefined;
    if (symbol)
      for (const [i, a] of Object.values(world.space.avatars).entries()) Object.assign(a, { x: symbol.x + i - 1.5, y: symbol.y + 2 });
    else if (fact.includes('.')) world.narrative.facts[fact] = min;
  }
}
