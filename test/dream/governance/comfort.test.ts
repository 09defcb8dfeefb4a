import { describe, expect, test } from 'vitest';
import type { CompiledStorylet } from '../../../shared/dream/compiled.ts';
import { ceilingOf } from '../../../shared/dream/governance/gate.ts';
import { own } from '../../../shared/dream/observe.ts';
import { Night } from '../narrative/night.ts';
import { smallScenario } from '../smallDream.ts';

const listen = smallScenario().storylets[0] as CompiledStorylet;

function loud(seconds = 120): Night {
  const night = new Night({
    storylets: [{ ...listen, symbol: '', intensity: 0.55, once: false, cooldown: 0, seconds, choices: [] }],
    acts: [{ id: 'a1', title: 'One', palette: 'dusk', opensWhen: [], afterSeconds: 0 }],
  });
  night.join('p1', 0, 6);
  night.join('p2', 10, -10);
  return night;
}
const ceiling = (night: Night, who = 'p1') => ceilingOf(night.world, night.dream.scenario, who);
const level = (night: Night, who = 'p1') =>
  Math.max(0, ...night.world.narrative.scenes.filter((s) => s.who === who).map((s) => s.intensity));

describe('comfort', () => {
  test('nobody is held above .8 of their own ceiling for longer than 90 s, nor 5 minutes and a half in a night', () => {
    const night = loud();
    let held = 0;
    let longest = 0;
    let high = 0;
    night.run(900, () => {
      const above = level(night) > 0.8 * ceiling(night);
      held = above ? held + 0.05 : 0;
      high += above ? 0.05 : 0;
      longest = Math.max(longest, held);
      return false;
    });
    expect(longest).toBeGreaterThan(60);
    expect(longest).toBeLessThanOrEqual(91);
    expect(high).toBeLessThan(330);
    const eased = night.effects.find((e) => e.verdict.rule === 'floor.comfort');
    expect(eased?.verdict.intensity).toBeCloseTo(0.5 * ceiling(night), 9);
    expect(eased?.verdict.because.length).toBeGreaterThan(0);
  });

  test('a card lowers the working ceiling by .2, for who laid it alone; what they chose stays as it is', () => {
    const night = loud();
    night.do('limit.set', 'p1', { lines: [], veils: [], ceiling: 0.5 });
    const other = ceiling(night, 'p2');
    night.do('stop', 'p1', {});
    expect(ceiling(night)).toBeCloseTo(0.3, 9);
    night.do('stop', 'p1', {});
    night.do('stop', 'p1', {});
    expect(ceiling(night)).toBeCloseTo(0.25, 9);
    expect(ceiling(night, 'p2')).toBe(other);
    expect(own(night.world, night.dream.scenario, 'p1')?.limits.ceiling).toBe(0.5);
  });

  test('a calm rest lifts it by .05, one with a card in it does not', () => {
    const night = loud();
    night.do('limit.set', 'p1', { lines: [], veils: [], ceiling: 0.5 });
    night.do('stop', 'p1', {});
    const turn = (phase: 'relax' | 'build') => {
      Object.assign(night.world.orchestration, { phase, sinceTick: night.world.tick, intensity: 0 });
      night.run(1.2);
    };
    turn('relax');
    turn('build');
    expect(ceiling(night)).toBeCloseTo(0.35, 9);
    turn('relax');
    night.do('stop', 'p1', {});
    turn('build');
    expect(ceiling(night)).toBeCloseTo(0.25, 9);
  });
});
