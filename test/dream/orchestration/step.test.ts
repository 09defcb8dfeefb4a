import { describe, expect, test } from 'vitest';
import { rootsOf } from '../../../shared/dream/causes.ts';
import { nextPhase, type Phase } from '../../../shared/dream/orchestration/rules.ts';
import { streamOf, uniform } from '../../../shared/kernel/random.ts';
import { Night } from '../narrative/night.ts';

describe('the hourglass', () => {
  test('turns only in its order, sustains 3 to 5 s, relaxes 30 to 45 s, whatever the intensity does', () => {
    const order: Record<Phase, Phase> = { build: 'sustain', sustain: 'fade', fade: 'relax', relax: 'build' };
    const s = streamOf('1', 'hourglass');
    let phase: Phase = 'build';
    let since = 0;
    let turns = 0;
    for (let t = 0; t < 20_000; t += 0.5) {
      const next = nextPhase(phase, t - since, uniform(s) * 1.2);
      if (next === phase) continue;
      expect(next).toBe(order[phase]);
      if (phase === 'sustain') expect(t - since).toBeGreaterThanOrEqual(3);
      if (phase === 'sustain') expect(t - since).toBeLessThanOrEqual(5);
      if (phase === 'relax') expect(t - since).toBeGreaterThanOrEqual(30);
      if (phase === 'relax') expect(t - since).toBeLessThanOrEqual(45);
      phase = next;
      since = t;
      turns++;
    }
    expect(turns).toBeGreaterThan(200);
  });

  test('a quiet night never leaves the build-up', () => {
    const night = new Night();
    night.join('p1', 0, 0);
    night.run(60);
    expect(night.world.orchestration).toMatchObject({ phase: 'build', cycles: 0, intensity: 0 });
  });

  test('a peak turns it because of what stood before people; the chain ends in a command', () => {
    const night = new Night();
    night.join('p1', 4, 0);
    // a pace that followed somebody's own limits would tell others who has them
    night.do('limit.set', 'p1', { lines: ['loneliness'], veils: [], ceiling: 0.1 });
    night.shadow(6, 0, 60);
    night.run(40, () => night.of('hourglass.turned').length > 0);
    expect(night.of('hourglass.turned')[0]?.data).toEqual({ phase: 'sustain' });
    expect(night.of('hourglass.turned')[0]?.because).toEqual([night.of('shadow.formed')[0]?.id]);
    night.put('p1', -15, 0);
    night.run(90);
    const turned = night.of('hourglass.turned');
    expect(turned.map((e) => e.data.phase)).toEqual(['sustain', 'fade', 'relax', 'build']);
    for (const e of turned) {
      const { commands, open } = rootsOf(night.world.causes, [e.id]);
      expect(open).toEqual([]);
      expect(commands.length).toBeGreaterThan(0);
    }
    expect(night.world.orchestration.cycles).toBe(1);
  });
});
