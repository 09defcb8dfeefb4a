/** Night 3 with a clean guide and a charter that binds, beside the night as it is: what makes people stand up is what was done to them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openScenario } from '../../server/cli/scenario.ts';
import { simulate } from '../../server/lab/simulate.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';

/** Minutes, and how many dream: enough for the first breach of the night as it is, few enough to be fast. */
const MINUTES = 8;
const CITIZENS = 16;

function dreamt(scenario: CompiledScenario): { count: (type: string) => number; legitimacy: number } {
  const counts: Record<string, number> = {};
  let legitimacy = 1;
  simulate({
    scenario,
    source: { main: '', files: {} },
    seed: 11,
    citizens: CITIZENS,
    minutes: MINUTES,
    onTick: (dream, result) => {
      for (const e of result.events) counts[e.type] = (counts[e.type] ?? 0) + 1;
      legitimacy = Math.min(legitimacy, dream.world.governance.legitimacy);
    },
  });
  return { count: (type) => counts[type] ?? 0, legitimacy };
}

describe('the reckoning', () => {
  let shipped: CompiledScenario;
  beforeAll(async () => {
    ({ scenario: shipped } = await openScenario('scenarios/03-the-reckoning'));
  });

  test('as it is, the charter is broken and people stand', { timeout: 60_000 }, () => {
    const { count, legitimacy } = dreamt(shipped);
    expect(count('breach.happened')).toBeGreaterThan(0);
    expect(count('voice.raised')).toBeGreaterThan(0);
    expect(legitimacy).toBeLessThan(shipped.governance.legitimacy);
  });

  test('with a light that hides nothing and a charter that binds nobody stands, and legitimacy does not fall', { timeout: 60_000 }, () => {
    const { guide, governance } = shipped;
    const { count, legitimacy } = dreamt({
      ...shipped,
      guide: { ...guide, honest: true, press: false, tells: 0 },
      governance: { ...governance, charter: governance.charter.map((rule) => ({ ...rule, binding: true })) },
    });
    expect(count('scene.chosen')).toBeGreaterThan(20);
    expect(count('breach.happened') + count('voice.raised') + count('surge.rose')).toBe(0);
    expect(legitimacy).toBe(governance.legitimacy);
  });
});
